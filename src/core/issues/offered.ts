/** Which acts the buttons of a message offer: what its readers may do now. */
import type { HeldRole } from '../roles/actor.ts'
import { othersConcerned, standOnOffer } from './coordination.ts'
import { verbsFor } from './lifecycle.ts'
import type { Verb } from './rules.ts'
import { type IssueState, OPEN } from './state.ts'

/** The verbs of the card that all of its readers may use now, each with their roles; unknown readers: all of them. */
export function offeredToAll(
  state: IssueState,
  readers: readonly (readonly HeldRole[])[] | undefined,
): Verb[] {
  const offered = cardVerbs(state)
  if (readers === undefined) return offered
  const allowed = readers.map(roles => verbsFor(state, roles))
  return readers.length === 0 ? [] : offered.filter(verb => allowed.every(verbs => verbs.includes(verb)))
}

/** The verbs that suit an issue at its stage: buttons are chosen among them. */
export function cardVerbs(state: IssueState): Verb[] {
  const open = OPEN.includes(state.stage)
  const answers = open ? answerVerbs(state) : []
  const position: Verb[] = open && state.proposal ? ['position'] : []
  switch (state.stage) {
    case 'chairs':
      return [
        ...position,
        ...answers,
        'propose',
        'comment',
        ...(state.lapsed ? (['extend'] as const) : []),
        'escalate',
      ]
    case 'escalated':
      return ['take-up', ...position, ...answers, 'comment']
    case 'wp2':
      return [...position, ...answers, 'comment', 'call', 'hand-back', 'conclude']
    case 'withdrawn':
      return ['resume']
    case 'solved':
      return ['reopen']
    case 'concluded':
      return []
  }
}

/** The answers to a coordination offer, as long as an SG is asked that has not said yes. */
function answerVerbs(state: IssueState): Verb[] {
  const { offer, coordinator } = state.coordination
  const silent = offer
    ? othersConcerned(state, offer.group).filter(g => standOnOffer(offer, g) === 'silent')
    : (coordinator?.asked ?? [])
  const objects = offer
    ? Object.values(offer.answers).some(({ answer }) => answer === 'objects')
    : Object.values(coordinator?.answers ?? {}).some(({ answer }) => answer === 'objects')
  return [
    ...(offer && !offer.accepted ? (['accept'] as const) : []),
    ...(silent.length > 0 || objects ? (['agree'] as const) : []),
    ...(silent.length > 0 ? (['object'] as const) : []),
  ]
}
