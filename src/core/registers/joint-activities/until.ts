/**
 * Until when a joint activity goes on: a date, the next TSAG meeting, the end of its two years, the end of the study
 * period, or the earliest of several. The two years run from its creation (Rec. ITU-T A.18), known to the day or the
 * month, or not known; a new name, terms of reference or parent doesn't restart them.
 */
import { z } from 'zod'
import { UserError } from '../../errors.ts'
import { type DatedTsag, describePartial, type Field, parsePartialDate, readPartialDate } from '../field.ts'

export type End =
  /** `on`: its first day, once it has a date. */
  | { kind: 'next-tsag'; on?: string }
  /** The end of its two years. */
  | { kind: 'lifetime' }
  | { kind: 'study-period' }
  /** "2028-12-31", "2028-12" or "2028" */
  | { kind: 'date'; date: string }

const schema: z.ZodType<End> = z.union([
  z.object({ kind: z.literal('next-tsag'), on: z.string().exactOptional() }),
  z.object({ kind: z.enum(['lifetime', 'study-period']) }),
  z.object({ kind: z.literal('date'), date: z.string() }),
])

const BETWEEN = ' or, if earlier, '

function parseEnd(raw: string): End {
  const text = raw.trim()
  if (/^(?:the )?next[- ]tsag(?: meeting)?$/i.test(text)) return { kind: 'next-tsag' }
  const [, on] = /^TSAG meeting of (.*\d)$/i.exec(text) ?? []
  if (on !== undefined) return { kind: 'next-tsag', on: parsePartialDate(on) }
  if (/^(?:lifetime|(?:the )?end of (?:its )?two years|two years)$/i.test(text)) return { kind: 'lifetime' }
  if (/^(?:(?:the )?end of (?:the )?)?study[- ]period$/i.test(text)) return { kind: 'study-period' }
  if (readPartialDate(text) !== undefined || /^\d{4}/.test(text))
    return { kind: 'date', date: parsePartialDate(text) }
  throw new UserError(
    'not-an-end',
    `"${text.slice(0, 60)}" is no end; write a date like 2028-12, next TSAG meeting, two years or study period, several with +.`,
  )
}

const formatEnd = (end: End, ofDate: (date: string) => string = date => date): string => {
  switch (end.kind) {
    case 'next-tsag':
      return end.on === undefined ? 'next TSAG meeting' : `TSAG meeting of ${ofDate(end.on)}`
    case 'lifetime':
      return 'end of its two years'
    case 'study-period':
      return 'end of the study period'
    case 'date':
      return ofDate(end.date)
  }
}

/** Several ends mean the earliest of them; their order says nothing. */
export const untilField: Field<End[]> = {
  label: 'Until',
  example: 'two years + 2028-12',
  schema: z.array(schema),
  parse: raw =>
    raw
      .split(/\s*\+\s*| or, if earlier, /)
      .map(parseEnd)
      .toSorted((a, b) => formatEnd(a).localeCompare(formatEnd(b))),
  format: ends => ends.map(end => formatEnd(end)).join(BETWEEN),
  describe: ends => ends.map(end => formatEnd(end, describePartial)).join(BETWEEN),
  next: {
    // "Until the next TSAG meeting" is decided at one, and means the one after it.
    isWhileUnderWay: false,
    containing: meeting => [toEnd(meeting)],
    follow: (ends, from, to) =>
      ends.map(end => (end.kind === 'next-tsag' && end.on === from?.firstDay ? toEnd(to) : end)),
  },
}

const toEnd = (meeting: DatedTsag | undefined): End =>
  meeting === undefined ? { kind: 'next-tsag' } : { kind: 'next-tsag', on: meeting.firstDay }

export interface EndFacts {
  /** The start of its two years: "2025-05-26", "2025-05"; undefined: not known. */
  clockFrom: string | undefined
  /** The first day of the next TSAG meeting; undefined: it has no date yet. */
  nextTsag: string | undefined
  /** The end of the study period, as far as it is known: "2028". */
  studyPeriodUntil: string
}

export interface ResolvedEnd {
  /** The earliest end that is known, to the day, the month or the year; undefined: none is. */
  by: string | undefined
  /** Ends that are not dates yet, and may come earlier. */
  open: string[]
}

/** The end as far as it is a date now. */
export function resolveUntil(until: readonly End[], facts: EndFacts): ResolvedEnd {
  const dates: string[] = []
  const open: string[] = []
  for (const end of until) {
    const date = resolveEnd(end, facts)
    if (date === undefined)
      open.push(
        end.kind === 'lifetime'
          ? 'its two years, whose start is not known'
          : 'the next TSAG meeting, which has no date yet',
      )
    else dates.push(date)
  }
  return { by: dates.toSorted((a, b) => lastDayOf(a).localeCompare(lastDayOf(b)))[0], open }
}

function resolveEnd(end: End, { clockFrom, nextTsag, studyPeriodUntil }: EndFacts): string | undefined {
  switch (end.kind) {
    case 'date':
      return end.date
    case 'next-tsag':
      return end.on ?? nextTsag
    case 'study-period':
      return studyPeriodUntil
    case 'lifetime':
      return clockFrom === undefined ? undefined : twoYearsAfter(clockFrom)
  }
}

/** "2025-05" → "2027-05": as exact as the start is. */
const twoYearsAfter = (from: string): string =>
  from.length === 10
    ? Temporal.PlainDate.from(from).add({ years: 2 }).toString()
    : `${Number(from.slice(0, 4)) + 2}${from.slice(4)}`

/** The last day of a date that is known to the day, the month or the year, to compare. */
const lastDayOf = (partial: string): string =>
  partial.length === 10 ? partial : partial.length === 7 ? `${partial}-31` : `${partial}-12-31`
