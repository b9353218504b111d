/**
 * Acts that TSB recorded as said elsewhere. Each takes effect marked as unconfirmed where it can be undone; what
 * settles something waits. The group or WP2 for which it was recorded confirms it, or says that it is not in its
 * name. Pure.
 */
import type { Coordination, CoordinationAnswer } from './coordination.ts'
import { type Call, type IssueEvent, type IssueState, OPEN, type Unconfirmed, WITH_WP2 } from './state.ts'

/** Whether the event is an act that TSB recorded for a group. */
export const isRecorded = (event: IssueEvent): event is IssueEvent & { said: string } =>
  event.said !== undefined

/** Notes that the event waits to be confirmed, with what it replaced. */
export function withUnconfirmed(
  after: IssueState,
  before: IssueState,
  event: IssueEvent & { said: string },
  number: number,
): IssueState {
  const { kind, group, said } = event
  const entry: Unconfirmed = {
    number,
    kind,
    group,
    said,
    before: replacedBy(before, event),
    ...(kind === 'call-outcome' && { meeting: (event as { meeting: number }).meeting }),
  }
  return { ...after, unconfirmed: [...after.unconfirmed, entry] }
}

function replacedBy(
  { proposal, positions, coordination, calls }: IssueState,
  { kind }: IssueEvent,
): Unconfirmed['before'] {
  switch (kind) {
    case 'proposed':
      return { positions, ...(proposal && { proposal }) }
    case 'position':
      return { positions }
    case 'call-outcome':
      return { calls }
    case 'coordination-offered':
    case 'coordination-accepted':
    case 'coordination-agreed':
    case 'coordination-objected':
      return { coordination }
    default:
      return {}
  }
}

/** Takes the mark off what is confirmed. */
export function withConfirmed(state: IssueState, entries: readonly number[]): IssueState {
  const clear = <T extends { unconfirmed?: number }>(value: T): T => {
    if (value.unconfirmed === undefined || !entries.includes(value.unconfirmed)) return value
    const { unconfirmed: _, ...rest } = value
    return rest as T
  }
  const clearAll = <T extends { unconfirmed?: number }>(values: Record<string, T>): Record<string, T> =>
    Object.fromEntries(Object.entries(values).map(([group, value]) => [group, clear(value)]))
  const { proposal, coordination } = state
  const { offer, coordinator } = coordination
  return {
    ...state,
    unconfirmed: state.unconfirmed.filter(e => !entries.includes(e.number)),
    ...(proposal && { proposal: clear(proposal) }),
    positions: clearAll(state.positions),
    coordination: {
      ...coordination,
      ...(offer && { offer: { ...clear(offer), answers: clearAll(offer.answers) } }),
      ...(coordinator && { coordinator: { ...coordinator, answers: clearAll(coordinator.answers) } }),
    },
  }
}

/** An entry is not in the name of its group: it is taken back, or others have acted on it and somebody decides. */
export function takeBack(
  state: IssueState,
  event: IssueEvent & { kind: 'disowned' | 'resolved' },
): IssueState {
  const entry = [...state.unconfirmed, ...state.disputed].find(e => e.number === event.entry)
  if (!entry) return state
  const disputed = state.disputed.filter(e => e.number !== event.entry)
  const noted: IssueState = {
    ...state,
    unconfirmed: state.unconfirmed.filter(e => e.number !== event.entry),
    disowned: state.disowned.includes(event.entry) ? state.disowned : [...state.disowned, event.entry],
    disputed: event.kind === 'disowned' && !event.takenBack ? [...disputed, entry] : disputed,
  }
  return event.takenBack ? undo(noted, entry) : noted
}

