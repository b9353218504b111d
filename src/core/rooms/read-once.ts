/** Reads that several parts of one answer share. */
import type { Transaction } from '../database/client.ts'

interface Work {
  readonly tx: Transaction
  readonly now: Temporal.Instant
}

/** Runs a read, and returns what it found to all who ask for the same one. */
export type ReadOnce = <Found>(read: (work: Work) => Promise<Found>) => Promise<Found>

/** For one answer, and thrown away with it: an answer shows one state of the record, and keeps none. */
export function createReadOnce(work: Work): ReadOnce {
  const found = new Map<unknown, Promise<unknown>>()
  return <Found>(read: (work: Work) => Promise<Found>) => {
    const earlier = found.get(read) as Promise<Found> | undefined
    if (earlier) return earlier
    const reading = read(work)
    found.set(read, reading)
    return reading
  }
}
