/** When on its day a contribution deadline ends: the setting `deadline-ends`. */
import type { Transaction } from '../database/client.ts'
import { LOCKS, lockSharedUntilEnd, lockUntilEnd } from '../database/locks.ts'
import { atGeneva } from '../time/geneva.ts'

export const CUT_OFF_SETTING = 'deadline-ends'

/** The time of day, on Geneva's clocks, until somebody sets another. */
export const DEFAULT_CUT_OFF = '23:59:59'

/**
 * The time of day in Geneva at which deadlines end that are set now. Until this transaction ends nobody sets another:
 * who does finds every deadline that was set by the old one.
 */
export async function readCutOffTime(tx: Transaction): Promise<Temporal.PlainTime> {
  await lockSharedUntilEnd(tx, LOCKS.cutOff)
  const set = await tx.setting.findUnique({ where: { name: CUT_OFF_SETTING } })
  return Temporal.PlainTime.from(set?.value ?? DEFAULT_CUT_OFF)
}

/** Waits for those who set deadlines now, and lets nobody begin before this transaction ends. */
export async function lockCutOffTime(tx: Transaction): Promise<void> {
  await lockUntilEnd(tx, LOCKS.cutOff)
}

/** The last instant for contributions of which `day` is the last day. */
export const cutOffOn = (day: Temporal.PlainDate, ends: Temporal.PlainTime): Temporal.Instant =>
  atGeneva(day, ends)
