/**
 * The roles on the embedded server. Its superuser creates the database and the program's role, and takes backups; the
 * program itself works as a role that owns the database and can do nothing else: it reads no file and starts no process
 * of the server, whatever a statement says.
 */
import { createHmac } from 'node:crypto'
import pg from 'pg'
import { LOCKS } from '../core/database/locks.ts'

export const DATABASE = 'intersg'
export const PROGRAM_ROLE = 'intersg_program'

/** The password of the program's role: it follows from the superuser's, and not the other way round. */
export const programPassword = (superuserPassword: string): string =>
  createHmac('sha256', superuserPassword).update(PROGRAM_ROLE).digest('base64url')

/**
 * Creates the database and the program's role where they are missing, and gives the role the database of an older version,
 * which belonged to the superuser. `urlOf` returns the superuser's address of a database.
 */
export async function ensureProgramDatabase(
  urlOf: (database: string) => string,
  password: string,
): Promise<void> {
  await withClient(urlOf('postgres'), async admin => {
    if ((await findOwner(admin)) === PROGRAM_ROLE) return
    // Several processes may start at once. The lock is released with the connection.
    await admin.query('SELECT pg_advisory_lock($1)', [LOCKS.programRole])
    const owner = await findOwner(admin)
    if (owner === PROGRAM_ROLE) return
    const { rowCount } = await admin.query('SELECT FROM pg_roles WHERE rolname = $1', [PROGRAM_ROLE])
    if (rowCount === 0)
      await admin.query(`CREATE ROLE ${PROGRAM_ROLE} LOGIN PASSWORD ${pg.escapeLiteral(password)}`)
    if (owner === undefined) await admin.query(`CREATE DATABASE ${DATABASE} OWNER ${PROGRAM_ROLE}`)
    else await withClient(urlOf(DATABASE), changeOwner)
  })
}

const findOwner = async (client: pg.Client): Promise<string | undefined> =>
  (
    await client.query<{ owner: string }>(
      'SELECT pg_get_userbyid(datdba) AS owner FROM pg_database WHERE datname = $1',
      [DATABASE],
    )
  ).rows[0]?.owner

/**
 * Assigns everything in the schema `public` to the program's role, the database last: an upgrade that breaks off
 * begins again. One statement an object, because PostgreSQL refuses REASSIGN OWNED for the first superuser of a
 * cluster.
 */
async function changeOwner(client: pg.Client): Promise<void> {
  await client.query(`
    DO $$
    DECLARE object text;
    BEGIN
      FOR object IN
        SELECT format('TABLE %s', oid::regclass) FROM pg_class
          WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p', 'v', 'm')
        UNION ALL
        SELECT format('SEQUENCE %s', oid::regclass) FROM pg_class
          WHERE relnamespace = 'public'::regnamespace AND relkind = 'S' AND NOT EXISTS
            (SELECT FROM pg_depend WHERE objid = pg_class.oid AND deptype IN ('a', 'i') AND refobjsubid > 0)
        UNION ALL
        SELECT format('ROUTINE %s', oid::regprocedure) FROM pg_proc WHERE pronamespace = 'public'::regnamespace
        UNION ALL
        SELECT format('TYPE %s', oid::regtype) FROM pg_type
          WHERE typnamespace = 'public'::regnamespace AND typtype IN ('e', 'd')
      LOOP
        EXECUTE format('ALTER %s OWNER TO ${PROGRAM_ROLE}', object);
      END LOOP;
      ALTER DATABASE ${DATABASE} OWNER TO ${PROGRAM_ROLE};
    END
    $$`)
}

async function withClient<Result>(
  url: string,
  work: (client: pg.Client) => Promise<Result>,
): Promise<Result> {
  const client = new pg.Client({ connectionString: url, application_name: 'intersg start' })
  client.on('error', () => {}) // the query under way fails, too
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}
