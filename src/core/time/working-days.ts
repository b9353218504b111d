/** Working days in Geneva: Monday to Friday, without its public holidays (package date-holidays: Switzerland, Geneva). */
import Holidays from 'date-holidays'

const CALENDAR = new Holidays('CH', 'GE')

/** The public holidays of a year by their ISO dates: they are worked out once a year asked for. */
const known = new Map<number, Map<string, string>>()

/** "Whit Monday", if that day is a public holiday in Geneva. Bank holidays and observances are none. */
export function holidayOn(day: Temporal.PlainDate): string | undefined {
  const ofYear = known.get(day.year) ?? readYear(day.year)
  return ofYear.get(day.toString())
}

function readYear(year: number): Map<string, string> {
  const read = CALENDAR.getHolidays(year, 'en').filter(({ type }) => type === 'public')
  // Written as "2026-05-25 00:00:00", on Geneva's clocks.
  const ofYear = new Map(read.map(({ date, name }) => [date.slice(0, 10), name]))
  known.set(year, ofYear)
  return ofYear
}

export const isWorkingDay = (day: Temporal.PlainDate): boolean =>
  day.dayOfWeek <= 5 && holidayOn(day) === undefined

/** The first working day after `day`. */
export function workingDayAfter(day: Temporal.PlainDate): Temporal.PlainDate {
  const next = day.add({ days: 1 })
  return isWorkingDay(next) ? next : workingDayAfter(next)
}

/** The last working day before `day`. */
export function workingDayBefore(day: Temporal.PlainDate): Temporal.PlainDate {
  const previous = day.subtract({ days: 1 })
  return isWorkingDay(previous) ? previous : workingDayBefore(previous)
}
