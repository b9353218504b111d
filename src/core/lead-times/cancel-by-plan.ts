/** What the plan itself has decided: a coordination e-meeting to which nobody brought an issue is cancelled. */

import { cancelMeeting } from '../calendar/schedule.ts'
import type { Transaction } from '../database/client.ts'
import { toColumn } from '../database/columns.ts'
import { WITH_WP2 } from '../issues/state.ts'
import { findMeeting, type Meeting, meetingRef } from '../meetings/meeting.ts'
import type { Notice } from '../notices/notice.ts'
import { writeNotices } from '../notices/outbox.ts'

/** Cancels what is due by the plan; gives how many meetings it looked at. One that has begun meanwhile stays. */
export async function cancelMeetingsDue(tx: Transaction, now: Temporal.Instant): Promise<number> {
  const at = toColumn(now)
  const due = await tx.$queryRaw<{ id: number }[]>`
    SELECT id FROM "Meeting" WHERE "cancelsAt" <= ${at}::timestamptz ORDER BY "cancelsAt", id LIMIT 100 FOR UPDATE SKIP LOCKED`
  for (const { id } of due) {
    const meeting = await findMeeting(tx, id)
    // An issue that was solved or handed back meanwhile is no reason to meet.
    const open = [{ issueId: null }, { issue: { stage: { in: [...WITH_WP2] } } }]
    const empty = (await tx.agendaItem.count({ where: { meetingId: id, OR: open } })) === 0
    if (empty && meeting.status === 'SCHEDULED' && Temporal.Instant.compare(now, meeting.starts) < 0)
      await cancelMeeting(tx, meeting, { by: 'the plan', now, reason: 'no SG chair brought an issue' })
    else await tx.meeting.update({ where: { id }, data: { cancelsAt: null } })
  }
  return due.length
}

/** Tells those who were told of a cancellation ahead that something came in for the agenda, once. */
export async function notifyNotCancelled(
  tx: Transaction,
  meeting: Meeting,
  now: Temporal.Instant,
): Promise<void> {
  const subject = meetingRef(meeting)
  const warned = await tx.notice.findFirst({
    where: { subject, kind: 'cancel-near', deliveries: { some: { state: 'SENT' } } },
  })
  if (!warned || meeting.status !== 'SCHEDULED') return
  const stopped: Notice = {
    key: `cancel-stopped:${subject}:v${meeting.version}`,
    kind: 'cancel-stopped',
    subject,
    data: { meeting: meeting.id },
    audience: [{ role: { kind: 'CHAIR', group: 'WP2' } }, { role: { kind: 'TSB', group: null } }],
    dueAt: now,
  }
  await writeNotices(tx, [stopped])
}
