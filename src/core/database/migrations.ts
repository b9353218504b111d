import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { MigrationList } from '@prisma/schema-engine-wasm'
import type pg from 'pg'
import { UserError } from '../errors.ts'
import { inOneTransaction } from './one-transaction.ts'

export const MIGRATIONS = fileURLToPath(new URL('../../../prisma/migrations', import.meta.url))

/** Entities the engine should leave alone: none. */
export const FILTERS = { externalTables: [], externalEnums: [] }

// One key for all instances: "isgm" in ASCII.
const LOCK = 0x6973676d

/**
 * Brings the database up to the migrations of this program and answers which it applied. Safe when several
 * instances start at once; refuses a database which a newer program has migrated.
 */
export async function migrate(url: string, folder = MIGRATIONS): Promise<{ applied: string[] }> {
  const names = await migrationNames(folder)
  // In one transaction: a process killed halfway leaves nothing behind for somebody to repair. The price: a value
  // added to an enum can't be used by a later migration of the same start.
  return inOneTransaction(url, async pool => {
    if ((await pending(pool, names)).length === 0) return { applied: [] }
    await pool.query(`SELECT pg_advisory_xact_lock(${LOCK})`)
    const stillPending = (await pending(pool, names)).length > 0
    return { applied: stillPending ? await apply(pool, folder) : [] }
  })
}

/** The migrations in `folder`, oldest first. */
export async function migrationNames(folder = MIGRATIONS): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true })
  return entries
    .filter(entry => entry.isDirectory())
    .map(entry => entry.name)
    .sort()
}

/** The migrations as the schema engine wants them. */
export async function migrationList(folder = MIGRATIONS): Promise<MigrationList> {
  const names = await migrationNames(folder)
  const content = (name: string) => readFile(join(folder, name, 'migration.sql'), 'utf8')
  return {
    baseDir: folder,
    lockfile: { path: 'migration_lock.toml', content: 'provider = "postgresql"\n' },
    shadowDbInitScript: '',
    migrationDirectories: await Promise.all(
      names.map(async path => ({
        path,
        migrationFile: { path: 'migration.sql', content: { tag: 'ok', value: await content(path) } },
      })),
    ),
  }
}

// Plain SQL, because the engine takes longer to load than a start may.
async function pending(pool: pg.Pool, names: string[]): Promise<string[]> {
  const done = await applied(pool)
  const unknown = done.filter(name => !names.includes(name))
  if (unknown.length > 0) {
    throw new UserError(
      'database-newer',
      `The database was migrated by a newer version of this program (${unknown.join(', ')}): start that version, or use another database.`,
    )
  }
  return names.filter(name => !done.includes(name))
}

async function applied(pool: pg.Pool): Promise<string[]> {
  // Not to_regclass: within a transaction it may go on saying "no" from a cache after another has made the table.
  const { rowCount } = await pool.query(
    "SELECT FROM pg_tables WHERE schemaname = current_schema() AND tablename = '_prisma_migrations'",
  )
  if (rowCount === 0) return []
  const found = await pool.query<{ name: string }>(
    'SELECT migration_name AS name FROM _prisma_migrations WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL',
  )
  return found.rows.map(row => row.name)
}

async function apply(pool: pg.Pool, folder: string): Promise<string[]> {
  const { openSchemaEngine } = await import('./schema-engine.ts')
  const engine = await openSchemaEngine(pool)
  try {
    const migrationsList = await migrationList(folder)
    return (await engine.applyMigrations({ migrationsList, filters: FILTERS })).appliedMigrationNames
  } finally {
    engine.free()
  }
}
