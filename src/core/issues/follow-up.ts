/** Which notices follow from the events of an issue. Pure. */
import { HANDLER } from '../groups/handler.ts'
import type { Account, Notice, Recipient } from '../notices/notice.ts'
import { chairOf, type RoleName, SINGLE, TSB } from '../roles/role.ts'
import { coordinatingGroups } from './coordination.ts'
import {
  cardAudience,
  HANDLER_LEADERS,
  issueCard,
  issueEscalated,
  issueEvent,
  issueLine,
  positionAwaited,
  TAKE_UP_SERIES,
  TIMELINE_SERIES,
  takeUpAwaited,
} from './notices.ts'
import { recordsToConfirm } from './records-notice.ts'
import { type IssueEvent, type IssueState, issueRef } from './state.ts'

/** Days before the end of a timeline on which SGs without a position are reminded, at 09:00 Geneva time. */
export const TIMELINE_DAYS = [7, 3, 1, 0] as const

export interface FollowUp {
  notices: Notice[]
  /** Series of planned notices about the issue that are withdrawn. */
  withdrawn: string[]
  /** Planned notices that one of these says again, with more. */
  replaced: { subject: string; series: string }[]
}

/**
 * Notices about the events that made `after`: the card in every channel concerned and in WP2's, a line in the thread
 * under it for each event, one direct message to each of those whom it asks for something or notifies of the end, and
 * reminders planned ahead. The author of the act is left out: by the roles that they alone hold (`actor`), and by
 * account.
 */
export function noticesFor(
  after: IssueState,
  events: readonly IssueEvent[],
  actor: readonly RoleName[],
  now: Temporal.Instant,
  caller?: Account,
): FollowUp {
  const first = after.version - events.length + 1
  const isOwn = (role: RoleName) =>
    SINGLE.includes(role.kind) && actor.some(a => a.kind === role.kind && a.group === role.group)
  const lines = events.flatMap((event, i): Notice[] => {
    const facts = { state: after, number: first + i, now }
    return event.kind === 'raised' ? [] : [issueLine.from({ ...facts, audience: lineAudience(after, event) })]
  })
  const direct = actsFor(after, events, first, isOwn).map(({ numbers, roles }) => {
    const isEscalated = numbers.some(number => events[number - first]!.kind === 'escalated')
    const audience = roles.map(role => ({ role }))
    return (isEscalated ? issueEscalated : issueEvent).from({ state: after, numbers, audience, now, caller })
  })
  const card = issueCard.from({ state: after, now })
  const records = events.flatMap((event, i) =>
    event.said === undefined
      ? []
      : [
          recordsToConfirm.from({
            record: `${issueRef(after)}:v${first + i}`,
            group: event.group,
            said: event.said,
            now,
          }),
        ],
  )
  return {
    notices: [card, ...lines, ...direct, ...planned(after, events, now), ...records],
    withdrawn: withdrawnBy(events),
    replaced: records.map(({ subject, series }) => ({ subject, series: series! })),
  }
}

/** One message an act: each role gets all the events that concern it together. */
function actsFor(
  after: IssueState,
  events: readonly IssueEvent[],
  first: number,
  isOwn: (role: RoleName) => boolean,
): { numbers: number[]; roles: RoleName[] }[] {
  const concerned = new Map<string, { role: RoleName; numbers: number[] }>()
  for (const [i, event] of events.entries())
    for (const role of concernedBy(after, event).filter(role => !isOwn(role))) {
      const key = `${role.kind} ${role.group}`
      const known = concerned.get(key) ?? { role, numbers: [] }
      concerned.set(key, known)
      if (!known.numbers.includes(first + i)) known.numbers.push(first + i)
    }
  const same = Map.groupBy(concerned.values(), ({ numbers }) => numbers.join('+'))
  return [...same.values()].map(of => ({ numbers: of[0]!.numbers, roles: of.map(({ role }) => role) }))
}

/** A line of the timeline also goes to an SG that says it is not concerned. */
const lineAudience = (state: IssueState, event: IssueEvent): Recipient[] => [
  ...cardAudience(state),
  ...(event.kind === 'left' ? [{ channelOf: event.group }] : []),
]

