/** One notice to one address: claimed, tried, finished. The rules are pure; the statements around them short. */
import { randomInt } from 'node:crypto'
import type { Database, Transaction } from '../database/client.ts'
import { instantFrom, toColumn } from '../database/columns.ts'
import type { Notice as NoticeRow } from '../database/generated/client.ts'
import { LIVE_INSTANCES } from '../database/instances.ts'
import type { Platform } from '../platforms/platform.ts'
import type { DeliveryFault } from './fault.ts'
import { PRIORITY } from './notice.ts'

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
  /** The first that could not be made, in whose place this one is. */
  insteadOf: bigint | null
  triedAt: Date
  notice: NoticeRow
}

/** Waits between tries, in seconds; the last one repeats. */
const RETRY_DELAYS_S = [1, 5, 20, 60, 300, 900, 3600]
/** After so many days without success it is given up, but not before so many tries. */
const GIVE_UP_AFTER_DAYS = 3
const MIN_ATTEMPTS = 15

/**
 * How long the `turn`th wait in a row is (from 1), in milliseconds. `jitter` in 0…1 spreads tries that failed
 * together. The platform's own Retry-After counts where it is longer than ours.
 */
export function retryDelay(turn: number, jitter: number, retryAfter = 0, longest = Infinity): number {
  const own = RETRY_DELAYS_S[Math.min(turn, RETRY_DELAYS_S.length) - 1]! * 1000 * (0.8 + 0.4 * jitter)
  return Math.round(Math.max(Math.min(own, longest), retryAfter))
}

/** What a fault makes of a delivery: another try `wait` ms later, or the end. */
export function afterFault(
  { outcome }: Pick<DeliveryFault, 'outcome'>,
  { attempts, triedAt }: Pick<Claimed, 'attempts' | 'triedAt'>,
  wait: number,
  now: Temporal.Instant,
): { state: 'WAITING'; nextAt: Temporal.Instant } | { state: 'FAILED' } {
  const last = instantFrom(triedAt).add({ hours: 24 * GIVE_UP_AFTER_DAYS })
  const longEnough = attempts >= MIN_ATTEMPTS && Temporal.Instant.compare(now, last) >= 0
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
  /** What was tried in vain and waits: later ones about the same matter wait behind it. */
  behind: ReadonlyMap<string, bigint>
}

/** How far a claim looks for deliveries that may go, at each priority. */
const CANDIDATES_PER_PRIORITY = 500
const PRIORITIES = Object.values(PRIORITY)

/** What of a delivery decides whether it may go now. */
export interface Candidate {
  id: bigint
  address: string
  subject: string
  priority: number
}

/** The line in which deliveries about one matter to one address keep their order. */
export const sequenceKey = ({ address, subject }: Pick<Candidate, 'address' | 'subject'>): string =>
  `${address} ${subject}`

/**
 * Which of the candidates may go, in their order. Pure. What was tried in vain holds back what came later about the
 * same matter, so that nobody reads of a cancellation before the move. And of what is due the first goes first, though
 * an instance whose clock is ahead gave it a later instant.
 */
export function chooseDeliveries<C extends Candidate>(
  candidates: readonly C[],
  { most, mostEach, behind }: Pick<Claim, 'most' | 'mostEach' | 'behind'>,
): C[] {
  const each = new Map<string, number>()
  const chosen: C[] = []
  const turns = Map.groupBy(candidates, c => `${c.priority} ${sequenceKey(c)}`)
  for (const turn of turns.values()) turn.sort((a, b) => Number(a.id - b.id))
  for (const found of candidates) {
    if (chosen.length === most) break
    const candidate = turns.get(`${found.priority} ${sequenceKey(found)}`)!.shift()!
    const before = behind.get(sequenceKey(candidate))
    const count = each.get(candidate.address) ?? 0
    if (count === mostEach || (before !== undefined && before < candidate.id)) continue
    each.set(candidate.address, count + 1)
    chosen.push(candidate)
  }
  return chosen
}

/** Takes deliveries that are due and nobody else holds, the most important first. To one address one instance sends at a time. */
export async function claimDue(db: Database, now: Temporal.Instant, claim: Claim): Promise<Claimed[]> {
  const { platform, claimant, except } = claim
  const at = toColumn(now)
  // One look at each priority: so every one of them is an index read in the index's own order, whatever the planner knows.
  const candidates = await db.$queryRaw<(Candidate & { noticeId: bigint })[]>`
    SELECT d.id, d."noticeId", d.address, d.priority, n.subject FROM unnest(${PRIORITIES}::int[]) AS p(priority)
    CROSS JOIN LATERAL (
      SELECT * FROM "Delivery"
      WHERE state = 'WAITING' AND platform = ${platform} AND priority = p.priority AND "nextAt" <= ${at}::timestamptz
        AND NOT address = ANY(${[...except]})
        AND NOT address = ANY(ARRAY(SELECT address FROM "Delivery" WHERE state = 'SENDING' AND platform = ${platform}))
      ORDER BY "nextAt", id LIMIT ${CANDIDATES_PER_PRIORITY}) AS d
    JOIN "Notice" n ON n.id = d."noticeId"
    ORDER BY d.priority, d."nextAt", d.id`
  const chosen = chooseDeliveries(candidates, claim)
  if (chosen.length === 0) return []
  const ids = chosen.map(c => c.id)
  const claiming = db.$queryRaw<Omit<Claimed, 'notice'>[]>`
    UPDATE "Delivery" SET state = 'SENDING', claimant = ${claimant}, attempts = attempts + 1,
      "triedAt" = coalesce("triedAt", ${at}::timestamptz)
    WHERE id = ANY(${ids}) AND state = 'WAITING'
    RETURNING id, "noticeId", platform, address, priority, attempts, uncertain, "insteadOf", "triedAt"`
  const reading = db.notice.findMany({ where: { id: { in: [...new Set(chosen.map(c => c.noticeId))] } } })
  const [claimed, notices] = await Promise.all([claiming, reading])
  const byId = new Map(notices.map(n => [n.id, n]))
  const place = new Map(ids.map((id, i) => [id, i]))
  return claimed
    .map(c => ({ ...c, notice: byId.get(c.noticeId)! }))
    .toSorted((a, b) => place.get(a.id)! - place.get(b.id)!)
}

