/** Which instances of the program are alive: each holds an advisory lock, which the server releases when it dies. */
import { Prisma } from './generated/client.ts'
import { LOCK_CLASSES } from './locks.ts'

/** A subquery: the numbers of the instances that are alive on this database. */
export const LIVE_INSTANCES = Prisma.sql`
  SELECT objid::int FROM pg_locks
  WHERE locktype = 'advisory' AND classid::int = ${LOCK_CLASSES.instance} AND granted
    AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`
