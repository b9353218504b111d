import { changeCutOffTime } from '../calendar/change-cut-off.ts'
import { type AnyCommand, type Context, command, everybody } from '../commands/command.ts'
import { option, optional } from '../commands/options.ts'
import { toColumn } from '../database/columns.ts'
import { CUT_OFF_SETTING, DEFAULT_CUT_OFF } from '../deadlines/cut-off.ts'
import { UserError } from '../errors.ts'
import { replanLeadTimes } from '../lead-times/replan.ts'
import { type Meeting, meetingRef } from '../meetings/meeting.ts'
import { fields, heading, type Message, note, sentence } from '../messages/message.ts'
import { describeActing, holds, isTsb } from '../people/actor.ts'
import { notAllowed } from '../roles/not-allowed.ts'
import { cmd, phrase } from '../text/spans.ts'

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
  [CUT_OFF_SETTING]: {
    means: 'the time in Geneva at which a contribution deadline ends on its last day, like 17:00',
    usual: DEFAULT_CUT_OFF,
    // A minute, or the last second of one: as it is written everywhere, "by 23:59".
    fits: /^(?:[01]\d|2[0-3]):[0-5]\d(?::59)?$/,
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
  async run({ name, value }, context) {
    const { tx, now, actor } = context
    if (name === undefined || value === undefined) {
      const set = new Map((await tx.setting.findMany()).map(s => [s.name, s]))
      const shown = NAMES.map(n => [n, `${set.get(n)?.value ?? SETTINGS[n].usual}: ${SETTINGS[n].means}`])
      return {
        summary: 'The settings.',
        blocks: [
          heading('Settings'),
          fields(Object.fromEntries(shown)),
          note(
            phrase`${cmd('setting', { name: 'timeline', value: '30' })} sets one: the timeline for issues to come, the others for the meetings ahead too. TSB and WP2's chair may.`,
          ),
        ],
      }
    }
    if (!isTsb(actor) && !holds(actor, 'WP2', 'CHAIR'))
      throw notAllowed(actor, "TSB and WP2's chair", 'change settings')
    const wanted = value.toLowerCase().replace(/\s*(?:days?|hours?)$/, '')
    if (!SETTINGS[name].fits.test(wanted))
      throw new UserError(
        'no-value',
        `"${value}" does not fit ${name}, which is ${SETTINGS[name].means}.`,
        'value',
      )
    const row = { value: wanted, by: describeActing(actor), at: toColumn(now) }
    await tx.setting.upsert({ where: { name }, create: { name, ...row }, update: row })
    switch (name) {
      case CUT_OFF_SETTING:
        return ended(wanted, context)
      case 'ask-days':
      case 'warn-days':
      case 'cancel-hours':
        return spanned(name, wanted, await replanLeadTimes(tx, now))
      case 'timeline':
        return sentence(`${name} is ${wanted} from now on; what exists already keeps what it has.`)
      case 'on-lapse':
        return sentence(`${name} is ${wanted} from now on.`)
    }
  },
})

const spanned = (name: string, value: string, meetings: Meeting[]): Message =>
  sentence(
    meetings.length === 0
      ? `${name} is ${value} from now on.`
      : `${name} is ${value} from now on, for ${meetings.map(meetingRef).join(', ')} too; nobody is asked twice.`,
  )

/** Deadlines ahead follow at once: nobody should have to look up which of two times holds for which. */
async function ended(ends: string, { tx, now, actor, caller }: Context): Promise<Message> {
  const change = { by: describeActing(actor), now, caller }
  const changed = await changeCutOffTime(tx, Temporal.PlainTime.from(ends), change)
  const follow =
    changed.length === 0
      ? 'no deadline ahead changes'
      : `those of ${changed.map(meetingRef).join(', ')} follow, and their groups are told`
  return sentence(`Contribution deadlines end at ${ends} Geneva time from now on; ${follow}.`)
}

export const settingCommands: AnyCommand[] = [setting]
