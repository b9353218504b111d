/** Changed lead times: coming coordination e-meetings follow them, and no one is asked twice. */
import { toColumn } from '../database/columns.ts'
import { UserError } from '../errors.ts'
import type { Work } from '../events/events.ts'
import { knownStudyGroups } from '../groups/registry.ts'
import { type Meeting, meetingRef, toMeeting } from '../meetings/meeting.ts'
import { withdrawPlanned, writeNotices } from '../notices/outbox.ts'
import { cancellationTime, decisionsFor } from './decisions.ts'
import { type LeadTimes, readLeadTimes } from './lead-times.ts'

/** Throws a UserError for lead times that cancel a meeting before its leaders had a day to answer. */
export function assertInOrder({ warn, cancel }: LeadTimes): void {
  if (cancel <= (warn - 1) * 24) return
  throw new UserError(
    'no-order',
    `The warning must be at least a day before the cancellation; ${warn} day${warn === 1 ? '' : 's'} and ${cancel} hours leave less than a day between.`,
    'value',
  )
}

/**
 * Plans the questions and the cancellation of the coordination e-meetings ahead again, by the lead times as they are
 * set now. A question already asked is not repeated; one that would have been due by now stays as planned. Returns
 * the meetings.
 */
export async function replanLeadTimes(work: Work): Promise<Meeting[]> {
  const { tx, now } = work
  const leadTimes = await readLeadTimes(tx)
  assertInOrder(leadTimes)
  const at = toColumn(now)
  await tx.$queryRaw`SELECT id FROM "Meeting" WHERE "cancelsAt" > ${at}::timestamptz ORDER BY id FOR UPDATE`
  const rows = await tx.meeting.findMany({
    where: { cancelsAt: { gt: at }, status: 'SCHEDULED' },
    orderBy: { startsAt: 'asc' },
  })
  const meetings = rows.map(toMeeting)
  for (const meeting of meetings) await replan(work, meeting, leadTimes)
  return meetings
}

async function replan({ tx, now }: Work, meeting: Meeting, leadTimes: LeadTimes): Promise<void> {
  const subject = meetingRef(meeting)
  const planned = await tx.notice.findMany({
    where: { subject, state: 'PLANNED' },
    select: { series: true },
  })
  // Only series still to come: what was sent has left PLANNED.
  const open = new Set(planned.map(n => n.series))
  const wanted = decisionsFor(meeting, now, leadTimes, await knownStudyGroups(tx, now)).filter(n =>
    open.has(n.series!),
  )
  await withdrawPlanned(
    tx,
    subject,
    wanted.map(n => n.series!),
  )
  await writeNotices(tx, wanted)
  // A notice that was planned, withdrawn and is wanted again keeps its key.
  await tx.notice.updateMany({
    where: { key: { in: wanted.map(n => n.key) }, state: 'WITHDRAWN' },
    data: { state: 'PLANNED' },
  })
  const cancels = cancellationTime(meeting, leadTimes)
  if (cancels && Temporal.Instant.compare(cancels, now) > 0)
    await tx.meeting.update({ where: { id: meeting.id }, data: { cancelsAt: toColumn(cancels) } })
}
