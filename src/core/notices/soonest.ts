/** The subject of a notice may begin or end soon: then the notice can't wait. */
import { z } from 'zod'
import type { Transaction } from '../database/client.ts'
import { instantFrom } from '../database/columns.ts'
import type { Notice as NoticeRow } from '../database/generated/client.ts'
import { ISSUE, isIssueRef } from '../references/issue.ts'

/** The time of a meeting before it was moved. */
const movedSchema = z.object({ before: z.object({ starts: z.string() }) })

/**
 * The first instant after `now` at which the meeting of a notice begins, or began before it was moved, its contributions are
 * due, or the timeline of its issue ends; undefined: none of them is ahead.
 */
export async function findSoonest(
  tx: Transaction,
  { subject, data }: Pick<NoticeRow, 'subject' | 'data'>,
  now: Temporal.Instant,
): Promise<Temporal.Instant | undefined> {
  const moved = movedSchema.safeParse(data)
  const before = moved.success ? [Temporal.Instant.from(moved.data.before.starts)] : []
  return [...(await instantsOf(tx, subject)), ...before]
    .filter(at => Temporal.Instant.compare(at, now) > 0)
    .toSorted(Temporal.Instant.compare)[0]
}

async function instantsOf(tx: Transaction, subject: string): Promise<Temporal.Instant[]> {
  const meeting = /^MTG-(\d+)$/.exec(subject)
  const row = meeting
    ? await tx.meeting.findUnique({
        where: { id: Number(meeting[1]) },
        select: { startsAt: true, cutOffAt: true },
      })
    : isIssueRef(subject)
      ? await tx.issue.findUnique({ where: { id: ISSUE.parse(subject) }, select: { lapsesAt: true } })
      : null
  return Object.values(row ?? {}).flatMap(at => (at === null ? [] : [instantFrom(at)]))
}
