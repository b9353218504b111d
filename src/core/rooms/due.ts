/** When the work of rooms falls due, read for all of them in one statement. */
import type { Database } from '../database/client.ts'
import { Prisma } from '../database/generated/client.ts'
import type { DueWork } from './room.ts'

/** The `next` of work whose `reads` is one instant in SQL (or null). */
export const instantRead = (read: unknown): Temporal.Instant | undefined =>
  typeof read === 'string' ? Temporal.Instant.from(read) : undefined

export interface Due {
  work: DueWork
  /** Undefined: nothing is planned. */
  at: Temporal.Instant | undefined
}

/** The next instant of each, in the same order. */
export async function findDue(db: Database, all: readonly DueWork[]): Promise<Due[]> {
  const [row] = await db.$queryRaw<[{ read: unknown[] }]>`
    SELECT jsonb_build_array(${Prisma.join(all.map(({ reads }) => reads))}) AS read`
  return all.map((work, i) => ({ work, at: work.next(row.read[i]) }))
}
