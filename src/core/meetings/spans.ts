/** How long before a coordination e-meeting what is asked and done; each can be set. */
import type { Transaction } from '../database/client.ts'

export interface Spans {
  /** Days before, 09:00 Geneva: the SG chairs are asked for issues. */
  ask: number
  /** Days before, 09:00 Geneva: without an issue, WP2's chair and TSB are told what follows. */
  warn: number
  /** Hours before the start: without an issue and without a word, it is cancelled. */
  cancel: number
}

export const USUAL_SPANS: Spans = { ask: 7, warn: 3, cancel: 24 }

/** The spans as they are set now. */
export async function readSpans(tx: Transaction): Promise<Spans> {
  const set = new Map((await tx.setting.findMany()).map(s => [s.name, Number(s.value)]))
  return {
    ask: set.get('ask-days') ?? USUAL_SPANS.ask,
    warn: set.get('warn-days') ?? USUAL_SPANS.warn,
    cancel: set.get('cancel-hours') ?? USUAL_SPANS.cancel,
  }
}
