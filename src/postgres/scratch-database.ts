/** Databases with a random name that are dropped after use: for trials with a simulated clock and for tests. */
import { randomBytes } from 'node:crypto'
import pg from 'pg'

export interface ScratchDatabase {
  url: string
  drop(): Promise<void>
}

export interface ScratchOptions {
  /** The database to copy; an empty one without it. */
  template?: string
  /** The address whose user owns the database and uses it; the user of the server's address without it. */
  owner?: string
}

// A scratch database in use is one whose lock a session holds; the server releases the locks of killed processes.
const LOCK = 'pg_try_advisory_lock(hashtextextended(datname, 0))'

/**
 * Creates one on the server of `url`, whose user may create databases. Databases whose creators were killed are
 * dropped first.
 */
export async function createScratchDatabase(
  url: string,
  { template, owner }: ScratchOptions = {},
): Promise<ScratchDatabase> {
  const admin = new pg.Client({ connectionString: url, application_name: 'intersg scratch', keepAlive: true })
  admin.on('error', () => {}) // the connections that use the database fail, too
  await admin.connect()
  try {
    await dropAbandoned(admin)
    const name = `scratch_${randomBytes(6).toString('hex')}`
    await admin.query(`SELECT ${LOCK} FROM (VALUES ($1)) AS it (datname)`, [name])
    // Copying files takes less time than writing each of their blocks to the log as well.
    const clauses = [
      ...(template === undefined ? [] : [`TEMPLATE ${pg.escapeIdentifier(template)} STRATEGY FILE_COPY`]),
      ...(owner === undefined ? [] : [`OWNER ${pg.escapeIdentifier(new URL(owner).username)}`]),
    ]
    await admin.query(`CREATE DATABASE ${name} ${clauses.join(' ')}`)
    const own = new URL(owner ?? url)
    own.pathname = `/${name}`
    let dropped: Promise<void> | undefined
    const drop = async () => {
      await admin.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`).finally(() => admin.end())
    }
    return { url: own.href, drop: () => (dropped ??= drop()) }
  } catch (error) {
    await admin.end()
    throw error
  }
}

async function dropAbandoned(admin: pg.Client): Promise<void> {
  const { rows } = await admin.query<{ datname: string }>(
    `SELECT datname FROM pg_database WHERE datname ~ '^scratch_[0-9a-f]{12}$' AND ${LOCK}`,
  )
  for (const { datname } of rows) await admin.query(`DROP DATABASE IF EXISTS ${datname} WITH (FORCE)`)
}
