/** How long to wait after failures in a row, the same rule wherever the program tries again. Pure. */

export interface Backoff {
  readonly firstMs: number
  readonly longestMs: number
}

/**
 * The wait after the `failures`th failure in a row (from 1), in milliseconds: doubled with each, at most `longestMs`.
 * `jitter` in 0…1 shortens it by up to half, so that what failed together is not tried again together; it never
 * lengthens it, so `longestMs` is a bound that can be promised.
 */
export function backoffMs(failures: number, { firstMs, longestMs }: Backoff, jitter: number): number {
  const full = Math.min(longestMs, firstMs * 2 ** (failures - 1))
  return Math.round(full * (1 - jitter / 2))
}
