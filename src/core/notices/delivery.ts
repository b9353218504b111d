/**
 * One notice to one address: claimed, tried, finished.
 *
 *   WAITING ──claim──▶ SENDING ──┬─ sent, or found where an earlier attempt left it ──▶ SENT
 *      ▲                         ├─ its notice is withdrawn or expired ──────────────▶ DROPPED
 *      │                         ├─ never, or tried for three days ──────────────────▶ FAILED
 *      ├── release (not tried) ──┤
 *      ├── later ────────────────┤
 *      └── outcome unknown ──────┴─ the claimant is gone: recover ─┐
 *      ▲                                                           │
 *      └───────────────────────────────────────────────────────────┘
 */
import { randomInt } from 'node:crypto'
import type { Database, Transaction } from '../database/client.ts'
import { toColumn } from '../database/columns.ts'
import type { Notice as NoticeRow } from '../database/generated/client.ts'
import { LIVE_INSTANCES } from '../database/instances.ts'
import type { Platform } from '../platforms/platform.ts'
import { IN_TRANSIT_MS } from './retry.ts'

/** A delivery that this instance has claimed and must finish. */
export interface ClaimedDelivery {
  id: bigint
  noticeId: bigint
  platform: Platform
  address: string
  priority: number
  /** Counted at each claim, and given back when it is released. With the claimant, the right to finish. */
  attempts: number
  /** An earlier attempt may have arrived: look before sending again. */
  outcomeUnknown: boolean
  /** The first delivery that failed, which this one replaces. */
  fallbackFor: bigint | null
  /** The first attempt. */
  triedAt: Date
  /** Why the attempt before failed. */
  fault: string | null
  notice: NoticeRow
}

/**
 * The mark by which a notice's message is found again on a platform. Repetitions of a notice have the same key and are
 * different messages: the first one found for the second would lose it.
 */
export const messageMark = ({ key, occurrence }: Pick<NoticeRow, 'key' | 'occurrence'>): string =>
  occurrence === 1 ? key : `${key}#${occurrence}`

interface Owner {
  platform: Platform
  claimant: number
}

/**
 * Recovers deliveries claimed by instances that are no longer alive. Their outcome is unknown: each is looked for once
 * it must have arrived if it was sent at all.
 */
export async function recoverAbandoned(
  db: Database,
  now: Temporal.Instant,
  { platform, claimant }: Owner,
): Promise<number> {
  const at = toColumn(now.add({ milliseconds: IN_TRANSIT_MS }))
  return db.$executeRaw`
    UPDATE "Delivery" SET state = 'WAITING', claimant = NULL, "outcomeUnknown" = true,
      "nextAt" = greatest("nextAt", ${at}::timestamptz)
    WHERE state = 'SENDING' AND platform = ${platform} AND claimant <> ${claimant} AND claimant NOT IN (${LIVE_INSTANCES})`
}

/**
 * Recovers deliveries that this instance claimed without learning of it: the response to the claim was lost on its way
 * from the database, so nothing of them was sent. `known`: the claims it knows of. Not while a claim is under way whose
 * deliveries would be sent. The attempts stay counted, so that a claim that takes effect late can release nothing that
 * was claimed again since.
 */
export async function recoverUnknown(
  db: Database,
  { platform, claimant }: Owner,
  known: Iterable<bigint>,
): Promise<number> {
  return db.$executeRaw`
    UPDATE "Delivery" SET state = 'WAITING', claimant = NULL
    WHERE state = 'SENDING' AND platform = ${platform} AND claimant = ${claimant} AND id <> ALL(${[...known]}::bigint[])`
}

/** A number for this process; its advisory lock says that it is alive. */
export const newInstance = (): number => randomInt(1, 2 ** 31 - 1)

export type AttemptResult =
  | { state: 'SENT'; message: string; sentAt: Date; fault: null }
  | { state: 'DROPPED' }
  | { state: 'WAITING'; nextAt: Date; outcomeUnknown: boolean; fault: string; claimant: null }
  | { state: 'FAILED'; failedAt: Date; outcomeUnknown: boolean; fault: string }

/** Records the result of an attempt, if the claim is still this instance's. Returns whether it was. */
export async function finishAttempt(
  tx: Transaction,
  delivery: ClaimedDelivery,
  claimant: number,
  result: AttemptResult,
): Promise<boolean> {
  // Nearly every delivery ends here: plain SQL takes half the time.
  if (result.state === 'SENT')
    return (
      (await tx.$executeRaw`
        UPDATE "Delivery" SET state = 'SENT', message = ${result.message}, "sentAt" = ${result.sentAt}::timestamptz, fault = NULL
        WHERE id = ${delivery.id} AND state = 'SENDING' AND claimant = ${claimant} AND attempts = ${delivery.attempts}`) ===
      1
    )
  const { count } = await tx.delivery.updateMany({ where: isOurs(delivery, claimant), data: result })
  return count === 1
}

/** Releases a delivery that was claimed and not tried; without `nextAt` it keeps its place in the order. */
export async function release(
  tx: Transaction,
  delivery: ClaimedDelivery,
  claimant: number,
  nextAt?: Temporal.Instant,
): Promise<void> {
  const data = {
    state: 'WAITING' as const,
    claimant: null,
    attempts: delivery.attempts - 1,
    ...(nextAt && { nextAt: toColumn(nextAt) }),
  }
  await tx.delivery.updateMany({ where: isOurs(delivery, claimant), data })
}

const isOurs = ({ id, attempts }: ClaimedDelivery, claimant: number) => ({
  id,
  state: 'SENDING' as const,
  claimant,
  attempts,
})
