/** Which notices follow from the events of an issue. Pure. */
import { HANDLER } from '../groups/handler.ts'
import type { Account, Notice, Recipient } from '../notices/notice.ts'
import { isSaidAlready } from '../notices/said-already.ts'
import { chairOf, type RoleName, SINGLE, TSB } from '../roles/role.ts'
import { atGeneva, inGeneva } from '../time/geneva.ts'
import { MORNING } from '../time/morning.ts'
import { coordinatingGroups } from './coordination.ts'
import {
  cardAudience,
  HANDLER_LEADERS,
  issueCard,
  issueEscalated,
  issueEvent,
  issueLine,
  issueNews,
} from './notices.ts'
import { recordsToConfirm } from './records-notice.ts'
import { positionAwaited, TAKE_UP_SERIES, TIMELINE_SERIES, takeUpAwaited } from './reminders.ts'
import { type IssueEvent, type IssueState, issueRef, silentOf } from './state.ts'

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
 * Notices about the events that made `after`: the card in every channel concerned and in WP2's, one post in the
 * thread under it, one direct message to each of those who have something to do, and reminders planned ahead. The author of
 * the act is left out: by the roles that they alone hold (`actor`), and by account.
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
  const told = whenTold(events, now)
  // One act is one post: all its events, for each audience.
  const posts = Map.groupBy(
    events.map((event, i) => ({ event, number: first + i })).filter(({ event }) => event.kind !== 'raised'),
    ({ event }) => JSON.stringify(lineAudience(after, event)),
  )
  const lines = [...posts.values()].map(of =>
    issueLine.from({
      state: after,
      numbers: of.map(({ number }) => number),
      audience: lineAudience(after, of[0]!.event),
      now: told,
    }),
  )
  const acts = actsFor(after, events, first, isOwn)
  const news = newsFor(
    after,
    events,
    first,
    acts.flatMap(({ roles }) => roles),
    isOwn,
  )
  const direct = acts.map(({ numbers, roles }) => {
    const isEscalated = numbers.some(number => events[number - first]!.kind === 'escalated')
    const audience = roles.map(role => ({ role }))
    return (isEscalated ? issueEscalated : issueEvent).from({
      state: after,
      numbers,
      audience,
      now: told,
      caller,
    })
  })
  if (news) {
    const audience = news.roles.map(role => ({ role, unlessChannel: true as const }))
    direct.push(issueNews.from({ state: after, numbers: news.numbers, audience, now: told, caller }))
  }
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

