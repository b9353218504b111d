/** Where the present instant comes from. The core never asks the machine. */
export interface Clock {
  now(): Temporal.Instant
}
