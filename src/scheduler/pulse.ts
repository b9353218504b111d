/** The scheduler's sign of life. */
import type { Measures } from './measure.ts'

export interface Pulse {
  /** Passes everything on to the counting, and notes each duty that ended. */
  measures: Measures
  /** Seconds since a duty ended, or since the start. */
  age(): number
}

/** `elapsed`: milliseconds of a clock that nobody sets. */
export function takePulse(measures: Measures, elapsed = () => performance.now()): Pulse {
  let last = elapsed()
  return {
    measures: {
      ...measures,
      duty(name, failed) {
        last = elapsed()
        measures.duty(name, failed)
      },
    },
    age: () => (elapsed() - last) / 1000,
  }
}
