/** What waits for somebody in issues: positions, offers to coordinate, take-ups, outcomes of calls. */
import type { Transaction } from '../database/client.ts'
import { HANDLER } from '../groups/handler.ts'
import { MEETING } from '../meetings/meeting.ts'
import { action } from '../messages/message.ts'
import { ledStudyGroups } from '../roles/actor.ts'
import type { WaitingItem, WaitingSource } from '../rooms/room.ts'
import { formatTimeSpan } from '../time/geneva.ts'
import { offeredTo } from './listing.ts'
import { type IssueState, issueRef, OPEN, WITH_WP2 } from './state.ts'
import { dayOf, issueTitle } from './words.ts'

/** The most issues that are looked at; the oldest first. */
const MAX_ISSUES = 200

export const issuesWaiting: WaitingSource = async ({ tx, now, actor }) => {
  const { roles } = actor
  const sgs = ledStudyGroups(actor)
  const wp2 = roles.some(r => r.group === HANDLER && (r.kind === 'CHAIR' || r.kind === 'VICE_CHAIR'))
  const tsb = roles.some(r => r.kind === 'TSB' && (r.group === null || r.group === HANDLER))
  const [concerned, handled, offered] = await Promise.all([
    sgs.length > 0 ? openIssues(tx, { concerned: { some: { groupId: { in: sgs } } } }) : [],
    wp2 || tsb ? openIssues(tx, { stage: { in: [...WITH_WP2] } }) : [],
    sgs.length > 0 ? offeredTo(tx, sgs, MAX_ISSUES) : [],
  ])
  return [
    ...sgs.flatMap(sg => concerned.flatMap(state => positionOf(state, sg))),
    ...sgs.flatMap(sg => unique([...concerned, ...offered]).flatMap(state => leadOf(state, sg))),
    ...(wp2 ? handled.flatMap(takeUpOf) : []),
    ...handled.flatMap(state => outcomesOf(state, now)),
  ]
}

async function openIssues(tx: Transaction, where: object): Promise<IssueState[]> {
  const rows = await tx.issue.findMany({
    where: { stage: { in: [...OPEN] }, ...where },
    orderBy: { changedAt: 'asc' },
    take: MAX_ISSUES,
  })
  return rows.map(r => r.state as unknown as IssueState)
}

const unique = (states: IssueState[]): IssueState[] => [...new Map(states.map(s => [s.id, s])).values()]

function positionOf(state: IssueState, sg: string): WaitingItem[] {
  if (!state.proposal || state.positions[sg] || !state.concerned.includes(sg)) return []
  const until = state.respondBy ? `, by ${dayOf(state.respondBy)}` : ''
  return [
    {
      text: `${issueTitle(state)}: ${sg}'s position on the proposal${until}`,
      action: action(`Position on ${issueRef(state)}`, 'issue position', { issue: issueRef(state), for: sg }),
    },
  ]
}

/** An offer to lead waits for the side that has not spoken: the SG asked, or the raiser's. */
function leadOf(state: IssueState, sg: string): WaitingItem[] {
  const offer = state.leadOffer
  if (!offer) return []
  const asked = offer.from === offer.group ? state.raisedFor : offer.group
  if (asked !== sg) return []
  return [
    {
      text: `${issueTitle(state)}: whether ${offer.group} leads the coordination`,
      action: action(`Agree that ${offer.group} coordinates`, 'issue lead', {
        issue: issueRef(state),
        group: offer.group,
        for: sg,
      }),
    },
  ]
}

const takeUpOf = (state: IssueState): WaitingItem[] =>
  state.stage === 'escalated'
    ? [
        {
          text: `${issueTitle(state)}: to be taken up by WP2`,
          action: action(`Take up ${issueRef(state)}`, 'issue take-up', { issue: issueRef(state) }),
        },
      ]
    : []

const outcomesOf = (state: IssueState, now: Temporal.Instant): WaitingItem[] =>
  state.calls
    .filter(c => c.outcome === undefined && Temporal.Instant.compare(c.ends, now) <= 0)
    .map(c => ({
      text: `${issueTitle(state)}: the outcome of the call of ${formatTimeSpan(Temporal.Instant.from(c.starts), Temporal.Instant.from(c.ends))}`,
      action: action(`Outcome of ${MEETING.format(c.meeting)}`, 'issue outcome', {
        issue: issueRef(state),
        meeting: MEETING.format(c.meeting),
      }),
    }))
