/** Until when a joint activity continues: a date, the next TSAG meeting, its two years, or the earliest of several. */
import { findDates, findMonths } from '../codes/dates.ts'
import type { Until } from '../findings.ts'

const NEXT_TSAG = /\buntil (?:the )?next (?:TSAG|meeting of TSAG)/i
const STUDY_PERIOD = /\bend of (?:the |this |current )*study period\b/i
const LIFETIME =
  /\b(?:two|2)[ -]years?['’]? (?:of (?:its )?)?life-?time\b|\b(?:two|2) years of (?:its|the) life-?time\b|\blife-?time (?:of (?:two|2) years|continues)\b/i
const YEAR_END = /\b(?:no later(?: than)?|until|before|by) (?:the )?end of (\d{4})\b/i
const MONTH = /\buntil (?:the end of )?([A-Z][a-z]{2,8} \d{4})\b/

/** "until 30 June 2027" */
const UNTIL_DAY = /\b(?:until|no later than) (?:the )?(?=\d)/i

/** The reading of one passage; undefined when it says nothing of an end. */
export function findUntil(text: string): Until | undefined {
  const ends: Until[] = []
  if (NEXT_TSAG.test(text)) ends.push({ kind: 'next-tsag' })
  if (LIFETIME.test(text)) ends.push({ kind: 'lifetime' })
  if (STUDY_PERIOD.test(text)) ends.push({ kind: 'study-period' })
  const year = YEAR_END.exec(text)?.[1]
  if (year) ends.push({ kind: 'date', date: `${year}-12` })
  const day = UNTIL_DAY.exec(text)
  const date = day ? findDates(text.slice(day.index + day[0].length, day.index + 60))[0] : undefined
  if (date?.start === 0) ends.push({ kind: 'date', date: date.until ?? date.date })
  const month = findMonths(MONTH.exec(text)?.[1] ?? '')[0]
  if (month) ends.push({ kind: 'date', date: month })
  if (ends.length === 0) return undefined
  return ends.length === 1 ? ends[0] : { kind: 'earliest', of: ends }
}

/** One key for what comes to the same: a study period ends with its fourth year ("2025–2028" → 2028). */
export function untilKey(until: Until, lastYear: number): string {
  switch (until.kind) {
    case 'study-period':
      return `date:${lastYear}-12`
    case 'date':
      return `date:${until.date}`
    case 'earliest':
      return `earliest:${until.of
        .map(u => untilKey(u, lastYear))
        .toSorted()
        .join('+')}`
    default:
      return until.kind
  }
}

/** The last year of the study period that a year is in: periods are of four years, 2025–2028. */
export const lastYearOfPeriod = (year: number): number => year + ((((2028 - year) % 4) + 4) % 4)
