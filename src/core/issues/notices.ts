/** Which notices follow from what happened to an issue. Pure. */

import { type Account, type Notice, PRIORITY, type Recipient, without } from '../notices/notice.ts'
import { type RoleName, SINGLE } from '../roles/role.ts'
import { atGeneva, endOfDay, inGeneva } from '../time/geneva.ts'
import { type IssueEvent, type IssueState, issueRef } from './state.ts'

/** Days before the end of a timeline on which SGs without a position are reminded, at 09:00 Geneva time. */
export const TIMELINE_DAYS = [7, 3, 1, 0] as const

/** The series of what is planned ahead for an issue. */
const TIMELINE = 'timeline'
const TAKE_UP = 'take-up'

export const chairOf = (group: string): RoleName => ({ kind: 'CHAIR', group })
export const WP2_LEADERS: RoleName[] = [
  { kind: 'CHAIR', group: 'WP2' },
  { kind: 'VICE_CHAIR', group: 'WP2' },
]

export interface Follows {
  notices: Notice[]
  /** Series of what was planned about the issue and is taken back. */
  withdrawn: string[]
}

/**
 * What follows from events that made `after`: the card in every channel concerned and in WP2's, a line in the
 * thread under it for each event, direct messages to whom it asks something or tells the end, and what is
 * planned ahead. Who acted needn't be told: neither in `actor`, the roles that they alone hold, nor by account.
 */
export function noticesFor(
  after: IssueState,
  events: readonly IssueEvent[],
  actor: readonly RoleName[],
  now: Temporal.Instant,
  caller?: Account,
): Follows {
  const first = after.version - events.length + 1
  const subject = issueRef(after)
  const base = { subject, dueAt: now }
  const card: Notice = {
    ...base,
    key: `card:${subject}:v${after.version}`,
    kind: 'issue-card',
    place: 'CARD',
    // Before the lines that go into the thread under it.
    priority: PRIORITY.card,
    series: `card:${subject}`,
    data: { issue: after.id },
    // Where the card stands already it is kept current, also for an SG that said it is not concerned.
    audience: [{ cardsOf: subject }, ...cardAudience(after)],
  }
  const lines = events.flatMap((event, i): Notice[] => {
    const version = first + i
    const isOwn = (role: RoleName) =>
      SINGLE.includes(role.kind) && actor.some(a => a.kind === role.kind && a.group === role.group)
    const told = toldOf(after, event).filter(role => !isOwn(role))
    const data = { issue: after.id, event: version }
    const thread: Notice[] =
      event.kind === 'raised'
        ? []
        : [
            {
              ...base,
              key: `thread:${subject}:v${version}`,
              kind: 'issue-line',
              place: 'THREAD',
              data,
              audience: lineAudience(after, event),
            },
          ]
    if (told.length === 0) return thread
    const direct: Notice = {
      ...base,
      key: `told:${subject}:v${version}`,
      kind: 'issue-told',
      priority: event.kind === 'escalated' ? PRIORITY.urgent : PRIORITY.normal,
      data,
      audience: [...told.map(role => ({ role })), ...(caller ? [without(caller)] : [])],
    }
    return [...thread, direct]
  })
  return { notices: [card, ...lines, ...planned(after, events, now)], withdrawn: takenBack(events) }
}

/** The channels of the SGs concerned, of the lead SG, and of WP2. */
const cardAudience = ({ concerned, lead }: IssueState): Recipient[] =>
  [...new Set([...concerned, ...(lead ? [lead] : []), 'WP2'])].map(channelOf => ({ channelOf }))

/** Where a line of the timeline goes: there too where an SG says that it is not concerned. */
const lineAudience = (state: IssueState, event: IssueEvent): Recipient[] => [
  ...cardAudience(state),
  ...(event.kind === 'left' ? [{ channelOf: event.group }] : []),
]

