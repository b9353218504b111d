import { setTimeout as sleep } from 'node:timers/promises'
import { PrismaPg } from '@prisma/adapter-pg'
import { Prisma, PrismaClient } from './generated/client.ts'

export type Database = PrismaClient
export type Transaction = Prisma.TransactionClient

export interface DatabaseOptions {
  /** Connections at most; each instance has its own. */
  pool?: number
  /** A statement that takes longer is broken off, in ms. */
  statementTimeout?: number
  onError?: (fault: Error) => void
}

/** Opens the database at `url`; connections are made when they are needed. Close it with `closeDatabase`. */
export function openDatabase(url: string, options: DatabaseOptions = {}): Database {
  const { pool = 10, statementTimeout = 15_000, onError = () => {} } = options
  const adapter = new PrismaPg(
    {
      connectionString: url,
      application_name: 'intersg',
      max: pool,
      connectionTimeoutMillis: 10_000,
      // Else what comes due after a quiet minute would have to wait for a new connection.
      idleTimeoutMillis: 300_000,
      keepAlive: true,
      statement_timeout: statementTimeout,
      idle_in_transaction_session_timeout: 2 * statementTimeout,
      // The adapter takes the offset of every timestamptz for +00, so a server in another zone gave wrong instants.
      // Read committed is said here, for all transactions: said with each, it is a statement more.
      options: '-c timezone=UTC -c default_transaction_isolation=read\\ committed',
    },
    { onPoolError: onError, onConnectionError: onError, statementNameGenerator: namesOfStatements() },
  )
  return new PrismaClient({ adapter, transactionOptions: { maxWait: 10_000, timeout: statementTimeout } })
}

/** How many statements a connection keeps prepared. The program has fewer, but for lists of any length. */
const PREPARED = 500

/** Names for statements, by which PostgreSQL keeps them prepared: it then reads each once a connection. */
function namesOfStatements(): (query: { sql: string; args: readonly unknown[] }) => string {
  const names = new Map<string, string>()
  return ({ sql, args }) => {
    // What has no values, such as COMMIT, is read as fast as a name.
    if (args.length > 0 && !names.has(sql) && names.size < PREPARED) names.set(sql, `s${names.size + 1}`)
    // Without a name it is not kept.
    return names.get(sql) ?? ''
  }
}

export const closeDatabase = (db: Database): Promise<void> => db.$disconnect()

/** How often a transaction is tried that collides with another. */
const TRIES = 3

/**
 * Runs `work` in a transaction, and once more from its beginning when the database broke it off because of
 * another (deadlock, serialization failure). So `work` must do nothing that a rollback doesn't undo.
 */
export async function inTransaction<Result>(
  db: Database,
  work: (tx: Transaction) => Promise<Result>,
): Promise<Result> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await db.$transaction(work)
    } catch (fault) {
      if (attempt === TRIES || !collided(fault)) throw fault
      await sleep(Math.random() * 20 * attempt) // apart, so that the same two don't meet again
    }
  }
}

/** Waits before what broke off is tried again, in ms: a server that restarts is away for a second or two. */
const WAITS = [100, 400, 1500]

/**
 * Runs `work`, and again when the connection to the database broke or could not be made. What broke off may be done
 * all the same, so `work` must be such that twice is the same as once.
 */
export async function inSpiteOfBreaks<Result>(work: () => Promise<Result>): Promise<Result> {
  for (const wait of WAITS) {
    try {
      return await work()
    } catch (fault) {
      if (!brokeOff(fault)) throw fault
      await sleep(wait)
    }
  }
  return work()
}

// P1001, P1008 and P1017 from Prisma; in a transaction the words of pg itself come through, and the server's own codes.
const BROKE_OFF =
  /\b(P1001|P1008|P1017|57P01|57P02|57P03|ECONNREFUSED|ECONNRESET|EPIPE)\b|Connection terminated|Server has closed|not queryable/

function brokeOff(fault: unknown): boolean {
  if (!(fault instanceof Error)) return false
  const code = 'code' in fault ? String(fault.code) : ''
  return BROKE_OFF.test(`${code} ${fault.message}`) || brokeOff(fault.cause)
}

// P2034 from Prisma's own queries; raw ones give P2010 with the server's code.
function collided(fault: unknown): boolean {
  if (!(fault instanceof Prisma.PrismaClientKnownRequestError)) return false
  return fault.code === 'P2034' || /\b(40001|40P01)\b|TransactionWriteConflict/.test(fault.message)
}
