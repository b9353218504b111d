/** The choices of the secretariat that change how issues run. */
import type { Transaction } from '../database/client.ts'
import { type Setting, settingValue } from '../settings/setting.ts'

/** How many days the timeline of a new issue has where it names no date. */
export const TIMELINE: Setting<number | 'off'> = {
  name: 'timeline',
  means: 'number of days in the timeline of a new issue without a respond-by date, or off',
  usual: 'off',
  parse: text => (text === 'off' ? text : /^[1-9]\d{0,2}$/.test(text) ? Number(text) : undefined),
  apply: async (_, value) =>
    value === 'off'
      ? 'New issues have no timeline from now on, unless they name a date. Existing issues are not changed.'
      : `The timeline of new issues is ${value} ${value === 1 ? 'day' : 'days'} from now on. Existing issues are not changed.`,
}

/** Whether an issue whose timeline lapses goes to WP2 by itself. */
export const ON_LAPSE: Setting<'ask' | 'escalate'> = {
  name: 'on-lapse',
  means:
    'what happens when a timeline lapses: ask (the chairs are asked) or escalate (the issue goes to WP2)',
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
