/** A regular piece of work of the scheduler. */
export interface Task {
  name: string
  /** Does what is due at `now`. Returns how much it did or began; zero: nothing is left. */
  run(now: Temporal.Instant, step: Step): Promise<number>
  /** The next instant at which there is something to do; undefined: nothing is planned. */
  next(): Promise<Temporal.Instant | undefined>
  /** Resolves when everything that `run` began is over; undefined: nothing is under way. */
  inFlight?(): Promise<void> | undefined
  /** Begins nothing more. */
  end?(): void
}

/**
 * A part of a task that may fail by itself: its failure is logged under its name, tried again soon, and keeps neither the
 * other parts nor the other tasks from being done. Returns what `work` returns, zero after a failure.
 */
export type Step = (name: string, work: () => Promise<number>) => Promise<number>
