/** One notice to one address: claimed, tried, finished. The rules are pure; the statements around them short. */
import { randomInt } from 'node:crypto'
import type { Platform } from '../commands/port.ts'
import type { Database, Transaction } from '../database/client.ts'
import type { Notice as NoticeRow } from '../database/generated/client.ts'
import { instantFrom, toColumn } from '../database/time.ts'
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
  notice: NoticeRow
}

/** Waits between tries, in seconds; the last one repeats. */
const WAITS = [1, 5, 20, 60, 300, 900, 3600]
/** After so many days without success it is given up, but not before so many tries. */
const GIVEN_UP_AFTER = 3
const LEAST_TRIES = 15

/**
 * How long the `turn`th wait in a row is (from 1), in milliseconds. `jitter` in 0…1 spreads tries that failed
 * together. The platform's own Retry-After counts where it is longer than ours.
 */
export function waitAfter(turn: number, jitter: number, retryAfter = 0, longest = Infinity): number {
  const own = WAITS[Math.min(turn, WAITS.length) - 1]! * 1000 * (0.8 + 0.4 * jitter)
  return Math.round(Math.max(Math.min(own, longest), retryAfter))
}

/** What a fault makes of a delivery: another try `wait` ms later, or the end. */
export function afterFault(
  { outcome }: Pick<DeliveryFault, 'outcome'>,
  { attempts, triedAt }: Pick<Claimed, 'attempts' | 'triedAt'>,
  wait: number,
  now: Temporal.Instant,
): { state: 'WAITING'; nextAt: Temporal.Instant } | { state: 'FAILED' } {
  const last = instantFrom(triedAt).add({ hours: 24 * GIVEN_UP_AFTER })
  const longEnough = attempts >= LEAST_TRIES && Temporal.Instant.compare(now, last) >= 0
  if (outcome === 'never' || longEnough) return { state: 'FAILED' }
  return { state: 'WAITING', nextAt: now.add({ milliseconds: wait }) }
}

export interface Claim {
  platform: Platform
  claimant: number
  /** How many in all, and to one address. */
  most: number
  mostEach: number
  /** Addresses to which nothing may be sent now. */
  except: readonly string[]
}

/** How far a claim looks for addresses that are free. */
const LOOKS_AT = 500

/**
 * Takes deliveries that are due and nobody else holds, the most important first. To one address one instance sends
 * at a time; and what was tried in vain holds back what came later about the same matter, so that nobody reads of a
 * cancellation before the move.
 */
export async function claimDue(
  db: Database,
  now: Temporal.Instant,
  { platform, claimant, most, mostEach, except }: Claim,
): Promise<Claimed[]> {
  const at = toColumn(now)
  const claimed = await db.$queryRaw<Omit<Claimed, 'notice'>[]>`
    WITH due AS (
      SELECT d.id, d.address, d."noticeId", d.priority FROM "Delivery" d
      WHERE d.state = 'WAITING' AND d.platform = ${platform} AND d."nextAt" <= ${at}::timestamptz
        AND NOT d.address = ANY(${[...except]})
        AND NOT EXISTS (SELECT FROM "Delivery" o
          WHERE o.platform = d.platform AND o.address = d.address AND o.state = 'SENDING')
        AND NOT EXISTS (SELECT FROM "Delivery" o
          WHERE o.platform = d.platform AND o.address = d.address AND o.state = 'WAITING'
            AND o.attempts > 0 AND o.id < d.id
            AND (SELECT subject FROM "Notice" WHERE id = o."noticeId")
              = (SELECT subject FROM "Notice" WHERE id = d."noticeId"))
      ORDER BY d.priority, d.id LIMIT ${LOOKS_AT}),
    placed AS (
      SELECT id, priority, row_number() OVER (PARTITION BY address ORDER BY priority, id) AS place FROM due)
    UPDATE "Delivery" SET state = 'SENDING', claimant = ${claimant}, attempts = attempts + 1,
      "triedAt" = coalesce("triedAt", ${at}::timestamptz)
    WHERE state = 'WAITING' AND id = ANY(ARRAY(
      SELECT id FROM placed WHERE place <= ${mostEach} ORDER BY priority, id LIMIT ${most}))
    RETURNING id, "noticeId", platform, address, priority, attempts, uncertain, "triedAt"`
  if (claimed.length === 0) return []
  const notices = await db.notice.findMany({ where: { id: { in: claimed.map(c => c.noticeId) } } })
  const byId = new Map(notices.map(n => [n.id, n]))
  return claimed
    .map(c => ({ ...c, notice: byId.get(c.noticeId)! }))
    .toSorted((a, b) => a.priority - b.priority || Number(a.id - b.id))
}