/** One message an act: each role gets all the events that ask it for something together. */
function actsFor(
  after: IssueState,
  events: readonly IssueEvent[],
  first: number,
  isOwn: (role: RoleName) => boolean,
): { numbers: number[]; roles: RoleName[] }[] {
  const concerned = new Map<string, { role: RoleName; numbers: number[] }>()
  for (const [i, event] of events.entries())
    for (const role of askedBy(after, event).filter(role => !isOwn(role))) {
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

/**
 * The roles that have something to do after an event, and so hear of it in person: a position to take, a request to
 * answer, an objection to their proposal, a matter to take up or to keep on record. The rest is the channel's.
 */
function askedBy(after: IssueState, event: IssueEvent): RoleName[] {
  // When TSB recorded it for a group, its chair is asked to confirm it and needs no other message.
  const chairs = after.concerned.filter(g => event.said === undefined || g !== event.group).map(chairOf)
  const others = chairs.filter(c => c.group !== event.group)
  const outside = coordinatingGroups(after)
    .filter(g => !after.concerned.includes(g) && g !== event.group)
    .map(chairOf)
  const { offer } = after.coordination
  switch (event.kind) {
    case 'raised':
    case 'proposed':
    case 'resumed':
    case 'meeting-called':
      return others
    case 'handed-back':
      return chairs
    case 'reopened':
      return event.from === 'concluded' ? [...chairs, TSB] : others
    case 'position':
      return event.position === 'objects' ? hearObjection(after, event.group) : []
    // One that coordinates, or is asked to, takes part even where it is not among those concerned.
    case 'call-opened':
    case 'coordination-offered':
    case 'coordination-end-wanted':
      return [...others, ...outside]
    case 'coordination-objected':
      return [...others, ...outside, ...(offer?.from === HANDLER ? HANDLER_LEADERS : [])]
    case 'coordination-accepted':
      return offer?.from === HANDLER ? HANDLER_LEADERS : []
    case 'coordination-declined':
      // The one that asked may ask another; the rest have nothing to answer any more.
      if (event.from === HANDLER) return HANDLER_LEADERS
      return others.filter(({ group }) => event.from === undefined || group === event.from)
    case 'coordination-stands':
    case 'coordination-entrusted':
      return [chairOf(event.coordinator)]
    case 'coordination-ended':
      return event.coordinator === event.group ? [] : [chairOf(event.coordinator)]
    case 'added':
      return [chairOf(event.added)]
    case 'reminded':
      return event.silent.map(chairOf)
    case 'lapsed':
      // When a lapse brings it to WP2, the next step is WP2's.
      return after.stage === 'escalated' ? [] : chairs
    case 'escalated':
      return HANDLER_LEADERS
    case 'statement':
    case 'disowned':
      return [TSB, ...HANDLER_LEADERS]
    // TSB keeps these on record, and has no channel to read them in.
    case 'concluded':
    case 'corrected':
    case 'confirmed':
    case 'resolved':
      return [TSB]
    case 'withdrawn':
    case 'extended':
    case 'taken-up':
    case 'solved':
    case 'coordination-agreed':
    case 'coordination-withdrawn':
    case 'coordination-not-entrusted':
    case 'lead-offered':
    case 'lead-set':
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

/** An objection is for the SG that proposed, and for those still asked for their position. */
const hearObjection = (after: IssueState, by: string): RoleName[] =>
  [...new Set([...(after.proposal ? [after.proposal.group] : []), ...silentOf(after)])]
    .filter(group => group !== by)
    .map(chairOf)

/** Events that a chair must not miss where the SG has no channel to read them in. */
const NEWS: ReadonlySet<IssueEvent['kind']> = new Set([
  'withdrawn',
  'extended',
  'lapsed',
  'escalated',
  'taken-up',
  'solved',
  'concluded',
  'corrected',
  'resolved',
  'coordination-stands',
  'coordination-ended',
  'coordination-entrusted',
  'coordination-not-entrusted',
])

/** The chairs whom an act concerns and does not ask for anything: told in person only where their SG has no channel. */
function newsFor(
  after: IssueState,
  events: readonly IssueEvent[],
  first: number,
  asked: readonly RoleName[],
  isOwn: (role: RoleName) => boolean,
): { numbers: number[]; roles: RoleName[] } | undefined {
  const numbers = events.flatMap((event, i) => (NEWS.has(event.kind) ? [first + i] : []))
  const groups = [...new Set([...after.concerned, ...coordinatingGroups(after)])]
  const roles = groups
    .filter(group => !events.some(e => e.group === group) && !asked.some(role => role.group === group))
    .map(chairOf)
    .filter(role => !isOwn(role))
  return numbers.length > 0 && roles.length > 0 ? { numbers, roles } : undefined
}

/** When an act is told: at once, but at 09:00 where it came by itself at the end of a day. */
function whenTold(events: readonly IssueEvent[], now: Temporal.Instant): Temporal.Instant {
  const cameByItself = events.some(e => e.kind === 'lapsed' || (e.kind === 'escalated' && e.onLapse))
  const morning = atGeneva(inGeneva(now).toPlainDate(), MORNING)
  return cameByItself && Temporal.Instant.compare(morning, now) > 0 ? morning : now
}

/** Reminders planned ahead, until an event withdraws them. */
function planned(state: IssueState, events: readonly IssueEvent[], now: Temporal.Instant): Notice[] {
  const reminders =
    state.respondBy !== undefined && state.stage === 'chairs'
      ? remindedGroups(state, events).flatMap(group =>
          TIMELINE_DAYS.map(days => ({ days, notice: positionAwaited.from({ state, group, days }) }))
            .filter(({ days, notice }) => !isSaidAlready(notice.dueAt, days, now))
            .map(({ notice }) => notice),
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
