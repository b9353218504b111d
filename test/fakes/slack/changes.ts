/** Waiting for something to happen on a fake, without a clock. */
import { EventEmitter, once } from 'node:events'

/** After this a test has failed. */
const GUARD_MS = 4_000

export class Changes {
  readonly #emitter = new EventEmitter().setMaxListeners(0)

  /** Something has changed on the fake. */
  announce(): void {
    this.#emitter.emit('change')
  }

  /** Resolves when `look` finds something, looking again after each change. `describe` explains a failure. */
  async until<T>(look: () => T | undefined | false, describe: () => string): Promise<T> {
    const guard = AbortSignal.timeout(GUARD_MS)
    for (;;) {
      const found = look()
      if (found !== undefined && found !== false) return found
      await once(this.#emitter, 'change', { signal: guard }).catch(() => {
        throw new Error(describe())
      })
    }
  }
}
