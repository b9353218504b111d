/** Meetings as they are asked for. */
import type { Transaction } from '../database/client.ts'
import { toColumn } from '../database/time.ts'
import { readAgenda } from './agenda.ts'
import { beganAfter } from './dates.ts'
import { type Meeting, meetingFrom } from './meeting.ts'

/** What is ahead or under way. */
const notOver = (now: Temporal.Instant) => ({
  endsAt: { gt: toColumn(now) },
  startsAt: { gt: beganAfter(now) },
})

/** A meeting is next until it ends. */
export async function nextMeeting(
  tx: Transaction,
  group: string,
  now: Temporal.Instant,
): Promise<Meeting | undefined> {
  const row = await tx.meeting.findFirst({
    where: { groupId: group, status: { not: 'CANCELLED' }, ...notOver(now) },
    orderBy: { startsAt: 'asc' },
  })
  return row ? meetingFrom(row) : undefined
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
  return rows.map(meetingFrom).toSorted((a, b) => Temporal.Instant.compare(a.starts, b.starts))
}

/** The last meeting that was not cancelled and is over. */
export async function lastMeeting(
  tx: Transaction,
  group: string,
  now: Temporal.Instant,
): Promise<Meeting | undefined> {
  const row = await tx.meeting.findFirst({
    where: {
      groupId: group,
      status: { not: 'CANCELLED' },
      endsAt: { lte: toColumn(now) },
      startsAt: { lte: toColumn(now) },
    },
    orderBy: { startsAt: 'desc' },
  })
  return row ? meetingFrom(row) : undefined
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
  return row ? meetingFrom(row) : undefined
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
  return rows.map(meetingFrom)
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
    where: { ...open, endsAt: { gt: toColumn(now) }, closesAt: { gte: toColumn(now) } },
    orderBy: [{ closesAt: 'asc' }, { startsAt: 'asc' }],
    take: most,
  })
  if (dated.length === most) return dated.map(meetingFrom)
  const undated = await tx.meeting.findMany({
    where: { ...open, ...notOver(now), deadline: null, deadlineRule: { not: null } },
    orderBy: { startsAt: 'asc' },
    take: most - dated.length,
  })
  return [...dated, ...undated].map(meetingFrom)
}

/** What is on a meeting's agenda and not settled meanwhile, in its order, each in a few words. */
export const agendaOf = async (tx: Transaction, meeting: number): Promise<string[]> =>
  (await readAgenda(tx, meeting))
    .filter(i => !i.settled)
    .map(i => (i.reference.startsWith('ISG') ? `${i.reference} ${i.text}` : i.text))
