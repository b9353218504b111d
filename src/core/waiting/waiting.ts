/** What waits for somebody: it follows from their roles, so that it goes over to who holds them next. */
import type { Transaction } from '../database/client.ts'
import { offeredTo } from '../issues/listing.ts'
import { type IssueState, issueRef, OPEN } from '../issues/state.ts'
import { dayOf, issueTitle } from '../issues/words.ts'
import { type Action, action } from '../messages/message.ts'
import type { RoleName } from '../roles/role.ts'
import { formatTimeSpan } from '../time/geneva.ts'

export interface WaitingItem {
  text: string
  action: Action
}

/** The most that is looked at; the oldest first. */
const MOST = 200

/** What waits for the holder of these roles, the longest waiting first. */
export async function findWaiting(
  tx: Transaction,
  roles: readonly RoleName[],
  now: Temporal.Instant,
): Promise<WaitingItem[]> {
  const led = roles
    .filter(r => (r.kind === 'CHAIR' || r.kind === 'VICE_CHAIR') && r.group !== null)
    .map(r => r.group!)
  const sgs = led.filter(g => g.startsWith('SG'))
  const wp2 = led.includes('WP2')
  const tsb = roles.some(r => r.kind === 'TSB' && (r.group === null || r.group === 'WP2'))
  const [concerned, handled, offered] = await Promise.all([
    sgs.length > 0 ? openIssues(tx, { concerned: { some: { groupId: { in: sgs } } } }) : [],
    wp2 || tsb ? openIssues(tx, { stage: { in: ['escalated', 'wp2'] } }) : [],
    sgs.length > 0 ? offeredTo(tx, sgs, MOST) : [],
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
    take: MOST,
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
      action: action(`Outcome of MTG-${c.meeting}`, 'issue outcome', {
        issue: issueRef(state),
        meeting: `MTG-${c.meeting}`,
      }),
    }))
