/** How much waits to be sent: a few bounded reads, each by an index, whatever the number of rows. */

import type { Database } from '../database/client.ts'
import { instantFrom, toColumn } from '../database/columns.ts'
import type { Platform } from '../platforms/platform.ts'

export interface Queue {
  /** Planned, due or not: counted up to `MAX_COUNTED`, beyond that the server's own estimate. */
  planned: number
  /** Planned, due and not addressed yet; counted up to `MAX_COUNTED`. */
  due: number
  /** By platform and state; counted up to `MAX_COUNTED` of each state. */
  deliveries: { platform: Platform; state: 'WAITING' | 'SENDING'; count: number }[]
  /** When the first of them is or was due; undefined: nothing is planned, or nothing waits. */
  oldest: { notice: Temporal.Instant | undefined; delivery: Temporal.Instant | undefined }
}

/** Counting more would take longer, and an operator has been warned by then. */
export const MAX_COUNTED = 10_000

export async function readQueue(db: Database, now: Temporal.Instant): Promise<Queue> {
  const [counted] = await db.$queryRaw<[{ planned: bigint; due: bigint; notice: Date | null }]>`
    SELECT
      (SELECT count(*) FROM (SELECT FROM "Notice" WHERE state = 'PLANNED' LIMIT ${MAX_COUNTED}) p) AS planned,
      (SELECT count(*) FROM (SELECT FROM "Notice"
        WHERE state = 'PLANNED' AND "dueAt" <= ${toColumn(now)}::timestamptz LIMIT ${MAX_COUNTED}) d) AS due,
      (SELECT min("dueAt") FROM "Notice" WHERE state = 'PLANNED') AS notice`
  const rows = await db.$queryRaw<
    { platform: Platform; state: 'WAITING' | 'SENDING'; count: bigint; oldest: Date }[]
  >`
    SELECT platform, state, count(*), min("nextAt") AS oldest FROM (
      (SELECT platform, state, "nextAt" FROM "Delivery" WHERE state = 'WAITING' LIMIT ${MAX_COUNTED})
      UNION ALL
      (SELECT platform, state, "nextAt" FROM "Delivery" WHERE state = 'SENDING' LIMIT ${MAX_COUNTED})) d
    GROUP BY platform, state`
  const waiting = rows.filter(r => r.state === 'WAITING').map(r => instantFrom(r.oldest))
  const planned = Number(counted.planned)
  return {
    planned: planned < MAX_COUNTED ? planned : Math.max(MAX_COUNTED, await estimatedPlanned(db)),
    due: Number(counted.due),
    deliveries: rows.map(({ platform, state, count }) => ({ platform, state, count: Number(count) })),
    oldest: {
      notice: counted.notice ? instantFrom(counted.notice) : undefined,
      delivery: waiting.toSorted(Temporal.Instant.compare)[0],
    },
  }
}

/** Counting a million rows reads them all. The planner has an estimate, as of its last analysis of the table. */
async function estimatedPlanned(db: Database): Promise<number> {
  const [row] = await db.$queryRaw<[Record<'QUERY PLAN', [{ Plan: { 'Plan Rows': number } }]>]>`
    EXPLAIN (FORMAT JSON) SELECT FROM "Notice" WHERE state = 'PLANNED'`
  return row['QUERY PLAN'][0].Plan['Plan Rows']
}
