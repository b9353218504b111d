/** Which notices wait for somebody's daily digest, and until when. Pure. */
import type { Notice as NoticeRow } from '../database/generated/client.ts'
import { GENEVA } from '../time/geneva.ts'
import { MORNING } from '../time/morning.ts'
import { PRIORITY } from './notice.ts'

/** The kind of the notice that stands for a digest. */
export const DAILY_DIGEST = 'daily-digest'

/** A digest is read in the course of its day: what begins or ends before that is told at once. */
const READ_WITHIN_HOURS = 12

export type Waitable = Pick<NoticeRow, 'kind' | 'priority' | 'dueAt' | 'expiresAt'>

/**
 * When a notice is told to somebody with a daily digest: at the first 09:00 in their zone (Geneva's where it is unknown) from the
 * instant at which the notice is due. Undefined: at once, since it is urgent, or since what it is about may be over by then.
 * `soonest`: when the next of the meeting, deadline or timeline that it is about comes.
 */
export function digestFor(
  { kind, priority, dueAt, expiresAt }: Waitable,
  zone: string | null,
  soonest: Temporal.Instant | undefined,
): Temporal.Instant | undefined {
  if (kind === DAILY_DIGEST || priority === PRIORITY.urgent) return undefined
  const at = firstMorning(dueAt.toTemporalInstant(), zone ?? GENEVA)
  const read = at.add({ hours: READ_WITHIN_HOURS })
  const ends = [expiresAt?.toTemporalInstant(), soonest].filter(end => end !== undefined)
  return ends.some(end => Temporal.Instant.compare(end, read) <= 0) ? undefined : at
}

/** The first 09:00 in a zone at or after an instant. */
export function firstMorning(from: Temporal.Instant, zone: string): Temporal.Instant {
  const local = from.toZonedDateTimeISO(zone)
  const on = (date: Temporal.PlainDate) =>
    date.toZonedDateTime({ timeZone: zone, plainTime: MORNING }).toInstant()
  const today = on(local.toPlainDate())
  return Temporal.Instant.compare(today, from) >= 0 ? today : on(local.toPlainDate().add({ days: 1 }))
}
