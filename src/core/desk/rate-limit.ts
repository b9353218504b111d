/** How many commands one account may give: a burst, then a pace. Kept in memory, so that a flood costs no query. */
import type { Clock } from '../clock.ts'
import { UserError } from '../errors.ts'
import type { Caller } from '../platforms/platform.ts'
import { createBuckets } from './buckets.ts'

/** So many at once, */
const BURST = 30
/** and then one in so many milliseconds: far more than anybody types, far less than a program sends. */
const PACE_MS = 1000
/** Accounts that are remembered. */
const MOST_ACCOUNTS = 10_000

export interface RateLimit {
  /** Counts a command of an account. Throws a UserError when it is one too many. */
  count(caller: Caller): void
}

export function createRateLimit(clock: Clock, burst = BURST, paceMs = PACE_MS): RateLimit {
  const buckets = createBuckets({ burst, paceMs, most: MOST_ACCOUNTS })
  return {
    count({ platform, account }) {
      const waitMs = buckets.take(`${platform}:${account}`, clock.now().epochMilliseconds)
      if (waitMs === 0) return
      throw new UserError(
        'too-many',
        `That is more than one person types: please wait ${Math.ceil(waitMs / 1000)} s and give the command again. It was not done.`,
      )
    },
  }
}
