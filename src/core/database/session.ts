/** The program needs some properties of a session on the server; a pooler in between may take them away. */
import pg from 'pg'
import { UserError } from '../errors.ts'

/**
 * Sets what each session of ours needs. By a statement, and not as startup parameters: PgBouncer refuses a connection
 * with one that it doesn't know.
 */
export async function configureSession(client: pg.ClientBase, statementTimeoutMs: number): Promise<void> {
  await client.query(
    [
      // Prisma's adapter ignores the offset of a timestamptz: on a server in another zone, instants would be wrong.
      "SET timezone = 'UTC'",
      // Here once, because a level given with each transaction costs a statement more.
      "SET default_transaction_isolation = 'read committed'",
      `SET statement_timeout = ${statementTimeoutMs}`,
      `SET idle_in_transaction_session_timeout = ${2 * statementTimeoutMs}`,
    ].join('; '),
  )
}

/** A pooler with no connection left for the second session makes it wait; a server answers within milliseconds. */
const ANSWER_TIMEOUT_MS = 5_000

/**
 * Throws a `UserError` when a pooler between us and the server hands out its connections for a transaction or a
 * statement. LISTEN, advisory locks and prepared statements belong to a session: notices would come late, and live
 * instances would count as dead. Only an attempt shows it, because the pooler speaks as the server does.
 */
export async function requireOwnSession(url: string): Promise<void> {
  const [ours, other] = [connectTo(url), connectTo(url)]
  try {
    await ours.connect()
    const before = await backend(ours)
    await other.connect()
    // The other session keeps the connection on which we were served last, if the pooler has taken it from us.
    await other.query('BEGIN')
    await backend(other)
    // A session of our own answers at once; a pooler whose only connection the other one has makes us wait.
    const after = await backend(ours).catch((error: Error) => {
      throw /timeout/.test(error.message) ? refusal() : error
    })
    if (after !== before) throw refusal()
  } catch (error) {
    throw isRefusedTransaction(error) ? refusal() : error
  } finally {
    await Promise.allSettled([ours.end(), other.end()])
  }
}

/** A connection for a try at the start. */
export const connectTo = (url: string): pg.Client => {
  const client = new pg.Client({
    connectionString: url,
    application_name: 'intersg start',
    connectionTimeoutMillis: 10_000,
    query_timeout: ANSWER_TIMEOUT_MS,
  })
  client.on('error', () => {}) // the query under way fails, too
  return client
}

/** The process of the server that serves this session. */
const backend = async (client: pg.Client): Promise<number> =>
  (await client.query<{ pid: number }>('SELECT pg_backend_pid() AS pid')).rows[0]!.pid

/** PgBouncer with statement pooling refuses BEGIN, with its one code for everything. */
const isRefusedTransaction = (error: unknown): boolean =>
  error instanceof Error && /transaction blocks not allowed in statement pooling/.test(error.message)

const refusal = () =>
  new UserError(
    'database-pooling',
    'The pooler at DATABASE_URL uses transaction or statement pooling, but intersg needs whole sessions: set pool_mode = session for this database, or connect to PostgreSQL directly.',
  )
