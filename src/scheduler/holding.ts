/** What this process has claimed of the deliveries and not finished, and whether it may hold more than it knows. */
export interface Holding {
  readonly known: Set<bigint>
  /** The answer to a claim did not come: it may be made in the database all the same. */
  doubt(): void
  inDoubt(): boolean
}

/** So long after its answer failed a claim may still be made, in ms: longer than a statement takes in the database. */
const MAY_BE_MADE = 180_000

export function createHolding(): Holding {
  let doubtedAt = -Infinity
  return {
    known: new Set(),
    doubt() {
      doubtedAt = performance.now()
    },
    inDoubt: () => performance.now() - doubtedAt < MAY_BE_MADE,
  }
}
