/** Which reminders follow from a meeting. Pure: the meeting and now, to notices. */
import { isAhead, type Meeting, meetingRef } from '../meetings/meeting.ts'
import type { Notice, Recipient } from '../notices/notice.ts'
import { isSaidAlready } from '../notices/said-already.ts'
import { atGeneva, inGeneva } from '../time/geneva.ts'
import { MORNING } from '../time/morning.ts'
import { deadlineNear, meetingNear, type Reminder } from './notices.ts'

/** Days before the contribution deadline, at 09:00 Geneva time. */
export const DEADLINE_DAYS = [14, 7, 3, 1, 0] as const
/** Days before the meeting, at 09:00 Geneva time; and one hour before its start. */
export const MEETING_DAYS = [7, 1] as const

/**
 * The reminders of a meeting that are still ahead of `now`. Each is bound to the meeting's version: a meeting that is
 * moved gets new ones. None repeats at once what the change itself announced. `audience`: without it, its groups'
 * channels and their followers. Reminders missed together become one, and none comes after its matter is over.
 */
export function remindersFor(
  meeting: Meeting,
  now: Temporal.Instant,
  audience: readonly Recipient[] = usualAudience(meeting),
): Notice[] {
  if (meeting.status !== 'SCHEDULED' && meeting.status !== 'CONFIRMED') return []
  return [...deadlineReminders(meeting, now), ...meetingReminders(meeting, now)]
    .map(notice => ({ ...notice, audience: [...audience] }))
    .filter(n => isAhead(n.dueAt, meeting, now))
}

const usualAudience = ({ groups }: Meeting): Recipient[] =>
  groups.flatMap(group => [{ channelOf: group }, { followers: group }])

function deadlineReminders(meeting: Meeting, now: Temporal.Instant): Notice[] {
  const { deadline, cutOff } = meeting
  if (!deadline || !cutOff) return []
  return DEADLINE_DAYS.map(days => ({ days, at: atGeneva(deadline.subtract({ days }), MORNING) }))
    .filter(({ days, at }) => Temporal.Instant.compare(at, cutOff) < 0 && !isSaidAlready(at, days, now))
    .map(({ days, at }) => deadlineNear.from(reminder(meeting, 'deadline', `${days}d`, at, cutOff)))
}

function meetingReminders(meeting: Meeting, now: Temporal.Instant): Notice[] {
  const day = inGeneva(meeting.starts).toPlainDate()
  const days = MEETING_DAYS.map(d => ({ d, at: atGeneva(day.subtract({ days: d }), MORNING) }))
    .filter(({ d, at }) => !isSaidAlready(at, d, now))
    .map(({ d, at }) => ({ step: `${d}d`, at }))
  // The last one has the link to join.
  const hour = { step: '1h', at: meeting.starts.subtract({ hours: 1 }) }
  return [...days, hour].map(({ step, at }) =>
    meetingNear.from(reminder(meeting, 'meeting', step, at, meeting.starts)),
  )
}

const reminder = (
  meeting: Meeting,
  series: Reminder['series'],
  step: string,
  dueAt: Temporal.Instant,
  expiresAt: Temporal.Instant,
): Reminder => ({
  key: `${series}:${meetingRef(meeting)}:v${meeting.version}:${step}`,
  series,
  meeting,
  step,
  audience: usualAudience(meeting),
  dueAt,
  expiresAt,
})
