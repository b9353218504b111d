/** The meetings of a year of Geneva's calendar. */
import type { Transaction } from '../database/client.ts'
import { toColumn } from '../database/columns.ts'
import { UserError } from '../errors.ts'
import { atGeneva, inGeneva } from '../time/geneva.ts'
import { type Meeting, toMeeting } from './meeting.ts'

/** A year as it is written; this year where it is left out. Throws a UserError. */
export function readYear(raw: string | undefined, now: Temporal.Instant): number {
  const present = inGeneva(now).year
  if (raw === undefined) return present
  if (/^(?:19|20)\d{2}$/.test(raw)) return Number(raw)
  throw new UserError('not-a-year', `“${raw.slice(0, 20)}” is no year; write it like ${present}.`, 'year')
}

/** Meetings that begin in the year, by date: of a group and those to which it is called, or of all. */
export async function meetingsOfYear(
  tx: Transaction,
  year: number,
  group: string | undefined,
  { skip, take }: { skip: number; take: number },
): Promise<Meeting[]> {
  const start = atGeneva(Temporal.PlainDate.from({ year, month: 1, day: 1 }), '00:00')
  const end = atGeneva(Temporal.PlainDate.from({ year: year + 1, month: 1, day: 1 }), '00:00')
  const rows = await tx.meeting.findMany({
    where: {
      startsAt: { gte: toColumn(start), lt: toColumn(end) },
      ...(group !== undefined && { OR: [{ groupId: group }, { groups: { has: group } }] }),
    },
    orderBy: [{ startsAt: 'asc' }, { id: 'asc' }],
    skip,
    take,
  })
  return rows.map(toMeeting)
}
