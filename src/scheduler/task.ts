/** A regular piece of work of the scheduler. */
export interface Task {
  name: string
  /** Does what is due at `now`. Returns how much it did or began; zero: nothing is left. */
  run(now: Temporal.Instant): Promise<number>
  /** The next instant at which there is something to do; undefined: nothing is planned. */
  next(): Promise<Temporal.Instant | undefined>
  /** Resolves when everything that `run` began is over; undefined: nothing is under way. */
  inFlight?(): Promise<void> | undefined
  /** Begins nothing more. */
  end?(): void
}

/** Runs `work` when something is due: most wakes find nothing, and a read costs less than a transaction. */
export async function whenDue(
  next: () => Promise<Temporal.Instant | undefined>,
  now: Temporal.Instant,
  work: () => Promise<number>,
): Promise<number> {
  const due = await next()
  return due && Temporal.Instant.compare(due, now) <= 0 ? work() : 0
}
