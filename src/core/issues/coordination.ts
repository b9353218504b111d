/**
 * Coordination of an issue by one of the SGs: offered, answered, agreed, ended (January 2026 report, clause 3.1.3). It
 * stands when that SG accepts and every other SG concerned has agreed, or when TSAG has entrusted it. Pure.
 */
import type { By } from '../roles/by.ts'
import type { IssueState } from './state.ts'

export interface CoordinationAnswer {
  answer: 'agrees' | 'objects'
  reason?: string
  by: By
  at: string
  unconfirmed?: number
}

export interface CoordinationOffer {
  /** The number of the entry that made it, for answers to name; 0: made before November 2026. */
  number: number
  /** The SG that would coordinate. */
  group: string
  /** The SG that offered itself or asked another, or WP2, which proposed it. */
  from: string
  /** That SG has accepted, or offered itself. */
  accepted: boolean
  answers: Record<string, CoordinationAnswer>
  unconfirmed?: number
}

export interface Coordinator {
  group: string
  /** 'recorded': by the rules before November 2026, when the raiser's SG and that SG agreed between them. */
  basis: 'agreed' | 'entrusted' | 'recorded'
  since?: string
  source?: string
  /** The answers of the others since: an objection is shown and ends nothing. */
  answers: Record<string, CoordinationAnswer>
  /** SGs that joined since and have not answered yet. */
  asked: string[]
  /** The others that want it to end, each with its reason. */
  ending: Record<string, string>
}

export interface Coordination {
  coordinator?: Coordinator
  offer?: CoordinationOffer
  /** TSAG is asked to entrust it to this SG; `action`: "ACT-12", its reference in the register of actions; "WP2-1" before there was one. */
  entrusting?: { group: string; action?: string }
}

/** The SGs concerned, other than the one that coordinates or would. */
export const othersConcerned = (
  { concerned }: Pick<IssueState, 'concerned'>,
  coordinator: string,
): string[] => concerned.filter(g => g !== coordinator)

export type Stand = 'agrees' | 'objects' | 'silent'

/** The answer of an SG to the offer. The SG that asked another one agrees. */
export function standOnOffer(offer: CoordinationOffer, group: string): Stand {
  return offer.answers[group]?.answer ?? (offer.from === group ? 'agrees' : 'silent')
}

/** Whether the offer stands now: accepted, agreed by every other SG concerned, and nothing of it unconfirmed. */
export function isOfferAgreed(state: IssueState): boolean {
  const { offer } = state.coordination
  if (!offer?.accepted || offer.unconfirmed !== undefined) return false
  return othersConcerned(state, offer.group).every(
    g => standOnOffer(offer, g) === 'agrees' && offer.answers[g]?.unconfirmed === undefined,
  )
}

/** Whether all the other SGs concerned want the coordination to end. */
export function isEndAgreed(state: IssueState): boolean {
  const { coordinator } = state.coordination
  if (!coordinator) return false
  const others = othersConcerned(state, coordinator.group)
  return others.length > 0 && others.every(g => coordinator.ending[g] !== undefined)
}

/** The groups that coordinate or would. */
export const coordinatingGroups = ({ coordination: { coordinator, offer } }: IssueState): string[] => [
  ...new Set([...(coordinator ? [coordinator.group] : []), ...(offer ? [offer.group] : [])]),
]
