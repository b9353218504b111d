/** Faults that a test wants to happen, by route. */

export type Fault =
  /** A limit of the route, or of all requests with the token. */
  | { kind: 'rate limit'; seconds: number; global?: true }
  /** An answer that says so; with `accepted`, though it was done. */
  | { kind: 'error'; status: number; code?: number; accepted?: boolean }
  /** No answer at all. */
  | { kind: 'hang'; accepted?: true }
  /** The connection breaks, before it was done or after. */
  | { kind: 'cut'; accepted: boolean }

export class FaultScript {
  readonly #waiting: { route: string; fault: Fault; times: number }[] = []

  add(route: string, fault: Fault, times: number): void {
    this.#waiting.push({ route, fault, times })
  }

  take(route: string): Fault | undefined {
    const next = this.#waiting.find(w => w.route === route && w.times > 0)
    if (next === undefined) return undefined
    next.times -= 1
    return next.fault
  }
}
