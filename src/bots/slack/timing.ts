/** The transport's only timers. */

const NOBODY = new Int32Array(new SharedArrayBuffer(4))

/**
 * Gives the processor away for a tenth of a millisecond: who is to carry on what was just written (a proxy on the same
 * machine) may have been pushed aside by us, and would wait until we have nothing to do.
 */
export function giveWay(): void {
  Atomics.wait(NOBODY, 0, 0, 0.1)
}

/** Calls `act` after `ms`, unless cancelled before by what is given back. */
export function after(ms: number, act: () => void): () => void {
  const timer = setTimeout(act, ms)
  return () => clearTimeout(timer)
}

/** Waits `ms`, or until `stopped`. */
export function pause(ms: number, stopped?: AbortSignal): Promise<void> {
  return new Promise(resolve => {
    if (stopped?.aborted) return resolve()
    const finish = () => {
      cancel()
      stopped?.removeEventListener('abort', finish)
      resolve()
    }
    const cancel = after(ms, finish)
    stopped?.addEventListener('abort', finish)
  })
}

/** What `promise` gives within `ms`, else `otherwise`. The promise goes on by itself. */
export async function within<T, U>(ms: number, promise: Promise<T>, otherwise: U): Promise<T | U> {
  let cancel = () => {}
  const late = new Promise<U>(resolve => {
    cancel = after(ms, () => resolve(otherwise))
  })
  try {
    return await Promise.race([promise, late])
  } finally {
    cancel()
  }
}

/** What `work` gives; its signal is aborted after `ms`. AbortSignal.timeout would keep all that it was given to so long. */
export async function abortedAfter<T>(ms: number, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const controller = new AbortController()
  const cancel = after(ms, () =>
    controller.abort(new DOMException(`no answer within ${ms} ms`, 'TimeoutError')),
  )
  try {
    return await work(controller.signal)
  } finally {
    cancel()
  }
}
