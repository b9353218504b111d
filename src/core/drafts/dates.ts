/** Dates as meeting documents write them. */
import { formatDate } from '../time/geneva.ts'
import { gap, type Inline } from '../writing/document.ts'
import type { Days } from './meeting.ts'
import { TSB } from './who.ts'

/** "26–30 January 2026", "30 November – 2 December 2026", "29 July 2024" */
export function formatDays({ from, until }: Days): string {
  const first = Temporal.PlainDate.from(from)
  if (until === undefined) return `from ${formatDate(first)}`
  const last = Temporal.PlainDate.from(until)
  if (first.equals(last)) return formatDate(first)
  const sameMonth = first.year === last.year && first.month === last.month
  return sameMonth
    ? `${first.day}–${formatDate(last)}`
    : `${formatDate(first).replace(first.year === last.year ? ` ${first.year}` : '', '')} – ${formatDate(last)}`
}

/** "Geneva, 26–30 January 2026", with a gap for what is not on record. */
export const placeAndDays = (place: string | undefined, days: Days | undefined): Inline[] => [
  place ?? gap('place of the meeting', TSB),
  ', ',
  days ? formatDays(days) : gap('days of the meeting', TSB),
  ...(days && days.until === undefined ? [' to ', gap('last day of the meeting', TSB)] : []),
]
