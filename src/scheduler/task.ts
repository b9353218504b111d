/** Does `work` when something is due: most looks find nothing, and a read costs less than a transaction. */
export async function whenDue(
  next: () => Promise<Temporal.Instant | undefined>,
  now: Temporal.Instant,
  work: () => Promise<number>,
): Promise<number> {
  const due = await next()
  return due && Temporal.Instant.compare(due, now) <= 0 ? work() : 0
}

/** A thing the scheduler does when it is due. */
export interface Task {
  name: string
  /** Does what is due at `now`; gives how much it did or began. Zero: nothing is left. */
  run(now: Temporal.Instant): Promise<number>
  /** The next instant at which there is something to do; undefined: nothing is planned. */
  next(): Promise<Temporal.Instant | undefined>
  /** Until what `run` began is over; undefined: nothing is under way. */
  inFlight?(): Promise<void> | undefined
  /** Begins nothing more. */
  end?(): void
}
