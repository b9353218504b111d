/** Another time of day for the end of contribution deadlines: deadlines ahead follow it, as one change with one notice. */
import { toColumn } from '../database/columns.ts'
import { cutOffOn, lockCutOffTime } from '../deadlines/cut-off.ts'
import type { Work } from '../events/events.ts'
import { type Meeting, toMeeting } from '../meetings/meeting.ts'
import { writeNotices } from '../notices/outbox.ts'
import type { Change } from './changes.ts'
import { cutOffTimeChanged } from './notices.ts'
import { setCutOff } from './schedule.ts'

/**
 * Lets the deadlines ahead end at `ends` (Geneva time) of their last day, and notifies everybody who was notified of
 * their meetings, once. One that would be over at once keeps its end. Returns the meetings that changed.
 */
export async function changeCutOffTime(
  work: Work,
  ends: Temporal.PlainTime,
  change: Change,
): Promise<Meeting[]> {
  const { tx, now } = work
  await lockCutOffTime(tx)
  const at = toColumn(now)
  await tx.$queryRaw`SELECT id FROM "Meeting" WHERE "cutOffAt" > ${at}::timestamptz ORDER BY id FOR UPDATE`
  const ahead = await tx.meeting.findMany({
    where: { cutOffAt: { gt: at }, status: { not: 'CANCELLED' } },
    orderBy: [{ cutOffAt: 'asc' }, { id: 'asc' }],
  })
  const changed: Meeting[] = []
  for (const meeting of ahead.map(toMeeting)) {
    const cutOff = cutOffOn(meeting.deadline!, ends)
    if (cutOff.equals(meeting.cutOff!) || Temporal.Instant.compare(cutOff, now) <= 0) continue
    changed.push(await setCutOff(work, meeting, cutOff, change))
  }
  const { by, caller } = change
  if (changed.length > 0)
    await writeNotices(tx, [
      cutOffTimeChanged.from({ meetings: changed, ends, by, ...(caller && { caller }), now }),
    ])
  return changed
}
