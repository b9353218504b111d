import { type Database, inTransaction } from './database/client.ts'
import { seedGroups } from './groups/seed.ts'
import { SOURCE } from './meetings/plan-2026-01.ts'
import { seedPlan } from './meetings/seed.ts'

/**
 * Fills an empty database: the groups of 2025–2028 and the plan of January 2026, as one change. Gives what it
 * did, a line each; nothing where it was filled before.
 */
export function seed(db: Database, now: Temporal.Instant): Promise<string[]> {
  return inTransaction(db, async tx => {
    // Several instances may start at once on an empty database; one fills it.
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtext('intersg seed'))`
    if ((await tx.group.count()) > 0) return []
    await seedGroups(tx)
    const meetings = await seedPlan(tx, now)
    const groups = await tx.group.count({ where: { until: null } })
    return [
      `New database: made its tables and the ${groups} groups of study period 2025–2028.`,
      `Loaded the plan of January 2026: ${meetings} meetings of RG-DT and WP2 (${SOURCE}).`,
    ]
  })
}
