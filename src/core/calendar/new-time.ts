/** The time to which a meeting is moved: a start and an end, or a start alone. Pure. */
import { UserError } from '../errors.ts'
import type { Meeting } from '../meetings/meeting.ts'
import { formatTime, inGeneva } from '../time/geneva.ts'
import { parseTimeOfDay, parseTimeSpan, type TimeSpan } from '../time/parse.ts'

/** A new time as it was given: a start alone keeps the length of the meeting. */
export type NewTime = Pick<TimeSpan, 'start' | 'label'> & { end?: Temporal.PlainTime }

/** "13:00–15:00" or "13:00". Throws a UserError. */
export const readNewTime = (raw: string): NewTime =>
  /^\d{1,2}[:.h]\d{2}$/.test(raw.trim()) ? { start: parseTimeOfDay(raw) } : parseTimeSpan(raw)

/** The start and the end after a move. Throws a UserError where a start alone would bring the end to the next day. */
export function timeAfter(m: Meeting, time: NewTime | undefined): TimeSpan {
  const before = timeOf(m)
  if (time === undefined) return before
  const { start, end = start.add(before.start.until(before.end)), label } = time
  if (Temporal.PlainTime.compare(start, end) < 0) return { start, end, ...(label && { label }) }
  throw new UserError(
    'no-end',
    `With the same length, a meeting from ${formatTime(start)} would not end on the same day. Please give the end, too, like ${formatTime(start)}–23:59.`,
    'time',
  )
}

function timeOf(m: Meeting) {
  const [start, end] = [m.starts, m.ends].map(i => inGeneva(i).toPlainTime())
  return { start: start!, end: end! }
}
