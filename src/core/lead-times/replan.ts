/** Other spans before a coordination e-meeting: those ahead follow, and nobody is asked twice. */
import type { Transaction } from '../database/client.ts'
import { toColumn } from '../database/columns.ts'
import { UserError } from '../errors.ts'
import { type Meeting, meetingRef, toMeeting } from '../meetings/meeting.ts'
import { withdrawPlanned, writeNotices } from '../notices/outbox.ts'
import { cancelsAt, decisionsFor } from './decisions.ts'
import { type LeadTimes, readLeadTimes } from './lead-times.ts'

/** Throws a UserError for spans that cancel a meeting before its leaders had a day to say a word. */
export function assertInOrder({ warn, cancel }: LeadTimes): void {
  if (cancel <= (warn - 1) * 24) return
  throw new UserError(
    'no-order',
    `WP2's chair and TSB are told at least a day before a meeting is cancelled; ${warn} day${warn === 1 ? '' : 's'} and ${cancel} hours leave less.`,
    'value',
  )
}

/**
 * Plans what is asked and done before the coordination e-meetings ahead anew, by the spans as they are set now. What was
 * asked already is not asked again; what would have been due by now stays as it was planned. Gives the meetings.
 */
export async function replanLeadTimes(tx: Transaction, now: Temporal.Instant): Promise<Meeting[]> {
  const spans = await readLeadTimes(tx)
  assertInOrder(spans)
  const at = toColumn(now)
  await tx.$queryRaw`SELECT id FROM "Meeting" WHERE "cancelsAt" > ${at}::timestamptz ORDER BY id FOR UPDATE`
  const rows = await tx.meeting.findMany({
    where: { cancelsAt: { gt: at }, status: 'SCHEDULED' },
    orderBy: { startsAt: 'asc' },
  })
  const meetings = rows.map(toMeeting)
  for (const meeting of meetings) await replan(tx, meeting, now, spans)
  return meetings
}

async function replan(
  tx: Transaction,
  meeting: Meeting,
  now: Temporal.Instant,
  spans: LeadTimes,
): Promise<void> {
  const subject = meetingRef(meeting)
  const planned = await tx.notice.findMany({
    where: { subject, state: 'PLANNED' },
    select: { series: true },
  })
  // Only what is still to come: what was told has left PLANNED.
  const open = new Set(planned.map(n => n.series))
  const wanted = decisionsFor(meeting, now, spans).filter(n => open.has(n.series!))
  await withdrawPlanned(
    tx,
    subject,
    wanted.map(n => n.series!),
  )
  await writeNotices(tx, wanted)
  // One that was planned, taken back and is wanted again keeps its key.
  await tx.notice.updateMany({
    where: { key: { in: wanted.map(n => n.key) }, state: 'WITHDRAWN' },
    data: { state: 'PLANNED' },
  })
  const cancels = cancelsAt(meeting, spans)
  if (cancels && Temporal.Instant.compare(cancels, now) > 0)
    await tx.meeting.update({ where: { id: meeting.id }, data: { cancelsAt: toColumn(cancels) } })
}
