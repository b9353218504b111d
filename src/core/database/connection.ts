/** A connection that gets one query at a time. */
import pg from 'pg'

type Callback = (error: Error | undefined, result?: unknown) => void

/**
 * Prisma reads the relations of an `include` all at once, on the one connection that a transaction has. Today pg puts
 * them into a queue of its own, with a warning; its version 9 won't. So they wait here. Code that reads side by side
 * in a transaction may go on doing so: without one, its queries have a connection each and do run side by side.
 */
export class QueuedClient extends pg.Client {
  #last: Promise<unknown> | undefined

  /** As pg's own, with a promise or, as pools call it, with a callback. */
  // biome-ignore lint/suspicious/noExplicitAny: pg declares a dozen shapes of this call
  override query(...given: any[]): any {
    const callback = typeof given.at(-1) === 'function' ? (given.pop() as Callback) : undefined
    const send = (): Promise<unknown> => super.query(...(given as [string]))
    const result = this.#last === undefined ? send() : this.#last.then(send)
    const done = () => {
      if (this.#last === last) this.#last = undefined
    }
    const last = result.then(done, done)
    this.#last = last
    if (callback === undefined) return result
    result.then(found => callback(undefined, found), callback)
  }
}
