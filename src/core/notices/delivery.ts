/** One notice to one address: claimed, tried, finished. The rules are pure; the statements around them short. */
import { randomInt } from 'node:crypto'
import type { Platform } from '../commands/port.ts'
import type { Database, Transaction } from '../database/client.ts'
import { toColumn } from '../database/time.ts'
import type { DeliveryFault } from './fault.ts'

/** A delivery that this instance holds and must finish. */
export interface Claimed {
  id: bigint
  noticeId: bigint
  platform: Platform
  address: string
  priority: number
  /** With the claimant, the right to finish: a later claim has a higher number. */
  attempts: number
  /** An earlier try may have arrived. */
  uncertain: boolean
  triedAt: Date
}

/** Waits between tries, in seconds; the last one repeats. */
const WAITS = [1, 5, 20, 60, 300, 900, 3600]
/** After so many tries without an answer it is given up; some nine hours. */
const MOST_TRIES = 15

export type AfterFault =
  | { state: 'WAITING'; nextAt: Temporal.Instant; uncertain: boolean }
  | { state: 'FAILED'; uncertain: boolean }

/**
 * What a fault makes of a delivery. `jitter` in 0…1 spreads tries that failed together. The platform's own
 * Retry-After counts where it is longer than ours.
 */
export function afterFault(
  fault: Pick<DeliveryFault, 'outcome' | 'retryAfter'>,
  attempts: number,
  now: Temporal.Instant,
  jitter: number,
): AfterFault {
  const uncertain = fault.outcome === 'uncertain'
  if (fault.outcome === 'never' || attempts >= MOST_TRIES) return { state: 'FAILED', uncertain }
  const own = WAITS[Math.min(attempts, WAITS.length) - 1]! * 1000 * (0.8 + 0.4 * jitter)
  const wait = Math.round(Math.max(own, fault.retryAfter ?? 0))
  return { state: 'WAITING', nextAt: now.add({ milliseconds: wait }), uncertain }
}

/** Takes deliveries that are due and nobody else holds, the most important first. */
export async function claimDue(
  db: Database,
  now: Temporal.Instant,
  claimant: number,
  platforms: readonly Platform[],
  most: number,
): Promise<Claimed[]> {
  const at = toColumn(now)
  const claimed = await db.$queryRaw<Claimed[]>`
    UPDATE "Delivery" SET state = 'SENDING', claimant = ${claimant}, attempts = attempts + 1,
      "triedAt" = coalesce("triedAt", ${at}::timestamptz)
    WHERE id IN (
      SELECT id FROM "Delivery"
      WHERE state = 'WAITING' AND "nextAt" <= ${at}::timestamptz AND platform = ANY(${[...platforms]})
      ORDER BY priority, "nextAt", id LIMIT ${most} FOR UPDATE SKIP LOCKED)
    RETURNING id, "noticeId", platform, address, priority, attempts, uncertain, "triedAt"`
  return claimed.toSorted((a, b) => a.priority - b.priority || Number(a.id - b.id))
}

/** Gives back what instances held that are no longer alive; whether it arrived is uncertain. */
export async function freeAbandoned(db: Database): Promise<number> {
  return db.$executeRaw`
    UPDATE "Delivery" SET state = 'WAITING', claimant = NULL, uncertain = true
    WHERE state = 'SENDING' AND claimant NOT IN (
      SELECT objid::int FROM pg_locks
      WHERE locktype = 'advisory' AND classid::int = ${INSTANCE_LOCK} AND granted
        AND database = (SELECT oid FROM pg_database WHERE datname = current_database()))`
}

/** The class of the advisory locks that say which instances are alive. */
export const INSTANCE_LOCK = 7_0901

/** A number for this process; its advisory lock says that it is alive. */
export const newInstance = (): number => randomInt(1, 2 ** 31 - 1)

type Finish =
  | { state: 'SENT'; message: string; sentAt: string; fault: null }
  | { state: 'DROPPED' }
  | { state: 'WAITING'; nextAt: string; uncertain: boolean; fault: string; claimant: null }
  | { state: 'FAILED'; uncertain: boolean; fault: string }

/** Writes how a try ended, if the claim is still this instance's. Gives whether it was. */
export async function finish(
  tx: Transaction,
  held: Claimed,
  claimant: number,
  end: Finish,
): Promise<boolean> {
  const { count } = await tx.delivery.updateMany({
    where: { id: held.id, state: 'SENDING', claimant, attempts: held.attempts },
    data: end,
  })
  return count === 1
}
