/** Applies each event to the coordination of an issue. Pure. */
import type { Coordination, CoordinationAnswer, Coordinator } from './coordination.ts'
import type { IssueEvent, IssueState } from './state.ts'

const begun = (group: string, basis: Coordinator['basis'], more: Partial<Coordinator> = {}): Coordinator => ({
  group,
  basis,
  answers: {},
  asked: [],
  ending: {},
  ...more,
})

/** The coordination after an event; as it was after one that does not touch it. */
export function applyCoordination(state: IssueState, event: IssueEvent, number: number): Coordination {
  const { coordination } = state
  const { at, by, group } = event
  const unconfirmed = event.said !== undefined && { unconfirmed: number }
  switch (event.kind) {
    // Until November 2026 the raiser's SG led at once when it named itself.
    case 'raised':
      if (event.lead === undefined) return coordination
      return event.lead === group
        ? { coordinator: begun(group, 'recorded') }
        : { offer: { number: 0, group: event.lead, from: group, accepted: false, answers: {} } }
    case 'lead-offered': {
      const accepted = event.to === group
      return { ...coordination, offer: { number: 0, group: event.to, from: group, accepted, answers: {} } }
    }
    case 'lead-set':
      return { coordinator: begun(event.lead, 'recorded') }
    case 'coordination-offered': {
      const accepted = event.to === group
      return {
        ...coordination,
        offer: { number, group: event.to, from: group, accepted, answers: {}, ...unconfirmed },
      }
    }
    case 'coordination-accepted': {
      const { offer } = coordination
      return offer ? { ...coordination, offer: { ...offer, accepted: true, ...unconfirmed } } : coordination
    }
    case 'coordination-agreed':
      return answered(coordination, group, { answer: 'agrees', by, at, ...unconfirmed })
    case 'coordination-objected':
      return answered(coordination, group, {
        answer: 'objects',
        reason: event.reason,
        by,
        at,
        ...unconfirmed,
      })
    case 'coordination-declined':
    case 'coordination-withdrawn':
      return closeOffer(coordination)
    case 'coordination-stands': {
      const { entrusting } = coordination
      const coordinator = begun(event.coordinator, 'agreed', { since: at })
      return { coordinator, ...(entrusting && { entrusting }) }
    }
    case 'coordination-end-wanted': {
      const { coordinator } = coordination
      if (!coordinator) return coordination
      const ending = { ...coordinator.ending, [group]: event.reason }
      return { ...coordination, coordinator: { ...coordinator, ending } }
    }
    case 'coordination-ended':
      return withoutCoordinator(coordination)
    case 'coordination-entrusted':
      return { coordinator: begun(event.coordinator, 'entrusted', { since: at, source: event.source }) }
    case 'coordination-not-entrusted': {
      const { entrusting: _, ...rest } = coordination
      return rest
    }
    case 'concluded': {
      const kept = event.keepsCoordination
        ? closeOffer(coordination)
        : withoutCoordinator(closeOffer(coordination))
      const { entrusting: _, ...rest } = kept
      if (event.entrust === undefined) return rest
      const action = event.action && { action: event.action.number }
      return { ...rest, entrusting: { group: event.entrust, ...action } }
    }
    default:
      return coordination
  }
}

/** An answer to the offer that is open; without one, to the coordination that stands. */
function answered(coordination: Coordination, group: string, answer: CoordinationAnswer): Coordination {
  const { offer, coordinator } = coordination
  if (offer) return { ...coordination, offer: { ...offer, answers: { ...offer.answers, [group]: answer } } }
  if (!coordinator) return coordination
  const asked = coordinator.asked.filter(g => g !== group)
  const answers = { ...coordinator.answers, [group]: answer }
  return { ...coordination, coordinator: { ...coordinator, asked, answers } }
}

export function closeOffer(coordination: Coordination): Coordination {
  const { offer: _, ...rest } = coordination
  return rest
}

function withoutCoordinator(coordination: Coordination): Coordination {
  const { coordinator: _, ...rest } = coordination
  return rest
}

/** An SG that becomes concerned is asked about the coordination that stands; until it answers, what stands stands. */
export function groupJoins(state: IssueState, group: string): IssueState {
  const { coordinator } = state.coordination
  if (!coordinator || coordinator.group === group) return state
  const asked = [...coordinator.asked, group]
  return { ...state, coordination: { ...state.coordination, coordinator: { ...coordinator, asked } } }
}

/** Removes an SG's answers about the coordination when the SG leaves. */
export function groupLeaves(state: IssueState, group: string): IssueState {
  const { offer, coordinator } = state.coordination
  const without = <T>(values: Record<string, T>): Record<string, T> => {
    const { [group]: _, ...rest } = values
    return rest
  }
  return {
    ...state,
    coordination: {
      ...state.coordination,
      ...(offer && { offer: { ...offer, answers: without(offer.answers) } }),
      ...(coordinator && {
        coordinator: {
          ...coordinator,
          asked: coordinator.asked.filter(g => g !== group),
          answers: without(coordinator.answers),
          ending: without(coordinator.ending),
        },
      }),
    },
  }
}
