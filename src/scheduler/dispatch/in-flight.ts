/** What this process has claimed of the deliveries and not finished, and whether it may hold more than it knows. */
export interface InFlight {
  readonly known: Set<bigint>
  /** The answer to a claim did not come: it may be made in the database all the same. */
  outcomeUnknown(): void
  isOutcomeUnknown(): boolean
}

/** So long after its answer failed a claim may still be made, in ms: longer than a statement takes in the database. */
const MAY_BE_MADE = 180_000

export function createInFlight(): InFlight {
  let doubtedAt = -Infinity
  return {
    known: new Set(),
    outcomeUnknown() {
      doubtedAt = performance.now()
    },
    isOutcomeUnknown: () => performance.now() - doubtedAt < MAY_BE_MADE,
  }
}
