/** Meetings as they are asked for. */

import type { Transaction } from '../database/client.ts'
import { toColumn } from '../database/columns.ts'
import { Prisma } from '../database/generated/client.ts'
import { HANDLER } from '../groups/handler.ts'
import { beganAfter } from './dates.ts'
import { type Meeting, toMeeting } from './meeting.ts'

/** The condition for meetings that are ahead or under way. */
const notOver = (now: Temporal.Instant) => ({
  endsAt: { gt: toColumn(now) },
  startsAt: { gt: beganAfter(now) },
})

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
      groupId: HANDLER,
      kind: 'COORDINATION_E_MEETING',
      status: { not: 'CANCELLED' },
      startsAt: { gt: toColumn(now) },
    },
    orderBy: { startsAt: 'asc' },
  })
  return row ? toMeeting(row) : undefined
}

export type Span = 'ahead' | 'past' | 'all'

/** Meetings by date, of one group or of all; a cancelled one is no longer ahead. At most `most`. */
export async function listMeetings(
  tx: Transaction,
  group: string | undefined,
  span: Span,
  now: Temporal.Instant,
  most: number,
  skip = 0,
): Promise<Meeting[]> {
  const at = toColumn(now)
  const past = { endsAt: { lte: at }, startsAt: { lte: at } }
  const ahead = { ...notOver(now), status: { not: 'CANCELLED' as const } }
  const when = { ahead, past, all: {} }[span]
  const rows = await tx.meeting.findMany({
    where: { ...(group && { groupId: group }), ...when },
    orderBy: [{ startsAt: span === 'past' ? 'desc' : 'asc' }, { id: 'asc' }],
    skip,
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
    where: { ...open, ...notOver(now), deadline: null, deadlineRule: { not: Prisma.DbNull } },
    orderBy: { startsAt: 'asc' },
    take: most - dated.length,
  })
  return [...dated, ...undated].map(toMeeting)
}
