/**
 * Whether a platform is out of order as a whole. Kept in memory: the leader is the only one who sends there.
 *
 *              two addresses fail in a row,
 *              or the platform refuses the bot          the rest is over
 *   CLOSED ─────────────────────────────────▶ OPEN ─────────────────────▶ HALF-OPEN
 *     ▲                                        ▲                          │  one attempt at a time
 *     │                                        └───────── it fails ───────┤
 *     └──────────────────────────────── it succeeds ──────────────────────┘
 */
import { backoffMs } from '../../core/notices/backoff.ts'
import type { DeliveryFault } from '../../core/notices/fault.ts'
import { RETRY } from '../../core/notices/retry.ts'

export interface CircuitBreaker {
  /** How many attempts may be under way at once: none while open, one while half-open. */
  concurrency(now: number): number
  /** Until when the platform rests, in epoch milliseconds; undefined while attempts are allowed. */
  restsUntil(now: number): number | undefined
  succeeded(): void
  /**
   * Notes a failed attempt that began at `beganAt`. Returns how long the whole platform rests from `now` on, in ms;
   * undefined when the fault concerns its address alone.
   */
  failed(address: string, fault: DeliveryFault, beganAt: number, now: number): number | undefined
  /** The clock was set back to `now`: what was noted by the old one would last too long. */
  clockSetBack(now: number): void
}

/** `random` returns 0…1. */
export function createCircuitBreaker(random: () => number = Math.random): CircuitBreaker {
  /** Addresses that failed since the last success anywhere. */
  const failing = new Set<string>()
  /** How often in a row it has opened. */
  let openings = 0
  let openedAt = -Infinity
  let until = -Infinity

  function open(fault: DeliveryFault, now: number): number {
    openings += 1
    openedAt = now
    until = Math.max(until, now + Math.max(backoffMs(openings, RETRY, random()), fault.retryAfter ?? 0))
    return until - now
  }

  return {
    concurrency: now => (until > now ? 0 : openings > 0 ? 1 : Infinity),
    restsUntil: now => (until > now ? until : undefined),
    succeeded() {
      failing.clear()
      openings = 0
    },
    failed(address, fault, beganAt, now) {
      // The platform has answered, and meant this message only.
      if (fault.outcome === 'never') return undefined
      // Attempts that were under way when it opened fail for the same reason: they count once.
      if (openings > 0 && beganAt <= openedAt) return until > now ? until - now : undefined
      failing.add(address)
      const isPlatforms = fault.concerns === 'platform' || failing.size > 1 || openings > 0
      return isPlatforms ? open(fault, now) : undefined
    },
    clockSetBack(now) {
      until = openedAt = Math.min(openedAt, now)
    },
  }
}
