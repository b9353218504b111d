/** The coordination of an issue in words, for its card. */
import { HANDLER } from '../groups/handler.ts'
import { joinWords } from '../text/sentences.ts'
import { type Text, toWords } from '../text/spans.ts'
import {
  type CoordinationAnswer,
  type CoordinationOffer,
  type Coordinator,
  othersConcerned,
  standOnOffer,
} from './coordination.ts'
import { type IssueState, OPEN } from './state.ts'
import { dateOf } from './words.ts'

/** The SG that coordinates or would, and the answer of each SG concerned; undefined: there is none, and no offer. */
export function describeCoordination(state: IssueState): string | undefined {
  const said = coordinationText(state)
  return said && toWords(said)
}

/** The same with each reason as a span of its own, so that a long one can be shortened without the rest. */
export function coordinationText(state: IssueState): Text | undefined {
  const { coordinator, offer, entrusting } = state.coordination
  const parts = [
    ...(coordinator ? [describeCoordinator(coordinator)] : []),
    ...(entrusting
      ? [
          // A conclusion that was reopened is put aside, but its action stands until WP2 or TSAG decides about it.
          `proposed to TSAG${state.conclusion ? '' : ' by the conclusion that was reopened'}: to entrust it to ${entrusting.group}${entrusting.action ? ` (${entrusting.action})` : ''}`,
        ]
      : []),
    ...(offer && OPEN.includes(state.stage) ? [describeOffer(state, offer)] : []),
  ]
  return parts.length > 0 ? joinSpans(parts, '. ') : undefined
}

function describeCoordinator({ group, basis, since, source, answers, asked, ending }: Coordinator): Text {
  const when = since === undefined ? '' : ` on ${dateOf(since)}`
  const how = {
    agreed: `, as all SGs concerned agreed${when}`,
    entrusted: `, entrusted by TSAG (${source ?? ''})`,
    recorded: ', as recorded before November 2026, when the raiser and that SG agreed it between them',
  }
  const objections = describeObjections(answers)
  const more: Text[] = [
    ...(objections.length === 0 ? [] : [joinSpans(['since then ', joinSpans(objections, '; ')], '')]),
    ...(asked.length > 0 ? [`not answered yet: ${joinWords(asked)}, which joined later`] : []),
    ...Object.entries(ending).map(([sg, reason]): Text => [`${sg} wants it to end: `, reason]),
  ]
  return joinSpans([`${group} coordinates${how[basis]}`, ...more], '; ')
}

/** "SG17 has offered to coordinate; SG13 agrees; SG20 objects: …; silent: SG2" */
function describeOffer(state: IssueState, offer: CoordinationOffer): Text {
  const { group, from, accepted, answers } = offer
  const mark = offer.unconfirmed === undefined ? '' : ' (recorded by TSB, not yet confirmed)'
  const asked =
    from === group
      ? `${group} has offered to coordinate${mark}`
      : `${from} ${from === HANDLER ? 'proposes that' : 'asks whether'} ${group} ${from === HANDLER ? 'coordinates' : 'would coordinate'}${mark}`
  const others = othersConcerned(state, group)
  const agree = others.filter(g => standOnOffer(offer, g) === 'agrees')
  const silent = others.filter(g => standOnOffer(offer, g) === 'silent')
  const unconfirmed = others.filter(g => answers[g]?.unconfirmed !== undefined)
  const stands: Text[] = [
    ...(from === group ? [] : [accepted ? `${group} accepts` : `${group} has not answered`]),
    ...(agree.length > 0 ? [`${joinWords(agree)} ${agree.length === 1 ? 'agrees' : 'agree'}`] : []),
    ...describeObjections(answers),
    ...(silent.length > 0 ? [`silent: ${joinWords(silent)}`] : []),
    ...(unconfirmed.length > 0 ? [`recorded by TSB and not yet confirmed: ${joinWords(unconfirmed)}`] : []),
  ]
  return joinSpans([asked, ...stands], '; ')
}

const describeObjections = (answers: Record<string, CoordinationAnswer>): Text[] =>
  Object.entries(answers)
    .filter(([, { answer }]) => answer === 'objects')
    .map(([group, { reason }]) => [`${group} objects: `, reason ?? ''])

/** As `joinText`, but each part stays a span of its own. */
const joinSpans = (parts: readonly Text[], between: string): Text =>
  parts.flatMap((part, i) => [
    ...(i > 0 && between !== '' ? [between] : []),
    ...(typeof part === 'string' ? [part] : part),
  ])
