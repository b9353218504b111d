/** Whether the program is alive and whether it can work, for its operator and for supervisors that restart it. */
import type { Bot } from '../bots/bot.ts'
import { findPlatform } from '../bots/platforms.ts'
import type { Database } from '../core/database/client.ts'
import { migrationNames } from '../core/database/migrations.ts'
import { within } from '../timing.ts'
import { plain } from './responses.ts'
import { createRoutes, type Routes } from './routes.ts'
import { shared } from './sharing.ts'

export interface HealthOptions {
  db: Database
  bots: readonly Bot[]
  /** Seconds since the scheduler's last heartbeat; undefined where no timer wakes it. */
  age: (() => number) | undefined
  /** How long the database may take. */
  timeoutMs?: number
}

/**
 * Seconds without a heartbeat after which the scheduler counts as stuck. It wakes every minute, but may be busy for
 * long with a platform that does not answer, and a restart would not help then.
 */
export const STUCK_S = 600

export function healthRoutes({ db, bots, age, timeoutMs = 3000 }: HealthOptions): Routes {
  const findFaults = shared(async () => [
    ...(await findDatabaseFaults(db, timeoutMs)),
    ...findConnectionFaults(bots),
  ])
  return createRoutes()
    .get('/healthz', c => {
      const seconds = age?.() ?? 0
      return seconds < STUCK_S
        ? plain(c, 200, 'alive')
        : plain(c, 503, `The scheduler has done nothing for ${Math.floor(seconds / 60)} minutes.`)
    })
    .get('/readyz', async c => {
      const faults = await findFaults()
      return faults.length === 0 ? plain(c, 200, 'ready') : plain(c, 503, faults.join('\n'))
    })
}

/** Why the database can't be used; never in the driver's own words, which may name hosts and users. */
async function findDatabaseFaults(db: Database, timeoutMs: number): Promise<string[]> {
  const ours = await migrationNames()
  try {
    const rows = await within(
      timeoutMs,
      db.$queryRaw<{ name: string }[]>`
        SELECT migration_name AS name FROM _prisma_migrations
        WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL`,
      undefined,
    )
    if (rows === undefined) return [NO_ANSWER]
    const applied = new Set(rows.map(r => r.name))
    const newer = [...applied.difference(new Set(ours))]
    if (newer.length > 0)
      return [`A newer version of the program has changed the database (${newer.join(', ')}).`]
    const missing = ours.filter(name => !applied.has(name))
    return missing.length > 0 ? [`The database lacks changes of this version (${missing.join(', ')}).`] : []
  } catch {
    return [NO_ANSWER]
  }
}

const NO_ANSWER = 'The database does not answer.'

const findConnectionFaults = (bots: readonly Bot[]): string[] =>
  bots
    .filter(b => b.connected?.() === false)
    .map(b => `There is no connection to ${findPlatform(b.platform).title}.`)
