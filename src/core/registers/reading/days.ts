/** The days of a meeting in words. */
import { formatDate } from '../../time/geneva.ts'

/** "26–30 January 2026", "30 January to 3 February 2026", "29 July 2024" */
export function describeDays({ from, until }: { from: string; until: string }): string {
  const [first, last] = [Temporal.PlainDate.from(from), Temporal.PlainDate.from(until)]
  if (first.equals(last)) return formatDate(first)
  if (first.month === last.month && first.year === last.year) return `${first.day}–${formatDate(last)}`
  const begins = formatDate(first)
  return `${first.year === last.year ? begins.replace(/ \d+$/, '') : begins} to ${formatDate(last)}`
}
