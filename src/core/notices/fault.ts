/**
 * Why a message could not be sent, as far as it decides what happens next:
 * - 'later'      not sent, and another try may succeed (429, connection refused, 503 before acceptance);
 * - 'never'      not sent, and no other try will (channel gone, direct messages closed);
 * - 'unknown'    it may or may not have been sent (time-out, connection cut, 5xx): look before sending again.
 */
export class DeliveryFault extends Error {
  readonly outcome: 'later' | 'never' | 'unknown'
  /** The wait that the platform asked for, in milliseconds. */
  readonly retryAfter: number | undefined
  /**
   * The scope of the fault: this address only, the whole platform (a token that is no longer accepted), or the
   * message that was to be changed, which is gone.
   */
  readonly concerns: 'address' | 'platform' | 'message'

  /** `reason`: plain words for the secretariat, without secrets. */
  constructor(
    outcome: DeliveryFault['outcome'],
    reason: string,
    retryAfter?: number,
    concerns: DeliveryFault['concerns'] = 'address',
  ) {
    super(reason)
    this.name = 'DeliveryFault'
    this.outcome = outcome
    this.retryAfter = retryAfter
    this.concerns = concerns
  }

  /** Another attempt is useless until somebody fixes the cause. */
  get refused(): boolean {
    return this.outcome === 'never' || (this.concerns === 'platform' && this.retryAfter === undefined)
  }
}
