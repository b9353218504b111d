/** A thing the scheduler does when it is due. */
export interface Duty {
  name: string
  /** Does what is due at `now`; gives how much it did or began. Zero: nothing is left. */
  run(now: Temporal.Instant): Promise<number>
  /** The next instant at which there is something to do; undefined: nothing is planned. */
  next(): Promise<Temporal.Instant | undefined>
  /** Until what `run` began is over; undefined: nothing is under way. */
  underWay?(): Promise<void> | undefined
  /** Begins nothing more. */
  end?(): void
}
