/**
 * Fields of registers. A field is declared once: how it is written, how it is kept, how it reads. Forms, CSV files,
 * differences and the reading of documents all go through its text. A field that is absent is not known.
 */
import { z } from 'zod'
import { UserError } from '../errors.ts'
import { parseGroupId } from '../references/group-names.ts'
import { formatNumber } from '../text/sentences.ts'
import { formatDate, inGeneva } from '../time/geneva.ts'
import { parseDate, readMonth } from '../time/parse.ts'
import { NEXT_TSAG, parseMeetingLabel } from './periods.ts'

export interface Field<T> {
  /** A few words, for forms and what is shown. */
  label: string
  example: string
  /** The value as it is kept, as JSON. */
  schema: z.ZodType<T>
  /** Throws a UserError. */
  parse(text: string): T
  /** `parse` reads it back to the same value. */
  format(value: T): string
  /** How people read it, where that is not how it is written: "1 May 2026" for "2026-05-01". */
  describe?(value: T): string
  /** The only values. */
  choices?: readonly string[]
  /** More than a line. */
  long?: true
  /** The days that a value names, as people are told how they were understood. */
  dates?(value: T): readonly Temporal.PlainDate[]
  /** The groups and bodies that a value names. */
  groups?(value: T): readonly string[]
  /** For a value that may be the next TSAG meeting, or follow from it. */
  next?: FollowsTsag<T>
}

/** A TSAG meeting that has a date. */
export interface DatedTsag {
  /** "TSAG 10-2026" */
  label: string
  /** "2026-10-26" */
  firstDay: string
}

/** How a value follows the calendar. Undefined stands for the next TSAG meeting that has no date yet. */
export interface FollowsTsag<T> {
  /** Whether a meeting that is under way is the next one: an action of its first day is decided on its last. */
  isWhileUnderWay: boolean
  /** The JSON that a value contains which names this meeting. */
  containing(meeting: DatedTsag | undefined): unknown
  /** The value once that meeting is this one. */
  follow(value: T, from: DatedTsag | undefined, to: DatedTsag | undefined): T
}

/** The label of a meeting, or the word for the one that has no date yet. */
export const labelOf = (meeting: DatedTsag | undefined): string => meeting?.label ?? NEXT_TSAG

// biome-ignore lint/suspicious/noExplicitAny: fields of any value
export type Fields = Record<string, Field<any>>
export type FieldValues<F extends Fields> = { [K in keyof F]?: F[K] extends Field<infer T> ? T : never }
/** The values of a register whose fields are not known here. */
export type AnyValues = Record<string, unknown>

interface Asked {
  label: string
  example: string
}

const SHORT_LENGTH = 200
const LONG_LENGTH = 4000

/** The text without blanks around it. Throws a UserError for an empty one and one that is too long. */
export function parseWords(raw: string, most: number = SHORT_LENGTH): string {
  const text = raw.trim()
  if (text === '') throw new UserError('empty', 'It is empty; please write something.')
  if ([...text].length <= most) return text
  throw new UserError(
    'too-long',
    `It has ${formatNumber([...text].length)} characters, and the limit is ${formatNumber(most)}; please shorten it.`,
  )
}

/** A list that is written with commas. Parts must hold none. */
function list<T>(
  asked: Asked,
  schema: z.ZodType<T>,
  one: (text: string) => T,
  format: (value: T) => string,
  describe: (value: T) => string = format,
) {
  return {
    ...asked,
    schema: z.array(schema),
    parse: (raw: string): T[] => splitList(parseWords(raw, LONG_LENGTH)).map(one),
    format: (values: T[]) => values.map(format).join(', '),
    describe: (values: T[]) => values.map(describe).join(', '),
  } satisfies Field<T[]>
}

/** "SG13, SG20" → its parts; commas in brackets part nothing. */
export const splitList = (raw: string): string[] =>
  raw
    .split(/\s*[,;](?![^()]*\))\s*/)
    .map(part => part.trim())
    .filter(part => part !== '')

/** "2026-03-11", to the month "2026-03", to the year "2028"; also "11 March 2026" and "March 2026". Throws a UserError. */
export function parsePartialDate(raw: string): string {
  const text = readPartialDate(raw)
  if (text === undefined)
    throw new UserError(
      'not-a-date',
      `"${raw.trim().slice(0, 60)}" is no date; write it like 2026-05-13 or 13 May 2026, 2026-05 where the day isn't known, or 2028.`,
    )
  const year = Number(text.slice(0, 4))
  if (year < FIRST_YEAR || year > LAST_YEAR)
    throw new UserError(
      'far-year',
      `${text} is not a date of this work; the years from ${FIRST_YEAR} to ${LAST_YEAR} are kept. Is the year right?`,
    )
  return text
}

/** The year in which ITU was founded, and one that outlives any plan of today. */
const FIRST_YEAR = 1865
const LAST_YEAR = 2100

/** A date that is known to the day, the month or the year, as it is kept; undefined: it is none. Throws a UserError for a day of the week that does not fit. */
export function readPartialDate(raw: string): string | undefined {
  const text = raw.trim()
  if (isPartialDate(text)) return text
  return readMonth(text) ?? (/\p{L}.*\d{4}$/u.test(text) ? readDay(text) : undefined)
}

function readDay(text: string): string | undefined {
  try {
    return parseDate(text).toString()
  } catch (error) {
    if (error instanceof UserError && error.code === 'not-a-date') return undefined
    throw error
  }
}