/** What was tried in vain and waits, by its line: the first of each. */
export async function findRetrying(db: Database, platform: Platform): Promise<Map<string, bigint>> {
  const rows = await db.$queryRaw<Pick<Candidate, 'id' | 'address' | 'subject'>[]>`
    SELECT d.id, d.address, n.subject FROM "Delivery" d JOIN "Notice" n ON n.id = d."noticeId"
    WHERE d.state = 'WAITING' AND d.attempts > 0 AND d.platform = ${platform} ORDER BY d.id DESC`
  return new Map(rows.map(r => [sequenceKey(r), r.id]))
}

/** When the next delivery that is not due yet comes due on one of the platforms. */
export async function nextDue(
  db: Database,
  platforms: readonly Platform[],
  now: Temporal.Instant,
): Promise<Temporal.Instant | undefined> {
  const [next] = await db.$queryRaw<{ at: Date | null }[]>`
    SELECT min(d."nextAt") AS at FROM unnest(${[...platforms]}::text[]) AS f(platform)
    CROSS JOIN unnest(${PRIORITIES}::int[]) AS p(priority)
    CROSS JOIN LATERAL (
      SELECT "nextAt" FROM "Delivery"
      WHERE state = 'WAITING' AND platform = f.platform AND priority = p.priority
        AND "nextAt" > ${toColumn(now)}::timestamptz
      ORDER BY "nextAt" LIMIT 1) AS d`
  return next?.at ? instantFrom(next.at) : undefined
}

/** Whether something is due on a platform that nobody has taken. */
export async function isDue(db: Database, now: Temporal.Instant, platform: Platform): Promise<boolean> {
  const due = await db.$queryRaw<object[]>`
    SELECT FROM unnest(${PRIORITIES}::int[]) AS p(priority) CROSS JOIN LATERAL (
      SELECT FROM "Delivery" WHERE state = 'WAITING' AND platform = ${platform} AND priority = p.priority
        AND "nextAt" <= ${toColumn(now)}::timestamptz LIMIT 1) AS d LIMIT 1`
  return due.length > 0
}

/** What an instance had just sent when it died may still be on its way, in seconds. */
const IN_TRANSIT_S = 2

/**
 * Gives back what other instances held that are no longer alive; whether it arrived is uncertain, and is looked up
 * when it must be there if it was sent at all.
 */
export async function recoverAbandoned(
  db: Database,
  now: Temporal.Instant,
  { platform, claimant }: Pick<Claim, 'platform' | 'claimant'>,
): Promise<number> {
  const at = toColumn(now.add({ seconds: IN_TRANSIT_S }))
  return db.$executeRaw`
    UPDATE "Delivery" SET state = 'WAITING', claimant = NULL, uncertain = true,
      "nextAt" = greatest("nextAt", ${at}::timestamptz)
    WHERE state = 'SENDING' AND platform = ${platform} AND claimant <> ${claimant} AND claimant NOT IN (${LIVE_INSTANCES})`
}

/**
 * Gives back what this instance holds without knowing it: the answer to a claim was lost on its way from the database.
 * Nothing of that was sent. `known`: what it knows that it holds. Not while a claim is under way whose deliveries would
 * be sent; the attempts stay counted, so that one that comes late can give back nothing that was claimed anew.
 */
export async function recoverUnknown(
  db: Database,
  { platform, claimant }: Pick<Claim, 'platform' | 'claimant'>,
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
  | { state: 'WAITING'; nextAt: Date; uncertain: boolean; fault: string; claimant: null }
  | { state: 'FAILED'; failedAt: Date; uncertain: boolean; fault: string }

/** Writes how a try ended, if the claim is still this instance's. Gives whether it was. */
export async function finishAttempt(
  tx: Transaction,
  held: Claimed,
  claimant: number,
  end: AttemptResult,
): Promise<boolean> {
  // What happens to nearly every delivery: in SQL of our own it takes half the time.
  if (end.state === 'SENT')
    return (
      (await tx.$executeRaw`
        UPDATE "Delivery" SET state = 'SENT', message = ${end.message}, "sentAt" = ${end.sentAt}::timestamptz, fault = NULL
        WHERE id = ${held.id} AND state = 'SENDING' AND claimant = ${claimant} AND attempts = ${held.attempts}`) ===
      1
    )
  const { count } = await tx.delivery.updateMany({ where: isOurs(held, claimant), data: end })
  return count === 1
}

/** Gives back what was claimed and not tried; without `nextAt` it keeps its turn. */
export async function release(
  tx: Transaction,
  held: Claimed,
  claimant: number,
  nextAt?: Temporal.Instant,
): Promise<void> {
  const data = {
    state: 'WAITING' as const,
    claimant: null,
    attempts: held.attempts - 1,
    ...(nextAt && { nextAt: toColumn(nextAt) }),
  }
  await tx.delivery.updateMany({ where: isOurs(held, claimant), data })
}

const isOurs = ({ id, attempts }: Claimed, claimant: number) => ({
  id,
  state: 'SENDING' as const,
  claimant,
  attempts,
})
