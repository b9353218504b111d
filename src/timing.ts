/** Timers and time limits for everything around the core. */

/** Calls `act` after `ms`; the returned function cancels it. */
export function after(ms: number, act: () => void): () => void {
  const timer = setTimeout(act, ms)
  return () => clearTimeout(timer)
}

/** Waits `ms`, or until `stopped` is aborted. */
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

/** The value of `promise` if it settles within `ms`, else `otherwise`. The work behind it goes on. */
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

/**
 * The result of `work`, whose signal is aborted after `ms`. `AbortSignal.timeout` was rejected: it keeps everything
 * it was given to in memory until the time is over.
 */
export async function abortAfter<T>(ms: number, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
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
