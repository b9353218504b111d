/** The source of the present instant. The core never asks the machine. */
export interface Clock {
  now(): Temporal.Instant
}
