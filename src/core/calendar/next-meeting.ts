/** The next meeting of a group: the question that is asked most. */
import { type AgendaRow, agendaRows, describeOpen, toAgendaEntry } from '../agenda/agenda.ts'
import type { Transaction } from '../database/client.ts'
import { toColumn } from '../database/columns.ts'
import { Prisma } from '../database/generated/client.ts'
import { beganAfter } from '../meetings/dates.ts'
import { MEETING_ROW, type Meeting, type MeetingRow, toMeeting } from '../meetings/meeting.ts'

export type NextOrLast =
  | { ahead: true; meeting: Meeting; agenda: string[] }
  | { ahead: false; meeting: Meeting }

/**
 * The next meeting of a group, with its agenda; else the last one that was not cancelled. A meeting is next until it
 * ends. In one statement: it is what is asked most.
 */
export async function nextOrLast(
  tx: Transaction,
  group: string,
  now: Temporal.Instant,
): Promise<NextOrLast | undefined> {
  const at = toColumn(now)
  const [row] = await tx.$queryRaw<(MeetingRow & { ahead: boolean; agenda: AgendaRow[] })[]>`
    SELECT ${MEETING_ROW}, m.ahead, ${agendaRows(Prisma.sql`m.id`)} AS agenda FROM (
      (SELECT *, true AS ahead FROM "Meeting"
        WHERE "groupId" = ${group} AND status <> 'CANCELLED' AND "endsAt" > ${at}::timestamptz
          AND "startsAt" > ${beganAfter(now)}::timestamptz
        ORDER BY "startsAt" LIMIT 1)
      UNION ALL
      (SELECT *, false AS ahead FROM "Meeting"
        WHERE "groupId" = ${group} AND status <> 'CANCELLED' AND "endsAt" <= ${at}::timestamptz
          AND "startsAt" <= ${at}::timestamptz
        ORDER BY "startsAt" DESC LIMIT 1)
      ORDER BY ahead DESC LIMIT 1) AS m`
  if (!row) return undefined
  const meeting = toMeeting(row)
  return row.ahead
    ? { ahead: true, meeting, agenda: describeOpen(row.agenda.map(toAgendaEntry)) }
    : { ahead: false, meeting }
}
