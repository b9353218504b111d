/** A title of a meeting's own, besides its kind. */
import { UserError } from '../errors.ts'

/** The longest title, in characters: with the kind before it, it fits where platforms name an event. */
const MOST = 60

/** A title as it is kept, without quotation marks of its own. Throws a UserError for none and for one that is too long. */
export function readTitle(raw: string): string {
  const title = raw
    .trim()
    .replace(/^[“"«](.*)[”"»]$/su, '$1')
    .replace(/\s+/g, ' ')
    .trim()
  if (title === '') throw new UserError('empty', 'It is empty; please write a title, like Lead SG roles.')
  if ([...title].length > MOST)
    throw new UserError(
      'too-long',
      `It has ${[...title].length} characters; a title has at most ${MOST}, please shorten it.`,
    )
  return title
}

/** A new title; "none" takes the old one away. */
export const readNewTitle = (raw: string): string | null =>
  /^(?:none|-)$/i.test(raw.trim()) ? null : readTitle(raw)
