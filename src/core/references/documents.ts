/** References of documents as reports write them. Revisions of one document are one document. */
import { UserError } from '../errors.ts'

/** "TD326R2)", "TD 326 (Rev.2)", "TD326-R2" → "TD326-R2"; "C 21" → "C21"; "TSAG-LS4" stays. Throws a UserError. */
export function parseDocument(raw: string): string {
  const text = raw.replace(/\s+/g, ' ').replace(/^[ (]+/, '')
  const match = DOCUMENT.exec(text)
  if (match) {
    const [, kind, number, revision, addendum] = match
    return `${kind!.toUpperCase()}${Number(number)}${revision ? `-R${revision}` : ''}${addendum ? `+Add.${addendum}` : ''}`
  }
  const liaison = /^((?:TSAG|SG\d{1,2})-LS\d{1,3})[ ;.,]{0,3}$/i.exec(text)
  if (liaison) return liaison[1]!.toUpperCase()
  throw new UserError(
    'not-a-document',
    `"${raw.trim()}" is not a document; write a TD or a contribution, like TD263 or C21, several with commas.`,
  )
}

/** Spaces are single before it is tried, and no repetition is unbounded: it takes time in proportion to the text. */
const DOCUMENT =
  /^(TD|C) ?-? ?(\d{1,4})(?: ?-? ?\(? ?R(?:ev\.?)? ?(\d{1,2})\)?)?(?: ?\+ ?Add\.? ?(\d{1,2}))?\)?[ ;.,]{0,3}$/i

/** "TD263, C27" → each once. */
export const parseDocuments = (raw: string): string[] => [
  ...new Set(
    raw
      .split(/[,;]/)
      .filter(part => part.trim() !== '')
      .map(parseDocument),
  ),
]
