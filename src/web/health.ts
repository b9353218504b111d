/** Whether the program lives, and whether it can work: for whoever runs it, and what starts it again. */
import type { Bot } from '../bots/bot.ts'
import { findPlatform } from '../bots/platforms.ts'
import type { Database } from '../core/database/client.ts'
import { migrationNames } from '../core/database/migrations.ts'
import { plain, type Route } from './route.ts'
import { shared, within } from './sharing.ts'

export interface HealthOptions {
  db: Database
  bots: readonly Bot[]
  /** Seconds since the scheduler's last sign of life; undefined where no timer wakes it. */
  age: (() => number) | undefined
  /** How long the database may take, in milliseconds. */
  patience?: number
}

/**
 * Seconds without a sign of life after which the scheduler counts as stuck. Awake each minute, it may still be busy
 * for long with a platform that answers nothing, and starting again would not help then.
 */
export const STUCK = 600

export function healthRoutes({ db, bots, age, patience = 3000 }: HealthOptions): Route[] {
  const reasons = shared(async () => [...(await databaseFaults(db, patience)), ...connectionFaults(bots)])
  return [
    {
      path: '/healthz',
      answer() {
        const minutes = Math.floor((age?.() ?? 0) / 60)
        return minutes < STUCK / 60
          ? plain(200, 'alive')
          : plain(503, `The scheduler has done nothing for ${minutes} minutes.`)
      },
    },
    {
      path: '/readyz',
      async answer() {
        const why = await reasons()
        return why.length === 0 ? plain(200, 'ready') : plain(503, why.join('\n'))
      },
    },
  ]
}

/** What keeps the database from being used; never the driver's own words, which may name hosts and users. */
async function databaseFaults(db: Database, patience: number): Promise<string[]> {
  const ours = await migrationNames()
  try {
    const rows = await within(
      patience,
      db.$queryRaw<{ name: string }[]>`
        SELECT migration_name AS name FROM _prisma_migrations
        WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL`,
    )
    const there = new Set(rows.map(r => r.name))
    const newer = [...there.difference(new Set(ours))]
    if (newer.length > 0)
      return [`A newer version of the program has changed the database (${newer.join(', ')}).`]
    const missing = ours.filter(name => !there.has(name))
    return missing.length > 0 ? [`The database lacks changes of this version (${missing.join(', ')}).`] : []
  } catch {
    return ['The database does not answer.']
  }
}

const connectionFaults = (bots: readonly Bot[]): string[] =>
  bots
    .filter(b => b.connected?.() === false)
    .map(b => `There is no connection to ${findPlatform(b.platform).title}.`)
