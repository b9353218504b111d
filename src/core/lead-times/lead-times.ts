/** Lead times of a coordination e-meeting: how long before it the chairs are asked, warned, and it is cancelled. */
import type { Transaction } from '../database/client.ts'
import { type Setting, settingValue } from '../settings/setting.ts'

export interface LeadTimes {
  /** Days before, 09:00 Geneva: the SG chairs are asked for issues. */
  ask: number
  /** Days before, 09:00 Geneva: without an issue, WP2's chair and TSB are told what follows. */
  warn: number
  /** Hours before the start: without an issue and without a word, it is cancelled. */
  cancel: number
}

const count = (name: string, means: string, usual: string, fits: RegExp): Setting<number> => ({
  name,
  means,
  usual,
  parse: text => (fits.test(text) ? Number(text) : undefined),
})

export const ASK_DAYS = count(
  'ask-days',
  'days before an interim coordination e-meeting on which the SG chairs are asked for issues',
  '7',
  /^[1-9]\d?$/,
)

export const WARN_DAYS = count(
  'warn-days',
  "days before an interim coordination e-meeting on which WP2's chair and TSB are warned that it will be cancelled",
  '3',
  /^[1-9]\d?$/,
)

export const CANCEL_HOURS = count(
  'cancel-hours',
  'hours before an interim coordination e-meeting at which it is cancelled if it has no issue',
  '24',
  /^[1-9]\d{0,2}$/,
)

/** The lead times as they are set now. */
export async function readLeadTimes(tx: Transaction): Promise<LeadTimes> {
  return {
    ask: await settingValue(tx, ASK_DAYS),
    warn: await settingValue(tx, WARN_DAYS),
    cancel: await settingValue(tx, CANCEL_HOURS),
  }
}
