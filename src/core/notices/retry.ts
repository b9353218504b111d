/** When a delivery is tried again, when it is given up, and when it is no longer worth sending. Pure. */
import { instantFrom } from '../database/columns.ts'
import type { Notice as NoticeRow } from '../database/generated/client.ts'
import { type Backoff, backoffMs } from './backoff.ts'
import type { ClaimedDelivery } from './delivery.ts'
import type { DeliveryFault } from './fault.ts'

/**
 * Waits between attempts. A message that failed six times in a row has its seventh attempt within a minute, and a platform
 * that works again leaves none waiting for longer than the longest. Waits of up to 45 seconds were tried before: with the
 * half minute before them they made a message late by some seconds (docs/decisions/0020).
 */
export const RETRY: Backoff = { firstMs: 1_000, longestMs: 25_000 }

/** A request that broke off may still be on its way: looking for its message sooner could miss it. */
export const IN_TRANSIT_MS = 2_000

/** A delivery is given up after so long without success, but not before so many attempts. */
const GIVE_UP_AFTER_HOURS = 72
const MIN_ATTEMPTS = 15

/** A notice that was never tried for so long is no news any more: a platform that comes back floods no channel. */
const STALE_AFTER_MS = 7 * 24 * 3_600_000

/** The wait before the next attempt, in milliseconds: ours, or the platform's own Retry-After where that is longer. */
export function retryDelayMs(
  attempts: number,
  { outcome, retryAfter = 0 }: Pick<DeliveryFault, 'outcome' | 'retryAfter'>,
  jitter: number,
): number {
  const least = outcome === 'unknown' ? IN_TRANSIT_MS : 0
  return Math.max(backoffMs(attempts, RETRY, jitter), least, retryAfter)
}

/** The next step of a delivery after a fault: another attempt `waitMs` later, or the end. */
export function afterFault(
  { outcome }: Pick<DeliveryFault, 'outcome'>,
  { attempts, triedAt }: Pick<ClaimedDelivery, 'attempts' | 'triedAt'>,
  waitMs: number,
  now: Temporal.Instant,
): { state: 'WAITING'; nextAt: Temporal.Instant } | { state: 'FAILED' } {
  const last = instantFrom(triedAt).add({ hours: GIVE_UP_AFTER_HOURS })
  const isLongEnough = attempts >= MIN_ATTEMPTS && Temporal.Instant.compare(now, last) >= 0
  if (outcome === 'never' || isLongEnough) return { state: 'FAILED' }
  return { state: 'WAITING', nextAt: now.add({ milliseconds: waitMs }) }
}

/** Whether a notice is withdrawn or expired. */
export const isOver = (
  { state, expiresAt }: Pick<NoticeRow, 'state' | 'expiresAt'>,
  now: Temporal.Instant,
): boolean => state === 'WITHDRAWN' || (expiresAt !== null && expiresAt.getTime() <= now.epochMilliseconds)

/** Whether this is a delivery's first attempt, more than a week after its notice was due. */
export const isStale = (
  { attempts, notice }: { attempts: number; notice: Pick<NoticeRow, 'dueAt'> },
  now: Temporal.Instant,
): boolean => attempts === 1 && now.epochMilliseconds - notice.dueAt.getTime() > STALE_AFTER_MS
