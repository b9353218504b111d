import { findMeetingCaller } from '../calendar/caller.ts'
import type { Work } from '../events/events.ts'
import { type Meeting, meetingRef } from '../meetings/meeting.ts'
import { withdrawPlanned, writeNotices } from '../notices/outbox.ts'
import { REMINDER_SERIES } from './notices.ts'
import { remindersFor } from './reminders.ts'

/** Plans the reminders of a meeting, in place of those planned before. */
export async function planReminders({ tx, now }: Work, meeting: Meeting): Promise<void> {
  await withdrawPlanned(tx, meetingRef(meeting), [...REMINDER_SERIES])
  // While it is open whether a meeting on a closed issue is needed, only the person who called it is reminded.
  const audience = meeting.issueClosedAs ? [await findMeetingCaller(tx, meeting.id)] : undefined
  await writeNotices(tx, remindersFor(meeting, now, audience))
}
