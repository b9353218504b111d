/** How long before a coordination e-meeting what is asked and done; each can be set. */
import type { Transaction } from '../database/client.ts'

export interface LeadTimes {
  /** Days before, 09:00 Geneva: the SG chairs are asked for issues. */
  ask: number
  /** Days before, 09:00 Geneva: without an issue, WP2's chair and TSB are told what follows. */
  warn: number
  /** Hours before the start: without an issue and without a word, it is cancelled. */
  cancel: number
}

export const DEFAULT_LEAD_TIMES: LeadTimes = { ask: 7, warn: 3, cancel: 24 }

/** The spans as they are set now. */
export async function readLeadTimes(tx: Transaction): Promise<LeadTimes> {
  const set = new Map((await tx.setting.findMany()).map(s => [s.name, Number(s.value)]))
  return {
    ask: set.get('ask-days') ?? DEFAULT_LEAD_TIMES.ask,
    warn: set.get('warn-days') ?? DEFAULT_LEAD_TIMES.warn,
    cancel: set.get('cancel-hours') ?? DEFAULT_LEAD_TIMES.cancel,
  }
}
