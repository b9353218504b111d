/** A burst, then a pace, for each of many keys: a leaky bucket (GCRA), kept as the instant at which it is empty again. */

export interface Buckets {
  /** Takes one more at `now`, in ms. Returns the wait in ms; 0: it is taken. */
  take(key: string, now: number): number
}

/** The `most` keys that were used last are remembered; one that was quiet long enough is forgotten first. */
export function createBuckets({
  burst,
  paceMs,
  most,
}: {
  burst: number
  paceMs: number
  most: number
}): Buckets {
  const busyUntil = new Map<string, number>()
  return {
    take(key, now) {
      const until = Math.max(busyUntil.get(key) ?? 0, now) + paceMs
      const waitMs = until - now - burst * paceMs
      if (waitMs > 0) return waitMs
      // Moved to the end, so that the key that was quiet longest comes first.
      busyUntil.delete(key)
      busyUntil.set(key, until)
      if (busyUntil.size > most) busyUntil.delete(busyUntil.keys().next().value!)
      return 0
    },
  }
}
