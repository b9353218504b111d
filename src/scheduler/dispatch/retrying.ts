/** Which sequences of deliveries are blocked by one that waits for another attempt, remembered between claims. */
import type { Retrying } from '../../core/notices/claim.ts'

export interface RetryingCache {
  current(): Promise<Retrying>
  /** A delivery has gone back to waiting after an attempt. */
  invalidate(): void
}

/** Only "there are none" is remembered: it is nearly always true, and while it is not, every claim reads again. */
export function createRetryingCache(read: () => Promise<Retrying>): RetryingCache {
  let isEmpty = false
  let generation = 0
  return {
    async current() {
      if (isEmpty) return new Map()
      const before = generation
      const found = await read()
      // A delivery that went back to waiting after the query began is not in its answer.
      isEmpty = found.size === 0 && generation === before
      return found
    },
    invalidate() {
      isEmpty = false
      generation += 1
    },
  }
}
