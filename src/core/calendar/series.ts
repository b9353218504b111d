/** Meetings that recur, as dated meetings. */
import { UserError } from '../errors.ts'
import { MONTH_NAMES, parseDate } from '../time/parse.ts'

/** Every so many weeks on a day of the week (1 is Monday). */
export interface Recurrence {
  weeks: number
  weekday: number
}

const DAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday']
const COUNTS: Record<string, number> = {
  '': 1,
  second: 2,
  other: 2,
  third: 3,
  fourth: 4,
  '2nd': 2,
  '3rd': 3,
  '4th': 4,
}

/** "every second Wednesday", "Wednesday", "every 2 weeks on Wednesday". Throws a UserError. */
export function readRecurrence(raw: string): Recurrence {
  // Single spaces: no pattern then takes more time than in proportion to the text.
  const text = raw.replace(/\s+/g, ' ').trim().toLowerCase()
  const named = /^(?:every )?(second|other|third|fourth|2nd|3rd|4th|) ?([a-z]+day)s?$/.exec(text)
  const counted = /^every (\d) weeks? on ([a-z]+day)s?$/.exec(text)
  const weekday = DAYS.indexOf((named ?? counted)?.[2] ?? '') + 1
  const weeks = named ? COUNTS[named[1]!]! : Number(counted?.[1] ?? 0)
  if (weekday === 0 || weeks === 0)
    throw new UserError(
      'not-a-recurrence',
      `"${raw}" is not a rhythm; write it like "every second Wednesday" or "every 2 weeks on Wednesday".`,
    )
  return { weeks, weekday }
}

/** The most meetings of one series. */
const MOST = 30

/** The dates from `first` (the first such weekday on or after it) to `until`. Throws a UserError for none or too many. */
export function datesOfSeries(
  { weeks, weekday }: Recurrence,
  first: Temporal.PlainDate,
  until: Temporal.PlainDate,
): Temporal.PlainDate[] {
  const start = first.add({ days: (weekday - first.dayOfWeek + 7) % 7 })
  const dates: Temporal.PlainDate[] = []
  for (let day = start; Temporal.PlainDate.compare(day, until) <= 0; day = day.add({ weeks })) {
    dates.push(day)
    if (dates.length > MOST)
      throw new UserError(
        'too-many',
        `That is more than ${MOST} meetings; give an earlier last day.`,
        'until',
      )
  }
  if (dates.length === 0)
    throw new UserError('no-dates', 'No date fits between the first and the last day.', 'until')
  return dates
}

/** "31 July 2026", or "July 2026" for the end of that month. Throws a UserError. */
export function readLastDay(raw: string): Temporal.PlainDate {
  const [, month, year] = /^([a-z]+)\s+(\d{4})$/i.exec(raw.trim()) ?? []
  const index = MONTH_NAMES.indexOf(month?.toLowerCase() ?? '') + 1
  if (index === 0) return parseDate(raw)
  const whole = Temporal.PlainYearMonth.from({ year: Number(year), month: index })
  return whole.toPlainDate({ day: whole.daysInMonth })
}