function isPartialDate(text: string): boolean {
  if (/^\d{4}$/.test(text) || /^\d{4}-(?:0[1-9]|1[0-2])$/.test(text)) return true
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false
  try {
    Temporal.PlainDate.from(text, { overflow: 'reject' })
    return true
  } catch {
    return false
  }
}

/** Throws a UserError for a date of something that has happened, if it is still ahead. */
export function assertNotAhead(partial: string | undefined, now: Temporal.Instant, name: string): void {
  if (partial === undefined) return
  if (Temporal.PlainDate.compare(firstDayOf(partial), inGeneva(now).toPlainDate()) <= 0) return
  throw new UserError(
    'ahead',
    `${describePartial(partial)} is still ahead; such a date can be entered once it has come.`,
    name,
  )
}

/** The first day of a date that is known to the day, the month or the year. */
export const firstDayOf = (partial: string): Temporal.PlainDate =>
  Temporal.PlainDate.from(partial.length === 4 ? `${partial}-01-01` : `${partial}-01`.slice(0, 10))

/** The last day of a date that is known to the day, the month or the year. */
export const lastDayOf = (partial: string): Temporal.PlainDate => {
  const first = firstDayOf(partial)
  if (partial.length === 10) return first
  return partial.length === 7 ? first.with({ day: first.daysInMonth }) : first.with({ month: 12, day: 31 })
}

/** Throws a UserError for a date that is over: what is still to come is promised for a day ahead. */
export function assertDateAhead(partial: string, now: Temporal.Instant, option = 'date'): void {
  const today = inGeneva(now).toPlainDate()
  if (Temporal.PlainDate.compare(lastDayOf(partial), today) >= 0) return
  throw new UserError('past', `${describePartial(partial)} is past; name a date that is still ahead.`, option)
}

/** "2026-05-13" → "13 May 2026", "2026-05" → "May 2026", "2028" */
export const describePartial = (partial: string): string =>
  partial.length === 4
    ? partial
    : partial.length === 7
      ? formatDate(firstDayOf(partial)).replace(/^1 /, '')
      : formatDate(Temporal.PlainDate.from(partial))

/** A field as people read it: "none" for an empty list, '' where it is not known. */
export const describeField = <T>(field: Field<T>, value: T | undefined): string =>
  value === undefined ? '' : (field.describe ?? field.format)(value) || 'none'

export const field = {
  text: (asked: Asked): Field<string> => ({
    ...asked,
    schema: z.string(),
    parse: raw => parseWords(raw, SHORT_LENGTH),
    format: value => value,
  }),
  longText: (asked: Asked): Field<string> => ({
    ...asked,
    schema: z.string(),
    parse: raw => parseWords(raw, LONG_LENGTH),
    format: value => value,
    long: true,
  }),
  number: (asked: Asked): Field<number> => ({
    ...asked,
    schema: z.number().int(),
    parse(raw) {
      if (/^\d{1,6}$/.test(raw.trim())) return Number(raw)
      throw new UserError('not-a-number', `"${raw.trim()}" is no whole number, like ${asked.example}.`)
    },
    format: String,
  }),
  choice: <const C extends readonly string[]>(choices: C, asked: Asked): Field<C[number]> => ({
    ...asked,
    choices,
    schema: z.enum(choices),
    parse(raw) {
      const found = choices.find(c => c.toLowerCase() === raw.trim().toLowerCase())
      if (found !== undefined) return found
      throw new UserError('no-choice', `"${raw.trim()}" is not one of the choices: ${choices.join(', ')}.`)
    },
    format: value => value,
  }),
  /** One group or body: "SG17", "JCA-MV". The register checks that it exists. */
  group: (asked: Asked): Field<string> => ({
    ...asked,
    schema: z.string(),
    parse: parseBody,
    format: value => value,
    groups: value => [value],
  }),
  groups: (asked: Asked): Field<string[]> => ({
    ...list(asked, z.string(), parseBody, value => value),
    groups: values => values,
  }),
  texts: (asked: Asked): Field<string[]> =>
    list(
      asked,
      z.string(),
      raw => parseWords(raw, SHORT_LENGTH),
      value => value,
    ),
  /** A date known to the day, the month or the year. */
  date: (asked: Asked): Field<string> => ({
    ...asked,
    schema: z.string(),
    parse: parsePartialDate,
    format: value => value,
    describe: describePartial,
    dates: value => (value.length === 10 ? [Temporal.PlainDate.from(value)] : []),
  }),
  /** A TSAG meeting: "TSAG 01-2026", or the next one. */
  tsagMeeting: (asked: Asked): Field<string> => ({
    ...asked,
    schema: z.string(),
    parse: parseMeetingLabel,
    format: value => value,
    next: {
      isWhileUnderWay: true,
      containing: labelOf,
      follow: (value, from, to) => (value === labelOf(from) ? labelOf(to) : value),
    },
  }),
  /** Any other kind of value, as a list. */
  list,
}

/** A group of ours in its usual form; other bodies keep their capitals: "JCA-IdM". */
export function parseBody(raw: string): string {
  const text = parseWords(raw, SHORT_LENGTH)
  const id = parseGroupId(text)
  return /^(?:SG\d{1,2}|WP\d|RG-[A-Z]+|TSAG|TSB)$/.test(id) ? id : text
}
