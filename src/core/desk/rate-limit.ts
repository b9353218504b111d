/** How many commands one account may give: a burst, then a pace. Kept in memory, so that a flood costs no query. */
import type { Clock } from '../clock.ts'
import { UserError } from '../errors.ts'
import type { Caller } from '../platforms/platform.ts'

/** So many at once, */
const BURST = 30
/** and then one in so many milliseconds: far more than anybody types, far less than a program sends. */
const PACE_MS = 1000
/** Accounts that are remembered; an account that was quiet long enough is forgotten first. */
const MOST_ACCOUNTS = 10_000

export interface RateLimit {
  /** Counts a command of an account. Throws a UserError when it is one too many. */
  count(caller: Caller): void
}

/** A leaky bucket for each account (GCRA): the instant until which its commands so far take, at the pace. */
export function createRateLimit(clock: Clock, burst = BURST, paceMs = PACE_MS): RateLimit {
  const busyUntil = new Map<string, number>()
  return {
    count({ platform, account }) {
      const key = `${platform}:${account}`
      const now = clock.now().epochMilliseconds
      const until = Math.max(busyUntil.get(key) ?? 0, now) + paceMs
      const waitMs = until - now - burst * paceMs
      if (waitMs > 0)
        throw new UserError(
          'too-many',
          `That is more than one person types: please wait ${Math.ceil(waitMs / 1000)} s and give the command again. It was not done.`,
        )
      // Moved to the end, so that the first key is the one that was quiet longest.
      busyUntil.delete(key)
      busyUntil.set(key, until)
      if (busyUntil.size > MOST_ACCOUNTS) busyUntil.delete(busyUntil.keys().next().value!)
    },
  }
}
