/** Waiting items in issues: positions, offers to coordinate, take-ups, outcomes of calls. */
import type { Transaction } from '../database/client.ts'
import { HANDLER } from '../groups/handler.ts'
import { MEETING } from '../meetings/meeting.ts'
import { action, onSeen } from '../messages/message.ts'
import { ledStudyGroups } from '../roles/actor.ts'
import type { WaitingItem, WaitingSource } from '../rooms/room.ts'
import { formatTimeSpan } from '../time/geneva.ts'
import { standOnOffer } from './coordination.ts'
import { offeredTo, withDisputes, withUnconfirmedOf } from './listing.ts'
import { type IssueState, issueRef, OPEN, WITH_WP2 } from './state.ts'
import { parseState } from './state-schema.ts'
import { findStatementsToConfirm, type StatementToConfirm } from './statements.ts'
import { dayOf, issueTitle } from './words.ts'

/** The most issues that are looked at; the oldest first. */
const MAX_ISSUES = 200

export const issuesWaiting: WaitingSource = async ({ tx, now, actor }) => {
  const { roles } = actor
  const sgs = ledStudyGroups(actor)
  const wp2 = roles.some(r => r.group === HANDLER && (r.kind === 'CHAIR' || r.kind === 'VICE_CHAIR'))
  const tsb = roles.some(r => r.kind === 'TSB' && (r.group === null || r.group === HANDLER))
  const confirms = [...sgs, ...(wp2 ? [HANDLER] : [])]
  const [concerned, handled, offered, recorded, disputed, spoken] = await Promise.all([
    sgs.length > 0 ? openIssues(tx, { concerned: { some: { groupId: { in: sgs } } } }) : [],
    wp2 || tsb ? openIssues(tx, { stage: { in: [...WITH_WP2] } }) : [],
    sgs.length > 0 ? offeredTo(tx, sgs, MAX_ISSUES) : [],
    confirms.length > 0 ? withUnconfirmedOf(tx, confirms) : [],
    wp2 || tsb ? withDisputes(tx, MAX_ISSUES) : [],
    findStatementsToConfirm(tx, sgs),
  ])
  return [
    ...sgs.flatMap(sg => concerned.flatMap(state => positionOf(state, sg))),
    ...sgs.flatMap(sg => unique([...concerned, ...offered]).flatMap(state => coordinationOf(state, sg))),
    ...confirms.flatMap(group => recordsOf(recorded, spoken, group)),
    ...disputed.flatMap(disputesOf),
    ...(wp2 ? handled.flatMap(takeUpOf) : []),
    ...handled.flatMap(state => outcomesOf(state, now)),
  ]
}

async function openIssues(tx: Transaction, where: object): Promise<IssueState[]> {
  const rows = await tx.issue.findMany({
    where: { stage: { in: [...OPEN] }, ...where },
    orderBy: [{ changedAt: 'asc' }, { id: 'asc' }],
    take: MAX_ISSUES,
  })
  return rows.map(r => parseState(r.state))
}

const unique = (states: IssueState[]): IssueState[] => [...new Map(states.map(s => [s.id, s])).values()]

function positionOf(state: IssueState, sg: string): WaitingItem[] {
  if (!state.proposal || state.positions[sg] || !state.concerned.includes(sg)) return []
  const until = state.respondBy ? `, by ${dayOf(state.respondBy)}` : ''
  return [
    {
      text: `${issueTitle(state)}: ${sg}'s position on the proposal${until}`,
      action: onSeen(
        state.version,
        action(`Position on ${issueRef(state)}`, 'issue position', { issue: issueRef(state), for: sg }),
      ),
    },
  ]
}

/** An offer waits for the SG that is asked, and for each other SG concerned that has not answered; so does what stands. */
function coordinationOf(state: IssueState, sg: string): WaitingItem[] {
  const { offer, coordinator } = state.coordination
  const title = issueTitle(state)
  const press = (label: string, path: string) =>
    onSeen(state.version, action(label, path, { issue: issueRef(state), for: sg }))
  if (offer) {
    const text = `${title}: whether ${offer.group} coordinates`
    if (offer.group === sg)
      return offer.accepted
        ? []
        : [{ text, action: press(`Accept coordination of ${issueRef(state)}`, 'coordination accept') }]
    if (!state.concerned.includes(sg) || standOnOffer(offer, sg) !== 'silent') return []
    return [{ text, action: press(`Agree that ${offer.group} coordinates`, 'coordination agree') }]
  }
  if (!coordinator?.asked.includes(sg)) return []
  return [
    {
      text: `${title}: whether ${sg}, which joined later, agrees that ${coordinator.group} coordinates`,
      action: press(`Agree that ${coordinator.group} coordinates`, 'coordination agree'),
    },
  ]
}

/** All entries that TSB recorded for a group from one source are one item. */
function recordsOf(
  states: readonly IssueState[],
  statements: readonly StatementToConfirm[],
  group: string,
): WaitingItem[] {
  const entries = [
    ...states.flatMap(state => state.unconfirmed.filter(e => e.group === group)),
    ...statements.filter(s => s.whose === group),
  ]
  return [...Map.groupBy(entries, e => e.said)].map(([said, of]) => ({
    text: `${of.length} ${of.length === 1 ? 'entry' : 'entries'} that TSB recorded for ${group} from “${said}”, not yet confirmed`,
    action: action(`Read and confirm for ${group}`, 'issue confirm', { said, for: group }),
  }))
}

const disputesOf = (state: IssueState): WaitingItem[] =>
  state.disputed.map(({ number, group }) => ({
    text: `${issueTitle(state)}: entry ${number} is not in ${group}'s name, and others have acted on it`,
    action: action(`Decide on entry ${number}`, 'issue resolve', {
      issue: issueRef(state),
      entry: String(number),
    }),
  }))

const takeUpOf = (state: IssueState): WaitingItem[] =>
  state.stage === 'escalated'
    ? [
        {
          text: `${issueTitle(state)}: take it up for WP2`,
          action: onSeen(
            state.version,
            action(`Take up ${issueRef(state)}`, 'wp2 take-up', { issue: issueRef(state) }),
          ),
        },
      ]
    : []

const outcomesOf = (state: IssueState, now: Temporal.Instant): WaitingItem[] =>
  state.calls
    .filter(
      c => c.calledBy === undefined && c.outcome === undefined && Temporal.Instant.compare(c.ends, now) <= 0,
    )
    .map(c => ({
      text: `${issueTitle(state)}: the outcome of the call of ${formatTimeSpan(Temporal.Instant.from(c.starts), Temporal.Instant.from(c.ends))}`,
      action: action(`Outcome of ${MEETING.format(c.meeting)}`, 'wp2 outcome', {
        issue: issueRef(state),
        meeting: MEETING.format(c.meeting),
      }),
    }))
