/** Reports that are owed to a meeting, as entries of its agenda. The registers say which they are. */
import type { Transaction } from '../database/client.ts'
import { toColumn } from '../database/columns.ts'
import type { Work } from '../events/events.ts'
import type { Meeting } from '../meetings/meeting.ts'
import { type AgendaEntry, agendaItemPlaced } from './agenda.ts'

export interface ReportItem {
  /** "RB-20 2026-05": its reference, and the meeting as it names it. */
  report: string
  /** The group that reports. */
  group: string
  text: string
}

/** Puts a report at the end of an agenda; one that is there keeps its place and gets its present words. */
export async function placeReport(
  work: Work,
  meeting: Meeting,
  { report, group, text }: ReportItem,
): Promise<void> {
  const { tx, now } = work
  const there = await tx.agendaItem.findFirst({
    where: { report, meeting: { status: { not: 'CANCELLED' } } },
  })
  if (there) {
    await tx.agendaItem.update({ where: { id: there.id }, data: { group, text, settledAs: null } })
    if (there.settledAs === null) return
  } else {
    const { _max } = await tx.agendaItem.aggregate({
      where: { meetingId: meeting.id },
      _max: { place: true },
    })
    await tx.agendaItem.upsert({
      where: { meetingId_report: { meetingId: meeting.id, report } },
      create: {
        meetingId: meeting.id,
        place: (_max.place ?? 0) + 1,
        report,
        group,
        text,
        by: { name: 'the register of report-backs' },
        at: toColumn(now),
      },
      update: { group, text, settledAs: null },
    })
  }
  await work.announce(agendaItemPlaced, { meeting })
}

/** Settles the entries of a report that are not among `placed`: none is intended, or it isn't owed to that meeting. */
export async function settleReports(
  tx: Transaction,
  report: string,
  placed: readonly string[],
): Promise<void> {
  await tx.agendaItem.updateMany({
    where: { report: { startsWith: `${report} `, notIn: [...placed] }, settledAs: null },
    data: { settledAs: 'not to come' },
  })
}

/** Whether reports that are owed are all that is open on an agenda: no chair brought anything. */
export function hasOnlyReports(agenda: readonly AgendaEntry[]): boolean {
  const open = agenda.filter(entry => entry.settledAs === undefined)
  return open.length > 0 && open.every(entry => entry.isReport)
}
