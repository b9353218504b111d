/** Another end for contribution deadlines: those ahead follow it, as one change that is told as one. */
import type { Transaction } from '../database/client.ts'
import { toColumn } from '../database/time.ts'
import { closesOn, holdDeadlineEnds } from '../deadlines/ends.ts'
import { list, type Message, note, text } from '../messages/message.ts'
import { type View, without } from '../notices/notice.ts'
import { writeNotices } from '../notices/outbox.ts'
import { timeWords } from '../time/geneva.ts'
import type { Change } from './changes.ts'
import { type Meeting, meetingFrom, meetingRef } from './meeting.ts'
import { closeAt } from './schedule.ts'
import { closesWords, kindWords, whenWords } from './words.ts'

/**
 * Lets the deadlines ahead end at `ends` (Geneva time) of their last day, and tells everybody told of their meetings,
 * once. One that would be over at once keeps its end. Gives the meetings that changed.
 */
export async function endDeadlinesAt(
  tx: Transaction,
  ends: Temporal.PlainTime,
  change: Change,
): Promise<Meeting[]> {
  await holdDeadlineEnds(tx)
  const at = toColumn(change.now)
  await tx.$queryRaw`SELECT id FROM "Meeting" WHERE "closesAt" > ${at}::timestamptz ORDER BY id FOR UPDATE`
  const ahead = await tx.meeting.findMany({
    where: { closesAt: { gt: at }, status: { not: 'CANCELLED' } },
    orderBy: [{ closesAt: 'asc' }, { id: 'asc' }],
  })
  const changed: Meeting[] = []
  for (const meeting of ahead.map(meetingFrom)) {
    const closes = closesOn(meeting.deadline!, ends)
    if (closes.equals(meeting.closes!) || Temporal.Instant.compare(closes, change.now) <= 0) continue
    changed.push(await closeAt(tx, meeting, closes, change))
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
      data: { ends: timeWords(ends), meetings: changed.map(m => m.id), by },
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
export async function deadlinesEnd(
  { ends, meetings, by }: { ends: string; meetings: number[]; by: string },
  { tx }: View,
): Promise<Message | undefined> {
  const rows = await tx.meeting.findMany({
    where: { id: { in: meetings }, status: { not: 'CANCELLED' }, closesAt: { not: null } },
    orderBy: [{ closesAt: 'asc' }, { id: 'asc' }],
  })
  if (rows.length === 0) return undefined
  const summary = `Contribution deadlines end at ${ends} Geneva time of their last day from now on.`
  const lines = rows
    .map(meetingFrom)
    .map(m => `${closesWords(m.closes!)}: ${kindWords(m)} of ${whenWords(m)} (${meetingRef(m)})`)
  return { summary, blocks: [text(summary), list(lines), note(`Changed by ${by}.`)] }
}
