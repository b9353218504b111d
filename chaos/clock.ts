/**
 * A clock that flows like real time and is moved on by jumps. All processes of the machine agree on it: it is defined
 * by the real instant of the last jump and the simulated instant at that moment.
 */
export interface Jump {
  /** The simulated instant, in epoch milliseconds. */
  shown: number
  /** The real instant, in epoch milliseconds. */
  real: number
}

export interface FlowingClock {
  now(): Temporal.Instant
  ms(): number
  /** Never backwards. */
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
