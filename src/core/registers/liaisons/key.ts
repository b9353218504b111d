/**
 * Keys of liaison statements: by sender, number and study period ("T25-TSAG-LS4"), or by the document that carries it
 * where its own number isn't stated ("T25-TSAG-TD226"). Numbers begin again in each study period.
 */
import { UserError } from '../../errors.ts'
import { formatDocumentKey, parseDocumentKey } from '../documents/key.ts'
import { currentPeriod, isPeriod } from '../periods.ts'

const NUMBERED = /^(?:(T\d{2})[- ])?(.{1,40}?)[- ]LS ?0*([1-9]\d{0,3})$/i

/** "TSAG-LS4", "T22-TSAG-LS35", "IEEE802.3-LS152", "TD226" → the key. Throws a UserError. */
export function parseLiaisonKey(raw: string, now: Temporal.Instant): string {
  const text = raw.trim()
  const [, code, sender, number] = NUMBERED.exec(text) ?? []
  const period = code?.toUpperCase() ?? currentPeriod(now).code
  if (number !== undefined && isPeriod(period)) {
    const known = /^(?:tsag|sg ?\d{1,2})$/i.test(sender!) ? sender!.toUpperCase().replace(' ', '') : sender!
    return `${period}-${known}-LS${Number(number)}`
  }
  try {
    return parseDocumentKey(text, now)
  } catch {
    throw new UserError(
      'not-a-liaison',
      `"${text.slice(0, 60)}" is no liaison statement; write its number like TSAG-LS4, or the document that carries it like TD226.`,
    )
  }
}

export const formatLiaisonKey = formatDocumentKey

export interface LiaisonKey {
  period: string
  /** "TSAG-LS4": the number as replies name it, without the study period; undefined where it isn't known. */
  code: string | undefined
  /** "TSAG": of a number that is known. */
  sender: string | undefined
  /** "TSAG-TD226": the document that carries it, where the number isn't known. */
  document: string | undefined
}

export function liaisonParts(key: string): LiaisonKey {
  const [period, rest] = [key.slice(0, 3), key.slice(4)]
  const sender = /^(.*)-LS\d+$/.exec(rest)?.[1]
  return sender === undefined
    ? { period, code: undefined, sender, document: rest }
    : { period, code: rest, sender, document: undefined }
}
