/** Coordination is offered, accepted and agreed; no SG can take it alone (January 2026 report, clause 3.1.3). */
import { HANDLER } from '../../groups/handler.ts'
import { joinWords } from '../../text/sentences.ts'
import { cmd, phrase } from '../../text/spans.ts'
import { type CoordinationOffer, type Stand, standOnOffer } from '../coordination.ts'
import type { Act, Refusal, RulesOf } from '../rules.ts'
import { ALL_STAGES, type EventBody, type IssueState, issueRef, OPEN } from '../state.ts'
import { no, REPRESENTS } from './shared.ts'

type CoordinationVerb =
  | 'offer'
  | 'ask'
  | 'accept'
  | 'agree'
  | 'object'
  | 'decline'
  | 'withdraw-offer'
  | 'end-coordination'
  | 'entrusted'

const ASKED = 'the chair or a vice-chair of the SG that is to coordinate'

export const coordinationRules: RulesOf<CoordinationVerb> = {
  offer: {
    stages: OPEN,
    capacities: REPRESENTS,
    who: 'a chair or vice-chair of an SG concerned',
    recorded: 'sg',
    offered: state => state.coordination.coordinator === undefined && state.coordination.offer === undefined,
    decide: (state, _, act) => offerTo(state, act.group, act),
  },
  ask: {
    stages: OPEN,
    capacities: [...REPRESENTS, 'wp2'],
    who: 'a chair or vice-chair of an SG concerned, and WP2 once it has the issue',
    recorded: 'sg',
    offered: state => state.coordination.coordinator === undefined && state.coordination.offer === undefined,
    ready: (state, { capacity }) =>
      capacity === 'wp2' && state.stage !== 'wp2'
        ? no('not-yet', `WP2 proposes an SG once it has taken ${issueRef(state)} up.`)
        : undefined,
    decide: (state, { to }, act) => offerTo(state, to, act),
  },
  accept: {
    stages: OPEN,
    capacities: [...REPRESENTS, 'outside'],
    who: ASKED,
    onlyWords: 'the SG asked',
    only: (state, { group }) => state.coordination.offer?.group === group,
    offered: state => state.coordination.offer?.accepted === false,
    ready({ coordination: { offer } }) {
      return offer?.accepted ? no('accepted', `${offer.group} has already accepted.`) : undefined
    },
    decide: state => accepting(state.coordination.offer!),
  },
  agree: {
    stages: OPEN,
    capacities: REPRESENTS,
    who: 'a chair or vice-chair of an SG concerned, other than the one that is to coordinate',
    onlyWords: 'not the SG that is to coordinate',
    recorded: 'sg',
    only: isOther,
    // An SG that objected may still come to agree; one that agreed is not asked again.
    offered: (state, { group }) => standOf(state, group) === 'silent' || standOf(state, group) === 'objects',
    decide: (state, _, act) => answering(state, act, 'agrees', undefined),
  },
  object: {
    stages: OPEN,
    capacities: REPRESENTS,
    who: 'a chair or vice-chair of an SG concerned, other than the one that coordinates or is to',
    onlyWords: 'not the SG that is to coordinate',
    recorded: 'sg',
    only: isOther,
    offered: (state, { group }) => standOf(state, group) === 'silent',
    decide: (state, { reason }, act) => answering(state, act, 'objects', reason),
  },
  decline: {
    stages: OPEN,
    capacities: [...REPRESENTS, 'outside'],
    who: ASKED,
    onlyWords: 'the SG asked',
    only: (state, { group }) => state.coordination.offer?.group === group,
    offered: state => isAsked(state.coordination.offer),
    decide(state, { reason }) {
      const offer = state.coordination.offer!
      return [{ kind: 'coordination-declined', of: offer.number, to: offer.group, from: offer.from, reason }]
    },
  },
  'withdraw-offer': {
    stages: OPEN,
    capacities: [...REPRESENTS, 'wp2'],
    who: 'the SG that made the offer or asked, or WP2 where it proposed it',
    onlyWords: 'who made it',
    only: (state, { group }) => state.coordination.offer?.from === group,
    decide(state, { reason }) {
      const offer = state.coordination.offer!
      return [{ kind: 'coordination-withdrawn', of: offer.number, to: offer.group, reason }]
    },
  },
  'end-coordination': {
    stages: ALL_STAGES,
    capacities: [...REPRESENTS, 'coordinator'],
    who: 'the SG that coordinates, or all other SGs concerned together',
    onlyWords: 'while an SG coordinates',
    only: state => state.coordination.coordinator !== undefined,
    ready({ coordination: { coordinator } }, { group }) {
      return coordinator?.ending[group] !== undefined
        ? no('said-already', `${group} has already said that the coordination should end.`)
        : undefined
    },
    decide(state, { reason }, { group }) {
      const coordinator = state.coordination.coordinator!
      if (coordinator.group === group)
        return [{ kind: 'coordination-ended', coordinator: group, how: 'by itself', reason }]
      return [{ kind: 'coordination-end-wanted', coordinator: coordinator.group, reason }]
    },
  },
  entrusted: {
    stages: ALL_STAGES,
    capacities: ['wp2', 'tsb'],
    who: "WP2's chair or vice-chair, and TSB",
    onlyWords: 'while it is proposed to TSAG',
    only: state => state.coordination.entrusting !== undefined,
    decide(state, { entrusted, source }) {
      const coordinator = state.coordination.entrusting!.group
      const kind = entrusted ? 'coordination-entrusted' : 'coordination-not-entrusted'
      return [{ kind, coordinator, source }]
    },
  },
}

