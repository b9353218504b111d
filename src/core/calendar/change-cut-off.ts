/** Another end for contribution deadlines: those ahead follow it, as one change that is told as one. */
import type { Transaction } from '../database/client.ts'
import { toColumn } from '../database/columns.ts'
import { cutOffOn, lockCutOffTime } from '../deadlines/cut-off.ts'
import { type Meeting, meetingRef, toMeeting } from '../meetings/meeting.ts'
import { describeCutOff, describeTime, meetingName } from '../meetings/words.ts'
import { list, type Message, note, text } from '../messages/message.ts'
import { type View, without } from '../notices/notice.ts'
import { writeNotices } from '../notices/outbox.ts'
import { formatTime } from '../time/geneva.ts'
import type { Change } from './changes.ts'
import { setCutOff } from './schedule.ts'

/**
 * Lets the deadlines ahead end at `ends` (Geneva time) of their last day, and tells everybody told of their meetings,
 * once. One that would be over at once keeps its end. Gives the meetings that changed.
 */
export async function changeCutOffTime(
  tx: Transaction,
  ends: Temporal.PlainTime,
  change: Change,
): Promise<Meeting[]> {
  await lockCutOffTime(tx)
  const at = toColumn(change.now)
  await tx.$queryRaw`SELECT id FROM "Meeting" WHERE "cutOffAt" > ${at}::timestamptz ORDER BY id FOR UPDATE`
  const ahead = await tx.meeting.findMany({
    where: { cutOffAt: { gt: at }, status: { not: 'CANCELLED' } },
    orderBy: [{ cutOffAt: 'asc' }, { id: 'asc' }],
  })
  const changed: Meeting[] = []
  for (const meeting of ahead.map(toMeeting)) {
    const closes = cutOffOn(meeting.deadline!, ends)
    if (closes.equals(meeting.cutOff!) || Temporal.Instant.compare(closes, change.now) <= 0) continue
    changed.push(await setCutOff(tx, meeting, closes, change))
  }
  if (changed.length > 0) await tell(tx, changed, ends, change)
  return changed
}

async function tell(
  tx: Transaction,
  changed: Meeting[],
  ends: Temporal.PlainTime,
  { by, now, caller }: Change,
): Promise<void> {
  const first = changed[0]!
  await writeNotices(tx, [
    {
      key: `deadlines-end:${meetingRef(first)}:v${first.version}`,
      kind: 'deadlines-end',
      subject: 'deadlines',
      data: { ends: formatTime(ends), meetings: changed.map(m => m.id), by },
      audience: [
        ...[...new Set(changed.flatMap(m => m.groups))].map(channelOf => ({ channelOf })),
        ...changed.map(m => ({ told: meetingRef(m) })),
        ...(caller ? [without(caller)] : []),
      ],
      dueAt: now,
    },
  ])
}

/** To everybody told of the meetings whose deadlines end at another time. */
export async function cutOffChanged(
  { ends, meetings, by }: { ends: string; meetings: number[]; by: string },
  { tx }: View,
): Promise<Message | undefined> {
  const rows = await tx.meeting.findMany({
    where: { id: { in: meetings }, status: { not: 'CANCELLED' }, cutOffAt: { not: null } },
    orderBy: [{ cutOffAt: 'asc' }, { id: 'asc' }],
  })
  if (rows.length === 0) return undefined
  const summary = `Contribution deadlines end at ${ends} Geneva time of their last day from now on.`
  const lines = rows
    .map(toMeeting)
    .map(m => `${describeCutOff(m.cutOff!)}: ${meetingName(m)} of ${describeTime(m)} (${meetingRef(m)})`)
  return { summary, blocks: [text(summary), list(lines), note(`Changed by ${by}.`)] }
}