/** Whom an event concerns in person. */
function toldOf(state: IssueState, event: IssueEvent): RoleName[] {
  const chairs = state.concerned.map(chairOf)
  // The lead SG takes part even where it is not among those concerned.
  const lead = state.lead && !state.concerned.includes(state.lead) ? [chairOf(state.lead)] : []
  const others = [...chairs, ...lead].filter(c => c.group !== event.group)
  switch (event.kind) {
    case 'raised':
      return state.leadOffer && !state.concerned.includes(state.leadOffer.group)
        ? [...chairs, chairOf(state.leadOffer.group)]
        : chairs
    case 'proposed':
    case 'withdrawn':
    case 'resumed':
    case 'meeting-called':
    case 'call-opened':
    case 'extended':
      return others
    case 'taken-up':
    case 'handed-back':
    case 'solved':
      return state.escalation && event.kind === 'solved' ? [...chairs, ...WP2_LEADERS] : chairs
    case 'concluded':
      return [...chairs, { kind: 'TSB', group: null }]
    case 'escalated':
      return event.onLapse ? lapseTold(state) : [...WP2_LEADERS, ...others]
    case 'lapsed':
      // Where it is brought to WP2 by itself, they are told that, and so once.
      return state.stage === 'escalated' ? [] : lapseTold(state)
    case 'reminded':
      return event.silent.map(chairOf)
    case 'added':
      return [chairOf(event.added)]
    case 'lead-offered':
      return [chairOf(event.to === event.group ? state.raisedFor : event.to)]
    case 'lead-set':
      return [...new Set([event.lead, state.raisedFor])].map(chairOf)
    case 'position':
    case 'comment':
    case 'statement':
    case 'joined':
    case 'left':
    case 'on-agenda':
    case 'call-outcome':
    case 'meeting-moved':
    case 'meeting-cancelled':
      return []
  }
}

const lapseTold = (state: IssueState): RoleName[] => [
  ...state.concerned.map(chairOf),
  ...(state.lead && !state.concerned.includes(state.lead) ? [chairOf(state.lead)] : []),
  ...WP2_LEADERS,
]

/** Reminders that follow, until something takes them back. */
function planned(state: IssueState, events: readonly IssueEvent[], now: Temporal.Instant): Notice[] {
  const subject = issueRef(state)
  const version = state.version
  const notices: Notice[] = []
  if (state.respondBy !== undefined && state.stage === 'chairs') {
    const last = Temporal.PlainDate.from(state.respondBy)
    for (const group of remindedGroups(state, events))
      for (const days of TIMELINE_DAYS)
        notices.push({
          key: `timeline:${subject}:v${version}:${days}d:${group}`,
          kind: 'issue-timeline',
          subject,
          series: TIMELINE,
          data: { issue: state.id, group },
          audience: [{ role: chairOf(group) }],
          priority: PRIORITY.reminder,
          dueAt: atGeneva(last.subtract({ days }), '09:00'),
          expiresAt: endOfDay(last),
        })
  }
  if (events.some(e => e.kind === 'escalated') && state.stage === 'escalated')
    notices.push({
      key: `take-up:${subject}:v${version}`,
      kind: 'issue-take-up',
      subject,
      series: TAKE_UP,
      data: { issue: state.id },
      audience: [...WP2_LEADERS.map(role => ({ role })), { role: { kind: 'TSB', group: null } }],
      priority: PRIORITY.reminder,
      everyDays: 7,
      dueAt: atGeneva(inGeneva(now).toPlainDate().add({ days: 7 }), '09:00'),
    })
  return notices.filter(n => Temporal.Instant.compare(n.dueAt, now) >= 0)
}

/** The SGs for which these events begin a timeline. */
const remindedGroups = (state: IssueState, events: readonly IssueEvent[]): string[] =>
  events.flatMap(e => {
    switch (e.kind) {
      case 'raised':
      case 'extended':
      case 'handed-back':
      case 'resumed':
        return state.concerned
      case 'added':
        return [e.added]
      case 'joined':
        return [e.group]
      default:
        return []
    }
  })

function takenBack(events: readonly IssueEvent[]): string[] {
  const kinds = new Set(events.map(e => e.kind))
  const has = (...of: IssueEvent['kind'][]) => of.some(kind => kinds.has(kind))
  return [
    ...(has('extended', 'escalated', 'solved', 'withdrawn', 'lapsed', 'handed-back', 'concluded')
      ? [TIMELINE]
      : []),
    ...(has('taken-up', 'solved', 'withdrawn', 'concluded') ? [TAKE_UP] : []),
  ]
}
