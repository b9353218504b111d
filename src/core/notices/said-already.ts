/** A reminder that would only repeat what was announced a moment before. Pure. */
import { inGeneva } from '../time/geneva.ts'

/** From so many days before on, there are nearer reminders to come. */
const FAR_DAYS = 7

const MOMENT_MINUTES = 60

/**
 * Whether a reminder `days` before something is left out, since its date was announced `announced`: a far one on the same day in
 * Geneva ("in 7 days", after a call was arranged that morning), a nearer one within the hour.
 */
export function isSaidAlready(dueAt: Temporal.Instant, days: number, announced: Temporal.Instant): boolean {
  const isSameDay = inGeneva(dueAt).toPlainDate().equals(inGeneva(announced).toPlainDate())
  const isWithinHour = Temporal.Instant.compare(dueAt, announced.add({ minutes: MOMENT_MINUTES })) < 0
  return days >= FAR_DAYS ? isSameDay : isWithinHour
}
