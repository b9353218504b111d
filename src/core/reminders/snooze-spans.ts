/** For how long reminders of a meeting can be put aside. Pure. */
import type { Meeting } from '../meetings/meeting.ts'
import { atGeneva, inGeneva } from '../time/geneva.ts'

export const SNOOZE_SPANS = ['1 day', 'until the last day', 'off'] as const
export type SnoozeSpan = (typeof SNOOZE_SPANS)[number]

/** The beginning, in Geneva, of the day on which an instant falls. */
const dayOf = (at: Temporal.Instant): Temporal.Instant => atGeneva(inGeneva(at).toPlainDate(), '00:00')

/** The spans that end early enough before `at`, the end of a deadline or the start of a meeting. */
export const fittingSpans = (at: Temporal.Instant, now: Temporal.Instant): SnoozeSpan[] =>
  SNOOZE_SPANS.filter(span => {
    if (span === '1 day') return Temporal.Instant.compare(now.add({ hours: 24 }), at) < 0
    return span === 'off' || Temporal.Instant.compare(now, dayOf(at)) < 0
  })

/**
 * Until when reminders are put aside: null for good, undefined when less time than that is left. The last day is that
 * of the contribution deadline, or once that has begun, of the meeting.
 */
export function findSnoozeEnd(
  { cutOff, starts }: Pick<Meeting, 'cutOff' | 'starts'>,
  span: SnoozeSpan,
  now: Temporal.Instant,
): Temporal.Instant | null | undefined {
  if (span === 'off') return null
  const at = [cutOff, starts].find(end => end !== undefined && fittingSpans(end, now).includes(span))
  if (!at) return undefined
  return span === '1 day' ? now.add({ hours: 24 }) : dayOf(at)
}
