/** Things not to try for a while, by name: after failures in a row, or because a platform asked. */
import { type Backoff, backoffMs } from '../../core/notices/backoff.ts'

export interface Cooldowns {
  isCooling(name: string): boolean
  /** `askedMs`: how long the platform asked to wait. */
  failed(name: string, now: Temporal.Instant, askedMs?: number): void
  succeeded(name: string): void
  /** Ends those that are over at `now`. Returns whether there was any. */
  expire(now: Temporal.Instant): boolean
  /** When the first one ends. */
  next(): Temporal.Instant | undefined
}

const FAILED_AGAIN: Backoff = { firstMs: 2_000, longestMs: 60_000 }

export function createCooldowns(random: () => number = Math.random): Cooldowns {
  const until = new Map<string, Temporal.Instant>()
  const failures = new Map<string, number>()
  return {
    isCooling: name => until.has(name),
    failed(name, now, askedMs) {
      const count = (failures.get(name) ?? 0) + 1
      failures.set(name, count)
      until.set(name, now.add({ milliseconds: askedMs ?? backoffMs(count, FAILED_AGAIN, random()) }))
    },
    succeeded(name) {
      failures.delete(name)
      until.delete(name)
    },
    expire(now) {
      const over = [...until].filter(([, at]) => Temporal.Instant.compare(at, now) <= 0)
      for (const [name] of over) until.delete(name)
      return over.length > 0
    },
    next: () => [...until.values()].toSorted(Temporal.Instant.compare)[0],
  }
}
