/** Meetings as they are asked for. */

import { type AgendaEntry, type AgendaRow, agendaRows, readAgenda, toAgendaEntry } from '../agenda/agenda.ts'
import type { Transaction } from '../database/client.ts'
import { toColumn } from '../database/columns.ts'
import { Prisma } from '../database/generated/client.ts'
import { beganAfter } from './dates.ts'
import { MEETING_ROW, type Meeting, type MeetingRow, toMeeting } from './meeting.ts'

/** What is ahead or under way. */
const notOver = (now: Temporal.Instant) => ({
  endsAt: { gt: toColumn(now) },
  startsAt: { gt: beganAfter(now) },
})

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
    ? { ahead: true, meeting, agenda: wordsOf(row.agenda.map(toAgendaEntry)) }
    : { ahead: false, meeting }
}

/** The next meeting of every group that has one ahead, the soonest first. */
export async function nextOfAll(tx: Transaction, now: Temporal.Instant): Promise<Meeting[]> {
  // One index read a group: Prisma's `distinct` reads every meeting ahead and drops most of them in memory. BETWEEN,
  // because with = PostgreSQL reads all that is ahead by date, for each group without a meeting.
  const next = await tx.$queryRaw<{ id: number }[]>`
    SELECT m.id FROM "Group" g CROSS JOIN LATERAL (
      SELECT id FROM "Meeting"
      WHERE "groupId" BETWEEN g.id AND g.id AND status <> 'CANCELLED' AND "endsAt" > ${toColumn(now)}::timestamptz
        AND "startsAt" > ${beganAfter(now)}::timestamptz
      ORDER BY "groupId", "startsAt" LIMIT 1) AS m`
  const rows = await tx.meeting.findMany({ where: { id: { in: next.map(m => m.id) } } })
  return rows.map(toMeeting).toSorted((a, b) => Temporal.Instant.compare(a.starts, b.starts))
}

/** The next interim coordination e-meeting of WP2 that has not begun: issues go onto its agenda. */
export async function nextCoordination(tx: Transaction, now: Temporal.Instant): Promise<Meeting | undefined> {
  const row = await tx.meeting.findFirst({
    where: {
      groupId: 'WP2',
      kind: 'COORDINATION_E_MEETING',
      status: { not: 'CANCELLED' },
      startsAt: { gt: toColumn(now) },
    },
    orderBy: { startsAt: 'asc' },
  })
  return row ? toMeeting(row) : undefined
}

export type Span = 'ahead' | 'past' | 'all'

/** Meetings by date, of one group or of all, cancelled ones included. At most `most`. */
export async function listMeetings(
  tx: Transaction,
  group: string | undefined,
  span: Span,
  now: Temporal.Instant,
  most: number,
): Promise<Meeting[]> {
  const at = toColumn(now)
  const past = { endsAt: { lte: at }, startsAt: { lte: at } }
  const when = { ahead: notOver(now), past, all: {} }[span]
  const rows = await tx.meeting.findMany({
    where: { ...(group && { groupId: group }), ...when },
    orderBy: { startsAt: span === 'past' ? 'desc' : 'asc' },
    take: most,
  })
  return rows.map(toMeeting)
}

/** Meetings whose contributions are still awaited, the nearest deadline first; those whose deadline is not yet a date come last. */
export async function awaitingContributions(
  tx: Transaction,
  group: string | undefined,
  now: Temporal.Instant,
  most: number,
): Promise<Meeting[]> {
  const open = { status: { not: 'CANCELLED' as const }, ...(group && { groupId: group }) }
  const dated = await tx.meeting.findMany({
    where: { ...open, endsAt: { gt: toColumn(now) }, cutOffAt: { gte: toColumn(now) } },
    orderBy: [{ cutOffAt: 'asc' }, { startsAt: 'asc' }],
    take: most,
  })
  if (dated.length === most) return dated.map(toMeeting)
  const undated = await tx.meeting.findMany({
    where: { ...open, ...notOver(now), deadline: null, deadlineRule: { not: null } },
    orderBy: { startsAt: 'asc' },
    take: most - dated.length,
  })
  return [...dated, ...undated].map(toMeeting)
}

/** What is on a meeting's agenda and not settled meanwhile, in its order, each in a few words. */
export const openAgenda = async (tx: Transaction, meeting: number): Promise<string[]> =>
  wordsOf(await readAgenda(tx, meeting))

const wordsOf = (agenda: AgendaEntry[]): string[] =>
  agenda
    .filter(i => !i.settled)
    .map(i => (i.reference.startsWith('ISG') ? `${i.reference} ${i.text}` : i.text))