/** When the next delivery that is not due yet comes due on one of the platforms. */
export async function nextDue(
  db: Database,
  platforms: readonly Platform[],
  now: Temporal.Instant,
): Promise<Temporal.Instant | undefined> {
  const next = await db.delivery.findFirst({
    where: { state: 'WAITING', nextAt: { gt: toColumn(now) }, platform: { in: [...platforms] } },
    orderBy: { nextAt: 'asc' },
    select: { nextAt: true },
  })
  return next ? instantFrom(next.nextAt) : undefined
}

/** What an instance had just sent when it died may still be on its way, in seconds. */
const ON_ITS_WAY = 2

/**
 * Gives back what other instances held that are no longer alive; whether it arrived is uncertain, and is looked up
 * when it must be there if it was sent at all.
 */
export async function freeAbandoned(
  db: Database,
  now: Temporal.Instant,
  { platform, claimant }: Pick<Claim, 'platform' | 'claimant'>,
): Promise<number> {
  const at = toColumn(now.add({ seconds: ON_ITS_WAY }))
  return db.$executeRaw`
    UPDATE "Delivery" SET state = 'WAITING', claimant = NULL, uncertain = true,
      "nextAt" = greatest("nextAt", ${at}::timestamptz)
    WHERE state = 'SENDING' AND platform = ${platform} AND claimant <> ${claimant} AND claimant NOT IN (
      SELECT objid::int FROM pg_locks
      WHERE locktype = 'advisory' AND classid::int = ${INSTANCE_LOCK} AND granted
        AND database = (SELECT oid FROM pg_database WHERE datname = current_database()))`
}

/** The class of the advisory locks that say which instances are alive. */
export const INSTANCE_LOCK = 7_0901

/** A number for this process; its advisory lock says that it is alive. */
export const newInstance = (): number => randomInt(1, 2 ** 31 - 1)

export type End =
  | { state: 'SENT'; message: string; sentAt: string; fault: null }
  | { state: 'DROPPED' }
  | { state: 'WAITING'; nextAt: string; uncertain: boolean; fault: string; claimant: null }
  | { state: 'FAILED'; failedAt: string; uncertain: boolean; fault: string }

/** Writes how a try ended, if the claim is still this instance's. Gives whether it was. */
export async function finish(tx: Transaction, held: Claimed, claimant: number, end: End): Promise<boolean> {
  const { count } = await tx.delivery.updateMany({ where: ours(held, claimant), data: end })
  return count === 1
}

/** Gives back what was claimed and not tried. */
export async function putBack(
  tx: Transaction,
  held: Claimed,
  claimant: number,
  nextAt: Temporal.Instant,
): Promise<void> {
  const data = {
    state: 'WAITING' as const,
    claimant: null,
    attempts: held.attempts - 1,
    nextAt: toColumn(nextAt),
  }
  await tx.delivery.updateMany({ where: ours(held, claimant), data })
}

const ours = ({ id, attempts }: Claimed, claimant: number) => ({
  id,
  state: 'SENDING' as const,
  claimant,
  attempts,
})
