/**
 * The cut-off: the last instant at which contributions are due on the last day of a deadline. Its time of day is a
 * setting.
 */

import type { Transaction } from '../database/client.ts'
import { LOCKS, lockSharedUntilEnd, lockUntilEnd } from '../database/locks.ts'
import { type Setting, settingValue } from '../settings/setting.ts'
import { atGeneva } from '../time/geneva.ts'

/** The time of day, on Geneva's clocks, at which contribution deadlines end. */
export const CUT_OFF_TIME: Setting<Temporal.PlainTime> = {
  name: 'deadline-ends',
  means: 'Geneva time at which a contribution deadline ends on its last day, such as 17:00',
  usual: '23:59:59',
  // A minute, or the last second of one. The end of the day is written as "by 23:59" everywhere, so that is what it means.
  parse: text =>
    /^(?:[01]\d|2[0-3]):[0-5]\d(?::59)?$/.test(text)
      ? Temporal.PlainTime.from(text === '23:59' ? '23:59:59' : text)
      : undefined,
}

/**
 * The time of day in Geneva at which deadlines end that are set now. No other transaction changes it before this one
 * ends, so a change of the setting finds every deadline that was set by the old time.
 */
export async function readCutOffTime(tx: Transaction): Promise<Temporal.PlainTime> {
  await lockSharedUntilEnd(tx, LOCKS.cutOff)
  return settingValue(tx, CUT_OFF_TIME)
}

/** Waits for transactions that set deadlines now, and lets none begin before this transaction ends. */
export async function lockCutOffTime(tx: Transaction): Promise<void> {
  await lockUntilEnd(tx, LOCKS.cutOff)
}

/** The last instant for contributions of which `day` is the last day. */
export const cutOffOn = (day: Temporal.PlainDate, ends: Temporal.PlainTime): Temporal.Instant =>
  atGeneva(day, ends)
