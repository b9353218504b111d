/** Dates and times as people write them. */
import { UserError } from '../errors.ts'
import { formatDate, formatDay } from './geneva.ts'

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']
export const MONTH_NAMES =
  'january february march april may june july august september october november december'.split(' ')

const DAYS = 'monday tuesday wednesday thursday friday saturday sunday'.split(' ')

/** "13 May 2026", "13th May 2026", "15 July2026", "2026-05-13". Throws a UserError for anything else, a date without a year and a weekday that doesn't fit included. */
export function parseDate(raw: string): Temporal.PlainDate {
  const text = simplify(raw).replace(/[,;]$/, '')
  const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(text)
  if (iso) return makeDate(raw, Number(iso[1]), Number(iso[2]), Number(iso[3]))
  const words = /^(?:\p{L}+,?\s+)?(\d{1,2})(?:st|nd|rd|th)?\s*\.?\s*(\p{L}+)\.?,?\s*(\d{4})?$/u.exec(text)
  const month = words ? monthOf(words[2]!) : 0
  if (!words || month === 0) throw notADate(raw)
  if (!words[3]) throw new UserError('no-year', `"${raw}" has no year; write it like 13 May 2026.`)
  const date = makeDate(raw, Number(words[3]), month, Number(words[1]))
  const weekday = /^\p{L}+/u.exec(text)?.[0].toLowerCase() ?? ''
  // "progress 10 June 2026" names no other day of the week: it is more than a date.
  if (!DAYS.some(day => day.startsWith(weekday))) throw notADate(raw)
  if (!formatDay(date).toLowerCase().startsWith(weekday))
    throw new UserError(
      'wrong-day',
      `"${raw}" does not fit: ${formatDate(date)} is a ${formatDay(date).split(' ')[0]}.`,
    )
  return date
}

/** "May 2026", "Sept 2026" → "2026-05"; undefined for anything else. */
export function readMonth(raw: string): string | undefined {
  const [, word = '', year] = /^(\p{L}+)\.?,? ?(\d{4})$/u.exec(simplify(raw)) ?? []
  const month = monthOf(word)
  return month === 0 ? undefined : `${year}-${String(month).padStart(2, '0')}`
}

function monthOf(word: string): number {
  const name = word.toLowerCase()
  const whole = MONTH_NAMES.indexOf(name)
  return whole >= 0 ? whole + 1 : MONTHS.indexOf(name) + 1 || (name === 'sept' ? 9 : 0)
}

function makeDate(raw: string, year: number, month: number, day: number): Temporal.PlainDate {
  try {
    return Temporal.PlainDate.from({ year, month, day }, { overflow: 'reject' })
  } catch {
    throw notADate(raw)
  }
}

const notADate = (raw: string) =>
  new UserError('not-a-date', `"${raw}" is not a date; write it like 13 May 2026 or 2026-05-13.`)

/** The names of Geneva's time in winter and in summer. */
export type ZoneLabel = 'CET' | 'CEST'

export interface TimeSpan {
  start: Temporal.PlainTime
  end: Temporal.PlainTime
  /** As it was written; whether it fits is known with the date (src/core/time/span.ts). */
  label?: ZoneLabel
}

/** Hyphens, dashes and minus signs, as keyboards and word processors write them. */
const DASHES = /[\u00ad\u2010-\u2015\u2212\u2e3a\u2e3b\ufe58\ufe63\uff0d]/g

/** The text with a plain hyphen for each dash, and one plain space for any spaces. */
const simplify = (raw: string): string => raw.replace(DASHES, '-').replace(/\s+/g, ' ').trim()

/** A span and what stands behind it: "13:00-15:00 Geneva time (CEST)". */
const SPAN = /^(\d{1,2})[:.h](\d{2}) ?(?:-|to|until) ?(\d{1,2})[:.h](\d{2})(.{0,60})$/i
/** The zone as it is written behind a span, by people and by the bot itself: "(Geneva time)", "CET", "(CEST, UTC+2)". */
const ZONE = /^ ?\(?(?:geneva(?: time)?\)?)? ?\(?(CES?T)?(?:, ?UTC\+[12])?\)?$/i

/** "13:00–15:00", "14:00 - 16:30", "13:00–15:00 Geneva time (CEST)". Throws a UserError when it isn't a start and a later end in Geneva time. */
export function parseTimeSpan(raw: string): TimeSpan {
  const match = SPAN.exec(simplify(raw))
  if (!match) throw notASpan(raw)
  const zone = ZONE.exec(match[5]!)
  if (!zone)
    throw new UserError(
      'not-geneva-time',
      `"${raw}" is understood up to "${match[5]!.trim()}"; times are Geneva time, so write 13:00–15:00 and, if you like, CET or CEST behind it.`,
    )
  const start = makeTime(raw, match[1]!, match[2]!)
  const end = makeTime(raw, match[3]!, match[4]!)
  if (Temporal.PlainTime.compare(start, end) >= 0)
    throw new UserError(
      'ends-before-start',
      `"${raw}" ends before it starts; write the start and then the end, like 13:00–15:00.`,
    )
  const label = zone[1]?.toUpperCase() as ZoneLabel | undefined
  return { start, end, ...(label && { label }) }
}

/** "22:00" on somebody's clocks. Throws a UserError. */
export function parseTimeOfDay(raw: string): Temporal.PlainTime {
  const match = /^(\d{1,2})[:.h](\d{2})$/.exec(raw.trim())
  if (!match) throw new UserError('not-a-time', `"${raw}" is not a time; write it like 22:00.`)
  return makeTime(raw, match[1]!, match[2]!)
}

function makeTime(raw: string, hour: string, minute: string): Temporal.PlainTime {
  try {
    return Temporal.PlainTime.from({ hour: Number(hour), minute: Number(minute) }, { overflow: 'reject' })
  } catch {
    throw notASpan(raw)
  }
}

const notASpan = (raw: string) =>
  new UserError(
    'not-a-time',
    `"${raw}" is not a start and an end; write both, Geneva time, like 13:00–15:00.`,
  )
