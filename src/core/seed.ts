import { type Database, inTransaction } from './database/client.ts'
import { toColumn } from './database/columns.ts'
import { LOCKS, lockUntilEnd } from './database/locks.ts'
import { UserError } from './errors.ts'
import { createWork } from './events/events.ts'
import { AGREED, SOURCE } from './plans/plan-2026-01.ts'
import { seedPlan } from './plans/seed.ts'
import { seedGroups } from './registers/groups/seed.ts'
import { SUBSCRIPTIONS } from './subscriptions.ts'
import { inGeneva } from './time/geneva.ts'

/** The setting that tells which clock a database was filled by. */
const CLOCK = 'clock'

/** Simulated facts don't belong among real ones: a trial would count real reminders as told. Throws a UserError. */
function assertSameClock(filledBy: string, clock: 'real' | 'simulated'): void {
  if (filledBy === clock) return
  throw new UserError(
    'other-clock',
    filledBy === 'real'
      ? 'This database has real data, and a simulated clock would mix trial data with it. Unset INTERSG_CLOCK, or name another INTERSG_DATA_DIR or DATABASE_URL.'
      : 'This database has a trial with a simulated clock. Set INTERSG_CLOCK to go on with it, or name another INTERSG_DATA_DIR or DATABASE_URL.',
  )
}

/**
 * Fills an empty database: the groups of 2025–2028 and, from the day it was agreed, the plan of January 2026, as one
 * change. Returns what it did, a line each; nothing where it was filled before.
 */
export function seed(
  db: Database,
  now: Temporal.Instant,
  clock: 'real' | 'simulated' = 'real',
): Promise<string[]> {
  return inTransaction(db, async tx => {
    // Several instances may start at once on an empty database; one fills it.
    await lockUntilEnd(tx, LOCKS.seed)
    const filledBy = await tx.setting.findUnique({ where: { name: CLOCK } })
    if (filledBy) {
      assertSameClock(filledBy.value, clock)
      return []
    }
    await tx.setting.create({
      data: { name: CLOCK, value: clock, by: { name: 'the first start' }, at: toColumn(now) },
    })
    const work = createWork(tx, now, SUBSCRIPTIONS)
    await seedGroups(work)
    const groups = await tx.group.count({ where: { until: null } })
    const made = `New database with the ${groups} groups of study period 2025–2028.`
    // A trial of 2025 has the plan of its own time before it, which could not be loaded under a later one.
    if (Temporal.PlainDate.compare(inGeneva(now).toPlainDate(), AGREED) < 0) return [made]
    const meetings = await seedPlan(work)
    return [made, `Loaded the plan of January 2026: ${meetings} meetings of RG-DT and WP2 (${SOURCE}).`]
  })
}
