/** Whether a server, or the pooler before it, gives an instance all the connections that it will use. */
import { UserError } from '../errors.ts'
import { POOL } from './client.ts'
import { connectTo } from './session.ts'

/** The connections of one instance: its pool, the connection that listens, and one to spare for a task beside it. */
export const CONNECTIONS = POOL + 2

/**
 * Throws a `UserError` when fewer than `CONNECTIONS` can be open at once. Only an attempt shows it: a limit may be the
 * server's, the role's, the database's or a pooler's, and others use a part of it.
 */
export async function requireConnections(url: string): Promise<void> {
  const clients = Array.from({ length: CONNECTIONS }, () => connectTo(url))
  const tries = await Promise.allSettled(
    clients.map(async client => {
      await client.connect()
      // PgBouncer takes any number of clients, and lets them wait here.
      await client.query('SELECT 1')
    }),
  )
  await Promise.allSettled(clients.map(client => client.end()))
  const failures = tries.filter(each => each.status === 'rejected').map(({ reason }) => reason as Error)
  if (failures.length === 0) return
  const given = CONNECTIONS - failures.length
  const other = failures.find(failure => !isShortage(failure))
  // With none at all, the limit is not what is wrong.
  if (other || (given === 0 && !failures.some(isRefusal))) throw other ?? failures[0]
  throw new UserError(
    'database-connections',
    `The PostgreSQL server at DATABASE_URL gives intersg ${given === 0 ? 'no connection' : `only ${given} of the ${CONNECTIONS} connections that each instance needs`}: raise max_connections, the limit of the role or of the database, or default_pool_size of PgBouncer.`,
  )
}

const isShortage = (error: Error & { code?: string }): boolean =>
  isRefusal(error) || /timeout|Connection terminated/.test(error.message)

/** 53300 is PostgreSQL's "too many connections"; PgBouncer has one code for everything. */
const isRefusal = (error: Error & { code?: string }): boolean =>
  error.code === '53300' || /no more connections allowed|query_wait_timeout/.test(error.message)
