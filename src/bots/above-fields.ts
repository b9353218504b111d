/** The words above the fields of a form: the choices that were made, and what is decided about. */
import type { Form } from '../core/desk/port.ts'
import { plainText } from '../core/messages/plain.ts'
import { beginSentence, joinText, type Text } from '../core/text/spans.ts'

/** "Position: objects. Proposal 1 by SG17: …". Undefined: nothing is said above the fields. */
export function aboveFields({ given, about }: Form): Text | undefined {
  const words = [
    ...(given === undefined ? [] : [`${given}.`]),
    ...(about === undefined || plainText(about).trim() === '' ? [] : [beginSentence(about)]),
  ]
  return words.length > 0 ? joinText(words, ' ') : undefined
}
