/**
 * Why a message could not be sent, as the outbox must know it:
 * - 'later'      not sent, and another try may succeed (429, connection refused, 503 before acceptance);
 * - 'never'      not sent, and no other try will (channel gone, direct messages closed, token revoked);
 * - 'uncertain'  it may or may not have been sent (time-out, connection cut, 5xx): look before sending again.
 */
export class DeliveryFault extends Error {
  readonly outcome: 'later' | 'never' | 'uncertain'
  /** What the platform asked us to wait, in milliseconds. */
  readonly retryAfter: number | undefined

  /** `reason`: plain words for the secretariat, without secrets. */
  constructor(outcome: DeliveryFault['outcome'], reason: string, retryAfter?: number) {
    super(reason)
    this.name = 'DeliveryFault'
    this.outcome = outcome
    this.retryAfter = retryAfter
  }
}
