/** After a database was restored from a backup: its unfinished deliveries may have been sent already. */
import type { Database } from '../database/client.ts'
import { toColumn } from '../database/columns.ts'
import { LIVE_INSTANCES } from '../database/instances.ts'

/** How many instances of the program use the database. */
export async function countInstances(db: Database): Promise<number> {
  const [row] = await db.$queryRaw<[{ count: bigint }]>`
    SELECT count(*) FROM (${LIVE_INSTANCES}) AS live`
  return Number(row.count)
}

/**
 * Marks the outcome of every unfinished delivery as unknown since `since`: it is looked for on its platform before it is
 * sent. It counts as tried, because one that never was is given up after a week. Returns how many there are.
 */
export async function markOutcomeUnknown(db: Database, since: Temporal.Instant): Promise<number> {
  return db.$executeRaw`
    UPDATE "Delivery" SET state = 'WAITING', claimant = NULL, attempts = 1, "outcomeUnknown" = true,
      "triedAt" = least("triedAt", ${toColumn(since)}::timestamptz)
    WHERE state IN ('WAITING', 'SENDING')`
}
