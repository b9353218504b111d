/** The deliveries that this process has claimed and not finished, and whether there may be some it does not know of. */
export interface InFlight {
  readonly known: Set<bigint>
  /** The response to a claim was lost: the claim may take effect in the database all the same. */
  claimOutcomeUnknown(): void
  mayHaveUnknownClaims(): boolean
}

/** How long after its response was lost a claim may still take effect: longer than a statement is allowed to run. */
const CLAIM_EFFECT_MS = 180_000

/** `elapsed`: milliseconds of a clock that is never set. */
export function createInFlight(elapsed: () => number = () => performance.now()): InFlight {
  let lostAt = -Infinity
  return {
    known: new Set(),
    claimOutcomeUnknown() {
      lostAt = elapsed()
    },
    mayHaveUnknownClaims: () => elapsed() - lostAt < CLAIM_EFFECT_MS,
  }
}
