/**
 * Study periods and TSAG meetings, as registers refer to them. Numbers of documents and of liaison statements begin
 * again in each study period, those of actions at each TSAG meeting.
 */
import { UserError } from '../errors.ts'
import { inGeneva } from '../time/geneva.ts'

/** A study period by the code that file names of ITU have: "T25" is 2025–2028. */
export interface StudyPeriod {
  code: string
  /** "2025–2028" */
  years: string
  /** The day after the assembly that opened it. */
  from: string
  /** Its end as far as it is known: the year of the assembly that ends it. */
  until: string
}

/** The day of WTSA-28 is not known, so the period that it ends has no successor here yet. */
const PERIODS: readonly StudyPeriod[] = [
  { code: 'T17', years: '2017–2020', from: '2016-11-04', until: '2022' },
  { code: 'T22', years: '2022–2024', from: '2022-03-10', until: '2024' },
  { code: 'T25', years: '2025–2028', from: '2024-10-25', until: '2028' },
]

/** The study period of a day; the first one for days before it. */
export const findPeriod = (date: Temporal.PlainDate): StudyPeriod =>
  PERIODS.findLast(p => Temporal.PlainDate.compare(Temporal.PlainDate.from(p.from), date) <= 0) ?? PERIODS[0]!

export const currentPeriod = (now: Temporal.Instant): StudyPeriod => findPeriod(inGeneva(now).toPlainDate())

export const PERIOD_CODES: readonly string[] = PERIODS.map(p => p.code)

export const isPeriod = (code: string): boolean => PERIOD_CODES.includes(code)

export const describePeriod = (code: string): string => PERIODS.find(p => p.code === code)?.years ?? code

export { toMeetingLabel } from '../meetings/tsag-label.ts'

/** The TSAG meeting that comes next, whenever that is: a value of its own until the meeting has a date. */
export const NEXT_TSAG = 'next TSAG meeting'

const LABEL = /^(?:TSAG[ -])?(\d{1,2})[-/](\d{4})$/i
const ISO = /^(?:TSAG[ -])?(\d{4})-(\d{2})(?:-\d{2})?$/i

/** "TSAG 01-2026", "01-2026", "2026-01" → "TSAG 01-2026"; "next" → the next TSAG meeting. Throws a UserError. */
export function parseMeetingLabel(raw: string): string {
  const text = raw.trim()
  if (/^(?:the )?next(?: TSAG(?: meeting)?)?$/i.test(text)) return NEXT_TSAG
  const [, month, year] = LABEL.exec(text) ?? [undefined, ISO.exec(text)?.[2], ISO.exec(text)?.[1]]
  if (year && Number(month) >= 1 && Number(month) <= 12) return `TSAG ${month!.padStart(2, '0')}-${year}`
  throw new UserError(
    'not-a-tsag-meeting',
    `"${text}" is no TSAG meeting; write it like TSAG 01-2026, or next for the one to come.`,
  )
}
