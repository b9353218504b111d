import { randomBytes } from 'node:crypto'
import pg from 'pg'

/** A database for a while. */
export interface ScratchDatabase {
  url: string
  drop(): Promise<void>
}

// A live scratch database is one whose lock somebody holds; the server releases the locks of the killed.
const LOCK = 'pg_try_advisory_lock(hashtextextended(datname, 0))'

/**
 * Makes a database on the server of `url` with a random name, for trials with a simulated clock and for tests;
 * with `template`, a copy of that database. Scratch databases whose makers were killed are dropped first.
 */
export async function createScratchDatabase(url: string, template?: string): Promise<ScratchDatabase> {
  const admin = new pg.Client({ connectionString: url, application_name: 'intersg scratch', keepAlive: true })
  admin.on('error', () => {}) // told by the database itself, on the connections which use it
  await admin.connect()
  try {
    await sweep(admin)
    const name = `scratch_${randomBytes(6).toString('hex')}`
    await admin.query(`SELECT ${LOCK} FROM (VALUES ($1)) AS it (datname)`, [name])
    await admin.query(
      `CREATE DATABASE ${name}${template ? ` TEMPLATE ${pg.escapeIdentifier(template)}` : ''}`,
    )
    const own = new URL(url)
    own.pathname = `/${name}`
    let dropped: Promise<void> | undefined
    const drop = async () => {
      await admin.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`).finally(() => admin.end())
    }
    return { url: own.href, drop: () => (dropped ??= drop()) }
  } catch (fault) {
    await admin.end()
    throw fault
  }
}

async function sweep(admin: pg.Client): Promise<void> {
  const { rows } = await admin.query<{ datname: string }>(
    `SELECT datname FROM pg_database WHERE datname ~ '^scratch_[0-9a-f]{12}$' AND ${LOCK}`,
  )
  for (const { datname } of rows) await admin.query(`DROP DATABASE IF EXISTS ${datname} WITH (FORCE)`)
}
