/** How long ago the scheduler last finished a task: its heartbeat, for health checks. */
import type { Metrics } from '../metrics.ts'

export interface Heartbeat {
  /** Passes everything on to the metrics, and notes each task that ended. */
  metrics: Metrics
  /** Seconds since a task ended, or since the start. */
  age(): number
}

/** `elapsed`: milliseconds of a clock that is never set. */
export function createHeartbeat(metrics: Metrics, elapsed = () => performance.now()): Heartbeat {
  let last = elapsed()
  return {
    metrics: {
      ...metrics,
      task(name, failed) {
        last = elapsed()
        metrics.task(name, failed)
      },
    },
    age: () => (elapsed() - last) / 1000,
  }
}
