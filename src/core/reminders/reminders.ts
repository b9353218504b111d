/** Which reminders follow from a meeting. Pure: the meeting and now, to notices. */
import { type Meeting, meetingRef } from '../meetings/meeting.ts'
import { type Notice, PRIORITY } from '../notices/notice.ts'
import { atGeneva, inGeneva } from '../time/geneva.ts'

/** Days before the contribution deadline, at 09:00 Geneva time. */
export const DEADLINE_DAYS = [14, 7, 3, 1, 0] as const
/** Days before the meeting, at 09:00 Geneva time; and one hour before its start. */
export const MEETING_DAYS = [7, 1] as const
const MORNING = '09:00'

/** The series of a meeting's reminders, to take them back when it moves. */
export const REMINDER_SERIES = ['deadline', 'meeting'] as const

/**
 * The reminders of a meeting that are still ahead of `now`. Each is bound to the meeting's version: what is
 * moved gets new ones. Those that are missed together become one, and none comes after its matter is over.
 */
export function remindersFor(meeting: Meeting, now: Temporal.Instant): Notice[] {
  if (meeting.status === 'CANCELLED') return []
  return [...deadlineReminders(meeting), ...meetingReminders(meeting)].filter(n =>
    isAhead(n.dueAt, meeting, now),
  )
}

/**
 * Whether something about a meeting is still to come at `now`. What is due at this very instant counts for a new
 * meeting; of one that has changed the version before has told it.
 */
export const isAhead = (dueAt: Temporal.Instant, { version }: Meeting, now: Temporal.Instant): boolean =>
  Temporal.Instant.compare(dueAt, now) >= (version === 1 ? 0 : 1)

function deadlineReminders(meeting: Meeting): Notice[] {
  const { deadline, cutOff } = meeting
  if (!deadline || !cutOff) return []
  return DEADLINE_DAYS.map(days =>
    reminder(meeting, 'deadline', `${days}d`, atGeneva(deadline.subtract({ days }), MORNING), cutOff),
  ).filter(({ dueAt }) => Temporal.Instant.compare(dueAt, cutOff) < 0)
}

function meetingReminders(meeting: Meeting): Notice[] {
  const day = inGeneva(meeting.starts).toPlainDate()
  const days = MEETING_DAYS.map(d => ({ step: `${d}d`, at: atGeneva(day.subtract({ days: d }), MORNING) }))
  const hour = { step: '1h', at: meeting.starts.subtract({ hours: 1 }) }
  return [...days, hour].map(({ step, at }) => reminder(meeting, 'meeting', step, at, meeting.starts))
}

function reminder(
  meeting: Meeting,
  series: (typeof REMINDER_SERIES)[number],
  step: string,
  dueAt: Temporal.Instant,
  expiresAt: Temporal.Instant,
): Notice {
  const subject = meetingRef(meeting)
  return {
    key: `${series}:${subject}:v${meeting.version}:${step}`,
    kind: series === 'deadline' ? 'deadline-near' : 'meeting-near',
    subject,
    series,
    data: { meeting: meeting.id, version: meeting.version, step },
    audience: meeting.groups.flatMap(group => [{ channelOf: group }, { followers: group }]),
    priority: PRIORITY.reminder,
    dueAt,
    expiresAt,
  }
}
