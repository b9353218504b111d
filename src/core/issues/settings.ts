/** The choices of the secretariat that change how issues run. */
import type { Transaction } from '../database/client.ts'
import { type Setting, settingValue } from '../settings/setting.ts'

/** How many days the timeline of a new issue has where it names no date. */
export const TIMELINE: Setting<number | 'off'> = {
  name: 'timeline',
  means: 'the timeline of a new issue that names no date: off, or a number of days',
  usual: 'off',
  parse: text => (text === 'off' ? text : /^[1-9]\d{0,2}$/.test(text) ? Number(text) : undefined),
  apply: async (_, value) => `timeline is ${value} from now on; existing issues keep what they have.`,
}

/** Whether an issue whose timeline lapses goes to WP2 by itself. */
export const ON_LAPSE: Setting<'ask' | 'escalate'> = {
  name: 'on-lapse',
  means: 'when a timeline lapses: ask the chairs, or escalate to WP2 by itself',
  usual: 'ask',
  parse: text => (text === 'ask' || text === 'escalate' ? text : undefined),
}

/** The last day of a new issue's timeline where it names none; undefined: the timeline is off. */
export async function defaultTimeline(
  tx: Transaction,
  today: Temporal.PlainDate,
): Promise<Temporal.PlainDate | undefined> {
  const days = await settingValue(tx, TIMELINE)
  return days === 'off' ? undefined : today.add({ days })
}