/** Somebody else asked it, and it has not said yes. */
const isAsked = (offer: CoordinationOffer | undefined): boolean =>
  offer !== undefined && offer.from !== offer.group && !offer.accepted

/** The answer of an SG to the present question: the offer, or the coordination that was in force when it joined. */
function standOf({ coordination: { offer, coordinator } }: IssueState, group: string): Stand | undefined {
  if (offer) return standOnOffer(offer, group)
  if (coordinator?.asked.includes(group)) return 'silent'
  return coordinator?.answers[group]?.answer
}

/** Whether the capacity is of an SG other than the one that coordinates, or is to. */
function isOther(
  { coordination: { offer, coordinator } }: IssueState,
  { group }: { group: string },
): boolean {
  const subject = offer?.group ?? coordinator?.group
  return subject !== undefined && subject !== group
}

/** An offer, or the answer to one that says the same already. */
function offerTo(state: IssueState, to: string, act: Act): EventBody[] | Refusal {
  const { coordinator, offer } = state.coordination
  const { group } = act
  if (coordinator?.group === to) return no('coordinates', `${to} already coordinates ${issueRef(state)}.`)
  if (offer?.group === to) {
    if (offer.from === group || (to === group && offer.accepted))
      return no('offered', `This was already asked; ${describeMissing(state, offer)}`)
    if (to === group) return accepting(offer)
    // An SG that makes the same offer again agrees with it.
    if (act.capacity !== 'wp2') return answering(state, act, 'agrees', undefined)
    return no('offered', `This was already asked; ${describeMissing(state, offer)}`)
  }
  const objected = offer && Object.values(offer.answers).some(a => a.answer === 'objects')
  // An offer without agreement in sight does not bar another one, and neither does one bar WP2.
  if (offer && !objected && group !== HANDLER && offer.from !== group)
    return no(
      'other-offer',
      phrase`Whether ${offer.group} coordinates is still open; that comes first. ${cmd('coordination agree')} and ${cmd('coordination object')} answer it.`,
    )
  return [{ kind: 'coordination-offered', to }]
}

const accepting = (offer: CoordinationOffer): EventBody[] => [
  { kind: 'coordination-accepted', of: offer.number, to: offer.group },
]

function describeMissing(state: IssueState, offer: CoordinationOffer): string {
  const silent = state.concerned.filter(g => g !== offer.group && standOnOffer(offer, g) === 'silent')
  const missing = [...(offer.accepted ? [] : [offer.group]), ...silent]
  return missing.length > 0 ? `no answer yet from ${joinWords(missing)}.` : 'the SGs have answered.'
}

function answering(
  state: IssueState,
  { by, group, capacity }: Act,
  answer: 'agrees' | 'objects',
  reason: string | undefined,
): EventBody[] | Refusal {
  const { offer, coordinator } = state.coordination
  const of = offer ?? { number: 0, group: coordinator!.group, answers: coordinator!.answers }
  const held = of.answers[group]
  if (held?.answer === answer && held.reason === reason && held.by.role?.kind === by.role?.kind)
    return no('same-answer', `That is already ${group}'s answer.`)
  if (capacity !== 'chair' && held?.by.role?.kind === 'CHAIR')
    return no('chair-spoke', `${group}'s chair has answered: ${held.answer}. Only the chair may replace it.`)
  const to = { of: of.number, to: of.group }
  return answer === 'agrees'
    ? [{ kind: 'coordination-agreed', ...to }]
    : [{ kind: 'coordination-objected', ...to, reason: reason ?? '' }]
}
