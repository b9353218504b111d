import { type AnyCommand, command, everybody } from '../commands/command.ts'
import { option, optional } from '../commands/options.ts'
import { toColumn } from '../database/time.ts'
import { UserError } from '../errors.ts'
import { actingAs, holds, isTsb } from '../groups/actor.ts'
import { fields, heading, note, sentence } from '../messages/message.ts'

/** What can be set: what it means, its values, and what holds until somebody sets it. */
const SETTINGS = {
  timeline: {
    means: 'the timeline of a new issue that names no date: off, or a number of days',
    usual: 'off',
    fits: /^(off|[1-9]\d{0,2})$/,
  },
  'on-lapse': {
    means: 'when a timeline lapses: ask the chairs, or escalate to WP2 by itself',
    usual: 'ask',
    fits: /^(ask|escalate)$/,
  },
  'ask-days': {
    means: 'days before a coordination e-meeting on which the SG chairs are asked for issues',
    usual: '7',
    fits: /^[1-9]\d?$/,
  },
  'warn-days': {
    means: "days before it on which WP2's chair and TSB are told that it would be cancelled",
    usual: '3',
    fits: /^[1-9]\d?$/,
  },
  'cancel-hours': {
    means: 'hours before it at which it is cancelled without an issue',
    usual: '24',
    fits: /^[1-9]\d{0,2}$/,
  },
} as const

const NAMES = Object.keys(SETTINGS) as (keyof typeof SETTINGS)[]

const setting = command({
  path: 'setting',
  summary: 'How issues and meetings run where nothing else is said: shows the settings, or sets one',
  options: {
    name: optional(option.choice(NAMES, { label: 'Setting', example: 'timeline', positional: true })),
    value: optional(option.text({ label: 'Value', example: '30', positional: true })),
  },
  effect: 'change',
  who: everybody,
  async run({ name, value }, { tx, now, actor }) {
    if (name === undefined || value === undefined) {
      const set = new Map((await tx.setting.findMany()).map(s => [s.name, s]))
      const shown = NAMES.map(n => [n, `${set.get(n)?.value ?? SETTINGS[n].usual}: ${SETTINGS[n].means}`])
      return {
        summary: 'The settings.',
        blocks: [
          heading('Settings'),
          fields(Object.fromEntries(shown)),
          note(
            '/sg setting timeline 30 sets one, for issues and meetings to come; TSB and the chair of WP2 may.',
          ),
        ],
      }
    }
    if (!isTsb(actor) && !holds(actor, 'WP2', 'CHAIR'))
      throw new UserError('not-allowed', `Settings are for TSB and the chair of WP2. ${actor.known}`)
    const wanted = value.toLowerCase().replace(/\s*(?:days?|hours?)$/, '')
    if (!SETTINGS[name].fits.test(wanted))
      throw new UserError(
        'no-value',
        `"${value}" does not fit ${name}, which is ${SETTINGS[name].means}.`,
        'value',
      )
    const row = { value: wanted, by: actingAs(actor), at: toColumn(now) }
    await tx.setting.upsert({ where: { name }, create: { name, ...row }, update: row })
    return sentence(
      `${name} is ${wanted} from now on${name === 'on-lapse' ? '' : '; what exists already keeps what it has'}.`,
    )
  },
})

export const settingCommands: AnyCommand[] = [setting]
