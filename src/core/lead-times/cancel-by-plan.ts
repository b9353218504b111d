/** The plan's own decision: a coordination e-meeting to which no issue was brought is cancelled. */
import { readAgenda } from '../agenda/agenda.ts'
import { cancelMeeting } from '../calendar/schedule.ts'
import { toColumn } from '../database/columns.ts'
import { Prisma } from '../database/generated/client.ts'
import type { Work } from '../events/events.ts'
import { findMeeting, type Meeting, meetingRef } from '../meetings/meeting.ts'
import { writeNotices } from '../notices/outbox.ts'
import { instantRead } from '../rooms/due.ts'
import type { DueWork } from '../rooms/room.ts'
import { describeNothingOpen } from './nothing-open.ts'
import { cancellationNear, cancellationStopped } from './notices.ts'

/** Cancels the meetings whose cancellation is due, unless something is on their agenda or they have begun. */
export const cancelByPlan: DueWork = {
  name: 'cancel',

  reads: Prisma.sql`(SELECT min("cancelsAt") FROM "Meeting")`,
  next: instantRead,

  async run(work: Work) {
    const { tx, now } = work
    const due = await tx.$queryRaw<{ id: number }[]>`
      SELECT id FROM "Meeting" WHERE "cancelsAt" <= ${toColumn(now)}::timestamptz
      ORDER BY "cancelsAt", id LIMIT 100 FOR UPDATE SKIP LOCKED`
    for (const { id } of due) {
      const meeting = await findMeeting(tx, id)
      // An issue that was solved or handed back by now is no reason to meet.
      const agenda = await readAgenda(tx, id)
      const isEmpty = agenda.every(entry => entry.settledAs !== undefined)
      if (isEmpty && meeting.status === 'SCHEDULED' && Temporal.Instant.compare(now, meeting.starts) < 0)
        await cancelMeeting(work, meeting, {
          by: { name: 'the plan' },
          reason: describeNothingOpen(agenda),
        })
      else await tx.meeting.update({ where: { id }, data: { cancelsAt: null } })
    }
    return due.length
  },
}

/** Notifies those who were warned of a cancellation that something came in for the agenda, once. */
export async function notifyNotCancelled({ tx, now }: Work, meeting: Meeting): Promise<void> {
  if (meeting.status !== 'SCHEDULED') return
  const warned = await tx.notice.findFirst({
    where: {
      subject: meetingRef(meeting),
      kind: cancellationNear.kind,
      deliveries: { some: { state: 'SENT' } },
    },
  })
  if (warned) await writeNotices(tx, [cancellationStopped.from({ meeting, now })])
}
