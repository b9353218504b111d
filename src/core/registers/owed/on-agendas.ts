/**
 * A report that is owed to a meeting stands on its agenda and counts as an input: the plan doesn't cancel such a meeting
 * by itself, and WP2's chair is asked. It stays there when it was given; where none is intended, it is settled.
 */
import { placeReport, type ReportItem, settleReports } from '../../agenda/reports.ts'
import type { MeetingChanged } from '../../calendar/changes.ts'
import { toColumn } from '../../database/columns.ts'
import type { Work } from '../../events/events.ts'
import { type Meeting, toMeeting } from '../../meetings/meeting.ts'
import { listAwaiting } from '../awaiting.ts'
import { agendaReport, findMeetingsNamed } from './debts.ts'
import { openMeetings, type Report, storedReports } from './fields.ts'
import { findNamedMeeting, isOff } from './report-meetings.ts'

/** After a report-back was written: puts it on the agendas of its meetings that are ahead. */
export async function placeOnAgendas(work: Work, report: Report): Promise<void> {
  const { meetings = [], done = [], noReport = [], to, standing } = report.fields
  if (standing !== undefined) return
  const known = await findMeetingsNamed(work.tx, meetings)
  const numbered = await findNumbered(work, meetings)
  const placed = meetings.filter(named => !noReport.includes(named))
  for (const named of placed) {
    const meeting = findNamedMeeting(named, to, [...known, ...numbered])
    if (meeting && isAhead(meeting, work.now) && !done.includes(named))
      await placeReport(work, meeting, toItem(report, named))
  }
  await settleReports(
    work.tx,
    report.key,
    placed.map(named => agendaReport(report, named)),
  )
}

/** After a meeting came onto the calendar, was moved or restored: puts onto its agenda what is owed to it. */
export async function placeOwedReports(work: Work, { kind, after }: MeetingChanged): Promise<void> {
  if (!['SCHEDULED', 'MOVED', 'RESTORED'].includes(kind) || !isAhead(after, work.now)) return
  for (const report of await listAwaiting(work.tx, storedReports)) {
    const { to } = report.fields
    for (const named of openMeetings(report.fields))
      if (findNamedMeeting(named, to, [after]) && (await isFirstNamed(work, named, to, after)))
        await placeReport(work, after, toItem(report, named))
  }
}

/** Whether no other meeting of the group is meant by the same name. */
async function isFirstNamed(work: Work, named: string, to: string | undefined, meeting: Meeting) {
  return (
    findNamedMeeting(named, to, [...(await findMeetingsNamed(work.tx, [named])), meeting])?.id === meeting.id
  )
}

const isAhead = (meeting: Meeting, now: Temporal.Instant): boolean =>
  !isOff(meeting) && Temporal.Instant.compare(meeting.starts, now) > 0

const toItem = (report: Report, named: string): ReportItem => ({
  report: agendaReport(report, named),
  group: report.fields.group ?? '',
  text: `report on ${report.fields.matter ?? ''}`,
})

/** Meetings that are named by their number: "MTG-3". */
async function findNumbered({ tx, now }: Work, named: readonly string[]): Promise<Meeting[]> {
  const ids = named.flatMap(name => /^MTG-(\d{1,9})$/.exec(name)?.[1] ?? []).map(Number)
  if (ids.length === 0) return []
  const rows = await tx.meeting.findMany({ where: { id: { in: ids }, startsAt: { gt: toColumn(now) } } })
  return rows.map(toMeeting)
}