/** The roles that an event concerns in person. */
function concernedBy(state: IssueState, event: IssueEvent): RoleName[] {
  // When TSB recorded it for a group, its chair is asked to confirm it and needs no other message.
  const chairs = state.concerned.filter(g => event.said === undefined || g !== event.group).map(chairOf)
  // An SG that coordinates, or is asked to, takes part even where it is not among those concerned.
  const coordinating = coordinatingGroups(state)
    .filter(g => !state.concerned.includes(g))
    .map(chairOf)
  const others = [...chairs, ...coordinating].filter(c => c.group !== event.group)
  const proposedByWp2 = state.coordination.offer?.from === HANDLER ? HANDLER_LEADERS : []
  switch (event.kind) {
    case 'raised':
      return chairs
    case 'proposed':
    case 'withdrawn':
    case 'resumed':
    case 'meeting-called':
    case 'call-opened':
    case 'extended':
      return others
    case 'coordination-offered':
    case 'coordination-end-wanted':
      return others
    case 'coordination-accepted':
    case 'coordination-agreed':
    case 'coordination-objected':
      return [...others, ...proposedByWp2]
    case 'coordination-declined':
    case 'coordination-withdrawn':
      return event.to === event.group || state.concerned.includes(event.to)
        ? others
        : [...others, chairOf(event.to)]
    case 'coordination-stands':
      return [...chairs, ...coordinating]
    case 'coordination-ended':
    case 'coordination-entrusted':
    case 'coordination-not-entrusted':
      return [...chairs, ...(state.concerned.includes(event.coordinator) ? [] : [chairOf(event.coordinator)])]
    case 'reopened':
      return event.from === 'concluded' ? [...chairs, TSB] : others
    case 'corrected':
      return [...chairs, TSB]
    case 'statement':
    case 'disowned':
      return [TSB, ...HANDLER_LEADERS]
    case 'confirmed':
      return [TSB]
    case 'resolved':
      return [...chairs, TSB, ...HANDLER_LEADERS]
    case 'taken-up':
    case 'handed-back':
    case 'solved':
      return state.escalation && event.kind === 'solved' ? [...chairs, ...HANDLER_LEADERS] : chairs
    case 'concluded':
      return [...chairs, TSB]
    case 'escalated':
      return event.onLapse ? lapseConcerns(state) : [...HANDLER_LEADERS, ...others]
    case 'lapsed':
      // When the issue goes to WP2 on that day, the message about that is enough.
      return state.stage === 'escalated' ? [] : lapseConcerns(state)
    case 'reminded':
      return event.silent.map(chairOf)
    case 'added':
      return [chairOf(event.added)]
    case 'lead-offered':
    case 'lead-set':
      return []
    case 'position':
    case 'comment':
    case 'joined':
    case 'left':
    case 'on-agenda':
    case 'call-outcome':
    case 'meeting-moved':
    case 'meeting-cancelled':
    case 'meeting-restored':
      return []
  }
}

const lapseConcerns = (state: IssueState): RoleName[] => [
  ...state.concerned.map(chairOf),
  ...coordinatingGroups(state)
    .filter(g => !state.concerned.includes(g))
    .map(chairOf),
  ...HANDLER_LEADERS,
]

/** Reminders planned ahead, until an event withdraws them. */
function planned(state: IssueState, events: readonly IssueEvent[], now: Temporal.Instant): Notice[] {
  const reminders =
    state.respondBy !== undefined && state.stage === 'chairs'
      ? remindedGroups(state, events).flatMap(group =>
          TIMELINE_DAYS.map(days => positionAwaited.from({ state, group, days })),
        )
      : []
  const isEscalated = events.some(e => e.kind === 'escalated') && state.stage === 'escalated'
  const takeUp = isEscalated ? [takeUpAwaited.from({ state, now })] : []
  return [...reminders, ...takeUp].filter(n => Temporal.Instant.compare(n.dueAt, now) >= 0)
}

/** The SGs for which these events begin a timeline. */
const remindedGroups = (state: IssueState, events: readonly IssueEvent[]): string[] =>
  events.flatMap(e => {
    switch (e.kind) {
      case 'raised':
      case 'extended':
      case 'handed-back':
      case 'resumed':
      case 'reopened':
        return state.concerned
      case 'added':
        return [e.added]
      case 'joined':
        return [e.group]
      default:
        return []
    }
  })

function withdrawnBy(events: readonly IssueEvent[]): string[] {
  const kinds = new Set(events.map(e => e.kind))
  const has = (...of: IssueEvent['kind'][]) => of.some(kind => kinds.has(kind))
  return [
    ...(has('extended', 'escalated', 'solved', 'withdrawn', 'lapsed', 'handed-back', 'concluded')
      ? [TIMELINE_SERIES]
      : []),
    ...(has('taken-up', 'solved', 'withdrawn', 'concluded') ? [TAKE_UP_SERIES] : []),
  ]
}
