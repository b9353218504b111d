/** Faults that a test wants to happen, by method of the Web API. */

/** How a call goes wrong. With "accepted" or "… after", the call takes effect all the same. */
export type Fault =
  | { status: number; retryAfter?: number; accepted?: true }
  | { error: string; accepted?: true }
  | 'hang'
  | 'hang after'
  | 'cut before'
  | 'cut after'

export class FaultScript {
  readonly #waiting = new Map<string, Fault[]>()

  add(method: string, faults: readonly Fault[]): void {
    this.#waiting.set(method, [...(this.#waiting.get(method) ?? []), ...faults])
  }

  take(method: string): Fault | undefined {
    return this.#waiting.get(method)?.shift()
  }
}
