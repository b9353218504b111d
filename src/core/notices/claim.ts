/** Which deliveries an instance may send now, and taking them. The choice is pure. */
import type { Database } from '../database/client.ts'
import { instantFrom, toColumn } from '../database/columns.ts'
import type { Platform } from '../platforms/platform.ts'
import type { ClaimedDelivery } from './delivery.ts'
import { PRIORITY } from './notice.ts'

/** The first delivery of each sequence that waits for another attempt. */
export type Retrying = ReadonlyMap<string, bigint>

export interface Claim {
  platform: Platform
  claimant: number
  /** How many at most, in all and to one address. */
  limit: number
  limitPerAddress: number
  /** Addresses to which nothing may be sent now. */
  excludedAddresses: readonly string[]
  /** Later deliveries of these sequences wait. */
  retrying: Retrying
}

/** How many deliveries a claim looks through at each priority. */
const CANDIDATES_PER_PRIORITY = 500
const PRIORITIES = Object.values(PRIORITY)

/** The fields of a delivery that decide whether it may go now. */
export interface Candidate {
  id: bigint
  address: string
  subject: string
  priority: number
}

/** Deliveries about one subject to one address are a sequence: they keep their order. */
export const sequenceKey = ({ address, subject }: Pick<Candidate, 'address' | 'subject'>): string =>
  `${address} ${subject}`

/**
 * Which of the candidates may go, in their order. Pure. A failed delivery blocks later ones of its sequence, so that
 * nobody reads the cancellation before the move. Within a sequence and a priority the earliest delivery goes first,
 * even when an instance whose clock is ahead gave it a later instant.
 */
export function chooseDeliveries<C extends Candidate>(
  candidates: readonly C[],
  { limit, limitPerAddress, retrying }: Pick<Claim, 'limit' | 'limitPerAddress' | 'retrying'>,
): C[] {
  const counts = new Map<string, number>()
  const chosen: C[] = []
  const queues = Map.groupBy(candidates, c => `${c.priority} ${sequenceKey(c)}`)
  for (const queue of queues.values()) queue.sort((a, b) => Number(a.id - b.id))
  for (const found of candidates) {
    if (chosen.length === limit) break
    const candidate = queues.get(`${found.priority} ${sequenceKey(found)}`)!.shift()!
    const blocker = retrying.get(sequenceKey(candidate))
    const count = counts.get(candidate.address) ?? 0
    if (count === limitPerAddress || (blocker !== undefined && blocker < candidate.id)) continue
    counts.set(candidate.address, count + 1)
    chosen.push(candidate)
  }
  return chosen
}

/**
 * Takes deliveries that are due and that no instance is sending, the most important first. One instance at a time
 * sends to an address.
 */
export async function claimDue(
  db: Database,
  now: Temporal.Instant,
  claim: Claim,
): Promise<ClaimedDelivery[]> {
  const { platform, claimant, excludedAddresses } = claim
  const at = toColumn(now)
  // One subquery for each priority: each is an index read in the index's own order, whatever the planner knows.
  const candidates = await db.$queryRaw<(Candidate & { noticeId: bigint })[]>`
    SELECT d.id, d."noticeId", d.address, d.priority, n.subject FROM unnest(${PRIORITIES}::int[]) AS p(priority)
    CROSS JOIN LATERAL (
      SELECT * FROM "Delivery"
      WHERE state = 'WAITING' AND platform = ${platform} AND priority = p.priority AND "nextAt" <= ${at}::timestamptz
        AND NOT address = ANY(${[...excludedAddresses]})
        AND NOT address = ANY(ARRAY(SELECT address FROM "Delivery" WHERE state = 'SENDING' AND platform = ${platform}))
      ORDER BY "nextAt", id LIMIT ${CANDIDATES_PER_PRIORITY}) AS d
    JOIN "Notice" n ON n.id = d."noticeId"
    ORDER BY d.priority, d."nextAt", d.id`
  const chosen = chooseDeliveries(candidates, claim)
  if (chosen.length === 0) return []
  const ids = chosen.map(c => c.id)
  const claiming = db.$queryRaw<Omit<ClaimedDelivery, 'notice'>[]>`
    UPDATE "Delivery" SET state = 'SENDING', claimant = ${claimant}, attempts = attempts + 1,
      "triedAt" = coalesce("triedAt", ${at}::timestamptz)
    WHERE id = ANY(${ids}) AND state = 'WAITING'
    RETURNING id, "noticeId", platform, address, priority, attempts, "outcomeUnknown", "fallbackFor", "triedAt", fault`
  const reading = db.notice.findMany({ where: { id: { in: [...new Set(chosen.map(c => c.noticeId))] } } })
  const [claimed, notices] = await Promise.all([claiming, reading])
  const byId = new Map(notices.map(n => [n.id, n]))
  const place = new Map(ids.map((id, i) => [id, i]))
  return claimed
    .map(c => ({ ...c, notice: byId.get(c.noticeId)! }))
    .toSorted((a, b) => place.get(a.id)! - place.get(b.id)!)
}

/** The deliveries of a platform that wait for another attempt: the first of each sequence. */
export async function findRetrying(db: Database, platform: Platform): Promise<Retrying> {
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

/** Whether a delivery on a platform is due and not claimed. */
export async function isDue(db: Database, now: Temporal.Instant, platform: Platform): Promise<boolean> {
  const due = await db.$queryRaw<object[]>`
    SELECT FROM unnest(${PRIORITIES}::int[]) AS p(priority) CROSS JOIN LATERAL (
      SELECT FROM "Delivery" WHERE state = 'WAITING' AND platform = ${platform} AND priority = p.priority
        AND "nextAt" <= ${toColumn(now)}::timestamptz LIMIT 1) AS d LIMIT 1`
  return due.length > 0
}