/** Nothing happens where something newer has taken its place already. */
function undo(state: IssueState, entry: Unconfirmed): IssueState {
  const { kind, group, before, number } = entry
  switch (kind) {
    case 'raised':
      return OPEN.includes(state.stage) ? { ...state, stage: 'withdrawn' } : state
    case 'proposed': {
      const { proposal, ...rest } = state
      if (proposal?.unconfirmed !== number || !OPEN.includes(state.stage)) return state
      const positions = ofConcerned(state, before.positions)
      return { ...rest, positions, ...(before.proposal && { proposal: before.proposal }) }
    }
    case 'position': {
      const { [group]: current, ...others } = state.positions
      if (current?.unconfirmed !== number) return state
      const earlier = before.positions?.[group]
      return { ...state, positions: earlier ? { ...others, [group]: earlier } : others }
    }
    case 'escalated': {
      const { escalation: _, ...rest } = state
      return WITH_WP2.includes(state.stage) ? { ...rest, stage: 'chairs' } : state
    }
    case 'taken-up':
      return state.stage === 'wp2' ? { ...state, stage: 'escalated' } : state
    case 'call-outcome':
      return { ...state, calls: state.calls.map(call => withEarlierOutcome(call, entry)) }
    case 'coordination-offered':
    case 'coordination-accepted':
    case 'coordination-agreed':
    case 'coordination-objected':
      return { ...state, coordination: undoCoordination(state.coordination, entry) }
    case 'concluded': {
      if (state.pendingConclusion?.number !== number) return state
      const { pendingConclusion: _, ...rest } = state
      return rest
    }
    default:
      return state
  }
}

function withEarlierOutcome(call: Call, { before, meeting }: Unconfirmed): Call {
  if (call.meeting !== meeting) return call
  const { outcome: _, ...rest } = call
  const earlier = before.calls?.find(c => c.meeting === call.meeting)?.outcome
  return { ...rest, ...(earlier !== undefined && { outcome: earlier }) }
}

function undoCoordination(
  coordination: Coordination,
  { kind, group, number, before }: Unconfirmed,
): Coordination {
  const { offer, coordinator, ...rest } = coordination
  const answers = <T extends { answers: Record<string, CoordinationAnswer> }>(
    of: T,
    earlier: T | undefined,
  ): T => {
    const { [group]: current, ...others } = of.answers
    if (current?.unconfirmed !== number) return of
    const own = earlier?.answers[group]
    return { ...of, answers: own ? { ...others, [group]: own } : others }
  }
  const { offer: offerBefore, coordinator: coordinatorBefore } = before.coordination ?? {}
  const kept = coordinator && { coordinator: answers(coordinator, coordinatorBefore) }
  if (!offer) return { ...rest, ...kept }
  if (kind === 'coordination-offered' && offer.number === number)
    return { ...rest, ...kept, ...(offerBefore && { offer: offerBefore }) }
  if (kind === 'coordination-accepted' && offer.unconfirmed === number) {
    const { unconfirmed: _, ...unaccepted } = offer
    return { ...rest, ...kept, offer: { ...unaccepted, accepted: false } }
  }
  return { ...rest, ...kept, offer: answers(offer, offerBefore) }
}

const ofConcerned = (
  { concerned }: IssueState,
  positions: IssueState['positions'] = {},
): IssueState['positions'] =>
  Object.fromEntries(Object.entries(positions).filter(([group]) => concerned.includes(group)))

/** Notes on the entries that wait which of them the event acts on: such an entry is not simply taken back. */
export function withActedOn(state: IssueState, event: IssueEvent): IssueState {
  if (state.unconfirmed.length === 0) return state
  const unconfirmed = state.unconfirmed.map(entry =>
    actsOn(event, entry) ? { ...entry, actedOn: true } : entry,
  )
  return { ...state, unconfirmed }
}

function actsOn(event: IssueEvent, { kind, group }: Unconfirmed): boolean {
  const kinds = ACTS_ON[kind]
  if (kinds === undefined || event.group === group) return false
  return kinds === 'all' ? !PASSIVE.includes(event.kind) : kinds.includes(event.kind)
}

/** Entries that only tell, and decide nothing about others. */
const PASSIVE: readonly IssueEvent['kind'][] = [
  'comment',
  'statement',
  'reminded',
  'on-agenda',
  'confirmed',
  'disowned',
  'lapsed',
]

const ACTS_ON: Partial<Record<Unconfirmed['kind'], readonly IssueEvent['kind'][] | 'all'>> = {
  raised: 'all',
  proposed: ['position', 'proposed', 'left'],
  escalated: ['taken-up', 'call-opened', 'handed-back', 'concluded', 'withdrawn', 'solved'],
  'taken-up': ['call-opened', 'call-outcome', 'handed-back', 'concluded'],
  'coordination-offered': [
    'coordination-accepted',
    'coordination-agreed',
    'coordination-objected',
    'coordination-declined',
    'coordination-offered',
  ],
}
