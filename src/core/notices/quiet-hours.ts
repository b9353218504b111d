import { GENEVA } from '../time/geneva.ts'

/** Hours in which a person wants no reminders, in their zone. */
export interface QuietHours {
  zone: string | null
  quietFrom: string | null
  quietTo: string | null
}

/**
 * When a reminder that is due at `now` is sent: at once, or at the end of the quiet hours it falls into, unless
 * its subject would be over by then.
 */
export function endOfQuietHours(
  { zone, quietFrom, quietTo }: QuietHours,
  now: Temporal.Instant,
  expiresAt: Date | null,
): Temporal.Instant {
  if (!quietFrom || !quietTo) return now
  const local = now.toZonedDateTimeISO(zone ?? GENEVA)
  const [from, to] = [quietFrom, quietTo].map(t => Temporal.PlainTime.from(t))
  const time = local.toPlainTime()
  const after = Temporal.PlainTime.compare(time, from!) >= 0
  const before = Temporal.PlainTime.compare(time, to!) < 0
  const overnight = Temporal.PlainTime.compare(from!, to!) > 0
  if (overnight ? !after && !before : !after || !before) return now
  const day = overnight && after ? local.toPlainDate().add({ days: 1 }) : local.toPlainDate()
  // In the night in which clocks go back the end may come twice: after the first one, the reminder waits for the second.
  const [first, second] = (['compatible', 'later'] as const).map(disambiguation =>
    day.toPlainDateTime(to!).toZonedDateTime(local.timeZoneId, { disambiguation }).toInstant(),
  )
  const end = Temporal.Instant.compare(first!, now) > 0 ? first! : second!
  return expiresAt && end.epochMilliseconds >= expiresAt.getTime() ? now : end
}
