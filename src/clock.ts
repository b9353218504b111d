import type { Clock } from './core/clock.ts'

/** The machine's clock. */
export const systemClock: Clock = { now: () => Temporal.Now.instant() }

/** A clock that stands still until it is set. */
export interface SimulatedClock extends Clock {
  set(to: Temporal.Instant): void
}

export function simulatedClock(start: Temporal.Instant): SimulatedClock {
  let now = start
  return {
    now: () => now,
    set(to) {
      now = to
    },
  }
}
