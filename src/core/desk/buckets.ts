/** A burst, then a pace, for each of many: a leaky bucket (GCRA), as the instant until which what came so far takes. */

export interface Buckets {
  /** Takes one more at `now`, in ms. Returns how many ms are to be waited first; 0: it is taken. */
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
      // Moved to the end, so that the first key is the one that was quiet longest.
      busyUntil.delete(key)
      busyUntil.set(key, until)
      if (busyUntil.size > most) busyUntil.delete(busyUntil.keys().next().value!)
      return 0
    },
  }
}
