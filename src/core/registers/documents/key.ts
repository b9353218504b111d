/**
 * Keys of documents: study period, group, kind, number. Numbers begin again in each period, and each group has its
 * own. Without a group a document is TSAG's; "?" stands for a group that isn't known.
 */
import { UserError } from '../../errors.ts'
import { currentPeriod, isPeriod } from '../periods.ts'

const WRITTEN =
  /^(?:(T\d{2})[- ])?(?:(\?|[A-Z][A-Z0-9&/]*(?:-[A-Z0-9&/]+)*?)[- ])?(TD|C)[ -]?0*([1-9]\d{0,3})(?:[ -]{0,2}\(?(?:R(?:EV)?\.? ?\d{1,2})?\)?)?(?: ?\+? ?\(?ADD\.? ?\d{1,2}\)?)?$/i
/** "T22-TSAG-221212-TD-GEN-0011-R1-MSW-E": period, group, first day, kind, series, number. */
const FILE_NAME = /^(T\d{2})-([A-Z0-9]+)-\d{6}-(TD|C)-[A-Z0-9]+-0*([1-9]\d{0,3})(?:-R\d{1,2})?(?:!|-|\.|$)/i

/** "TD326", "TSAG-TD326-R2", "SG2-TD280Rev1", "T22-TD570", "?-C416", a file's name → "T25-TSAG-TD326". Throws a UserError. */
export function parseDocumentKey(raw: string, now: Temporal.Instant): string {
  const text = raw.trim()
  const [, code, group, kind, number] = FILE_NAME.exec(text) ?? WRITTEN.exec(text) ?? []
  const period = code?.toUpperCase() ?? currentPeriod(now).code
  if (kind === undefined || !isPeriod(period))
    throw new UserError(
      'not-a-document',
      `"${text.slice(0, 60)}" is no document; write it like TD326, SG2-TD280 or, of an earlier study period, T22-TD570.`,
    )
  return documentKey(period, group?.toUpperCase() ?? 'TSAG', kind.toUpperCase() as 'C' | 'TD', Number(number))
}

export const documentKey = (period: string, group: string, kind: 'C' | 'TD', number: number): string =>
  `${period}-${group}-${kind}${number}`

/** "TSAG-TD326"; of another study period than that of `now`, "T22-TSAG-TD570". */
export const formatDocumentKey = (key: string, now: Temporal.Instant): string =>
  key.startsWith(`${currentPeriod(now).code}-`) ? key.slice(4) : key

/** The parts of a key. */
export function documentParts(key: string): {
  period: string
  group: string
  kind: 'C' | 'TD'
  number: number
} {
  const [, period, group, kind, number] = /^(T\d{2})-(.*)-(TD|C)(\d+)$/.exec(key)!
  return { period: period!, group: group!, kind: kind as 'C' | 'TD', number: Number(number) }
}
