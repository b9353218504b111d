/** Migrations: the SQL files of prisma/migrations, recorded in the table that Prisma's own tools read. */
import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import { UserError } from '../errors.ts'
import { LOCKS } from './locks.ts'

export const MIGRATIONS = fileURLToPath(new URL('../../../prisma/migrations', import.meta.url))

// As Prisma's schema engine makes it.
const TABLE = `CREATE TABLE IF NOT EXISTS _prisma_migrations (
  id varchar(36) PRIMARY KEY,
  checksum varchar(64) NOT NULL,
  finished_at timestamptz,
  migration_name varchar(255) NOT NULL,
  logs text,
  rolled_back_at timestamptz,
  started_at timestamptz NOT NULL DEFAULT now(),
  applied_steps_count integer NOT NULL DEFAULT 0
)`

/**
 * Brings the database at `url` up to the migrations in `folder` and returns the names of those it applied. Safe when
 * several instances start at once. Throws a `UserError` for a database that a newer version has migrated.
 */
export async function migrate(url: string, folder = MIGRATIONS): Promise<{ applied: string[] }> {
  const names = await migrationNames(folder)
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 })
  client.on('error', () => {}) // the query under way fails, too
  await client.connect()
  try {
    if ((await findPending(client, names)).length === 0) return { applied: [] }
    // One transaction for all: a process killed halfway leaves nothing behind that somebody must repair. The price:
    // a value added to an enum can't be used by a later migration of the same start.
    await client.query('BEGIN')
    await client.query('SELECT pg_advisory_xact_lock($1)', [LOCKS.migrate])
    const pending = await findPending(client, names)
    if (pending.length > 0) await client.query(TABLE)
    for (const name of pending) await apply(client, folder, name)
    await client.query('COMMIT')
    return { applied: pending }
  } finally {
    await client.end() // rolls back what is not committed
  }
}

/** The names of the migrations in `folder`, oldest first. */
export async function migrationNames(folder = MIGRATIONS): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true })
  return entries
    .filter(entry => entry.isDirectory())
    .map(entry => entry.name)
    .sort()
}

/** The SQL of one migration. */
export const readMigration = (folder: string, name: string): Promise<string> =>
  readFile(join(folder, name, 'migration.sql'), 'utf8')

async function apply(client: pg.Client, folder: string, name: string): Promise<void> {
  const sql = await readMigration(folder, name)
  // Without parameters the whole file is one message, which the server itself divides into statements: a semicolon
  // in the body of a function is none of our business.
  await client.query(sql).catch((cause: Error) => {
    throw new Error(`The migration ${name} failed: ${cause.message}`, { cause })
  })
  await client.query(
    `INSERT INTO _prisma_migrations (id, checksum, migration_name, started_at, finished_at, applied_steps_count)
     VALUES (gen_random_uuid(), $1, $2, now(), now(), 1)`,
    [createHash('sha256').update(sql).digest('hex'), name],
  )
}

async function findPending(client: pg.Client, names: string[]): Promise<string[]> {
  const applied = await findApplied(client)
  const unknown = applied.filter(name => !names.includes(name))
  if (unknown.length > 0) {
    throw new UserError(
      'database-newer',
      `The database was migrated by a newer version of this program (${unknown.join(', ')}): start that version, or use another database.`,
    )
  }
  return names.filter(name => !applied.includes(name))
}

async function findApplied(client: pg.Client): Promise<string[]> {
  // Not to_regclass: within a transaction its cache may still say "no" after another session has made the table.
  const { rowCount } = await client.query(
    "SELECT FROM pg_tables WHERE schemaname = current_schema() AND tablename = '_prisma_migrations'",
  )
  if (rowCount === 0) return []
  const found = await client.query<{ name: string }>(
    'SELECT migration_name AS name FROM _prisma_migrations WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL',
  )
  return found.rows.map(row => row.name)
}
