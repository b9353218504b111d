/** The counters of the running program, as functions that its parts call; none of them throws. */
import type { Platform } from './core/platforms/platform.ts'

/**
 * The outcome of an attempt: sent, dropped since it is of no use any more, refused for good, to be tried again, or
 * unknown.
 */
export type Outcome = 'sent' | 'dropped' | 'failed' | 'later' | 'unknown'
export const OUTCOMES: readonly Outcome[] = ['sent', 'dropped', 'failed', 'later', 'unknown']

/** The outcome of a command: done, refused with a reason, or broken by a fault of ours. */
export type Answered = 'done' | 'refused' | 'failed'

export interface Metrics {
  /** A whole round of the scheduler has ended. */
  cycle(seconds: number): void
  /** One task of a round has ended; `failed`: with an error, and it is tried again at the next wake. */
  task(name: string, failed: boolean): void
  /** One try to deliver to one address has ended. */
  delivery(platform: Platform, outcome: Outcome): void
  /** A command was answered. `command` is the path of a declared one, or "unknown". */
  answered(platform: Platform, command: string, how: Answered, seconds: number): void
  /** A connection of the pool failed. */
  databaseError(): void
}

/** Counts nothing. */
export const noMetrics: Metrics = {
  cycle: () => {},
  task: () => {},
  delivery: () => {},
  answered: () => {},
  databaseError: () => {},
}
