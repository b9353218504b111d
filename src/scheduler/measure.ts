/** What is counted while the program works, for whoever watches it. */
import type { Platform } from '../core/commands/port.ts'

export interface Measures {
  /** What came of one try to deliver. */
  delivery(platform: Platform, outcome: 'sent' | 'dropped' | 'failed' | 'later' | 'uncertain'): void
}

export const noMeasures: Measures = { delivery() {} }
