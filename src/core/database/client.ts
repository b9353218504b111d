import { setTimeout as sleep } from 'node:timers/promises'
import { PrismaPg } from '@prisma/adapter-pg'
import { QueuedClient } from './connection.ts'
import { Prisma, PrismaClient } from './generated/client.ts'
import { configureSession } from './session.ts'
import { isUnreachable } from './unreachable.ts'

export type Database = PrismaClient
export type Transaction = Prisma.TransactionClient

export interface DatabaseOptions {
  /** The greatest number of connections of this instance. */
  pool?: number
  /** The server cancels a statement that takes longer. */
  statementTimeoutMs?: number
  /** Called when a connection fails. */
  onError?: (error: Error) => void
}

/** The connections of one instance that work side by side. */
export const POOL = 10

/** Opens the database at `url`; connections are made when they are needed. Close it with `closeDatabase`. */
export function openDatabase(url: string, options: DatabaseOptions = {}): Database {
  const { pool = POOL, statementTimeoutMs = 15_000, onError = () => {} } = options
  const adapter = new PrismaPg(
    {
      connectionString: url,
      application_name: 'intersg',
      Client: QueuedClient,
      max: pool,
      connectionTimeoutMillis: 10_000,
      // A shorter time would make what comes due after a quiet minute wait for a new connection.
      idleTimeoutMillis: 300_000,
      keepAlive: true,
      // For a server, or a pooler that waits for one, which doesn't answer at all: PgBouncer waits two minutes.
      query_timeout: statementTimeoutMs + 5_000,
      onConnect: client => configureSession(client, statementTimeoutMs),
    },
    { onPoolError: onError, onConnectionError: onError, statementNameGenerator: createStatementNames() },
  )
  return new PrismaClient({ adapter, transactionOptions: { maxWait: 10_000, timeout: statementTimeoutMs } })
}

export const closeDatabase = (db: Database): Promise<void> => db.$disconnect()

/**
 * A statement with this in it is planned for its values each time and not kept prepared: how it is read best depends on
 * how many rows fit them.
 */
export const PLANNED_BY_VALUES = '/* planned by its values */'

/** How many statements a connection keeps prepared. The program has fewer, except for lists of any length. */
const MAX_PREPARED = 500

/** Names for statements, under which PostgreSQL keeps them prepared: each connection then parses them once. */
function createStatementNames(): (query: { sql: string; args: readonly unknown[] }) => string {
  const names = new Map<string, string>()
  return ({ sql, args }) => {
    // Parsing a statement without values, such as COMMIT, takes no longer than finding its name.
    if (sql.includes(PLANNED_BY_VALUES)) return ''
    if (args.length > 0 && !names.has(sql) && names.size < MAX_PREPARED) names.set(sql, `s${names.size + 1}`)
    // A statement without a name is not kept.
    return names.get(sql) ?? ''
  }
}

/** How often a transaction that conflicts with another is attempted. */
const CONFLICT_ATTEMPTS = 3

/**
 * Runs `work` in a transaction, and again from its beginning when the database cancelled it because of another
 * (deadlock, serialization failure). So `work` must do nothing that a rollback doesn't undo.
 */
export async function inTransaction<Result>(
  db: Database,
  work: (tx: Transaction) => Promise<Result>,
): Promise<Result> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await db.$transaction(work)
    } catch (error) {
      if (attempt === CONFLICT_ATTEMPTS || !isConflict(error)) throw error
      await sleep(Math.random() * 20 * attempt) // at random, so that the same two don't meet again
    }
  }
}

/** Delays before the attempts after a lost connection: a server that restarts is away for a second or two. */
const RECONNECT_DELAYS_MS = [100, 400, 1500]

/**
 * Runs `work`, and again when the connection to the database was lost or could not be made. Work whose connection was
 * lost may have been done all the same, so doing it twice must be the same as doing it once.
 */
export async function withReconnect<Result>(work: () => Promise<Result>): Promise<Result> {
  for (const delay of RECONNECT_DELAYS_MS) {
    try {
      return await work()
    } catch (error) {
      if (!isUnreachable(error)) throw error
      await sleep(delay)
    }
  }
  return work()
}

// P2034 from Prisma's own queries; raw ones fail with P2010 and the server's code.
function isConflict(error: unknown): boolean {
  if (!(error instanceof Prisma.PrismaClientKnownRequestError)) return false
  return error.code === 'P2034' || /\b(40001|40P01)\b|TransactionWriteConflict/.test(error.message)
}
