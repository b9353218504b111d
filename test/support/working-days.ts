/** Working days in Geneva by a table written by hand, to compare with the program's. */
import { daysFrom } from './zones.ts'

/** Geneva's public holidays on which something could fall due. */
const HOLIDAYS = [
  ...['2025-01-01', '2025-04-18', '2025-04-21', '2025-05-29', '2025-06-09', '2025-08-01', '2025-09-11'],
  ...['2025-12-25', '2025-12-31', '2026-01-01', '2026-04-03', '2026-04-06', '2026-05-14', '2026-05-25'],
  ...['2026-08-01', '2026-09-10', '2026-12-25', '2026-12-31', '2027-01-01', '2027-03-26', '2027-03-29'],
  ...['2027-05-06', '2027-05-17', '2027-08-01', '2027-09-09', '2027-12-25', '2027-12-31', '2028-01-01'],
]

/** The nearest working day after a date, or before it with a step of -1. */
export function workingDay(date: string, step: 1 | -1): string {
  const next = daysFrom(date, step)
  const isFree = [0, 6].includes(new Date(next).getUTCDay()) || HOLIDAYS.includes(next)
  return isFree ? workingDay(next, step) : next
}
