/** Which of the deliveries that are due may go now. Pure. */

/** The first delivery of each sequence that waits for another attempt. */
export type Retrying = ReadonlyMap<string, bigint>

export interface Limits {
  /** How many at most, in all and to one address. */
  limit: number
  limitPerAddress: number
  /** Later deliveries of these sequences wait. */
  retrying: Retrying
}

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
 * the move is read before the cancellation. Within a sequence and a priority the earliest delivery goes first, even
 * when an instance whose clock is ahead gave it a later instant.
 */
export function chooseDeliveries<C extends Candidate>(
  candidates: readonly C[],
  { limit, limitPerAddress, retrying }: Limits,
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
