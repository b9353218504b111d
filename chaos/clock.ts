/**
 * A clock that flows as real time does and is moved on by jumps. The processes of one machine agree on it: it is told
 * by the real instant of the last jump and what the clock showed then.
 */
export interface Jump {
  /** What the clock showed, in epoch milliseconds. */
  shown: number
  /** When that was in real time, in epoch milliseconds. */
  real: number
}

export interface FlowingClock {
  now(): Temporal.Instant
  ms(): number
  /** Never back. */
  jump(to: Jump): void
  readonly last: Jump
}

export function flowingClock(first: Jump): FlowingClock {
  let last = first
  const ms = () => last.shown + (Date.now() - last.real)
  return {
    ms,
    now: () => Temporal.Instant.fromEpochMilliseconds(ms()),
    jump(to) {
      last = to
    },
    get last() {
      return last
    },
  }
}
