/** The command that shows and sets the settings which rooms declare. */

import { type AnyCommand, command, everybody } from '../commands/command.ts'
import { option, optional } from '../commands/options.ts'
import type { Transaction } from '../database/client.ts'
import { toColumn } from '../database/columns.ts'
import { UserError } from '../errors.ts'
import { HANDLER } from '../groups/handler.ts'
import { fields, heading, list, type Message, note, sentence } from '../messages/message.ts'
import { parsePage } from '../messages/pages.ts'
import { given, turnPages } from '../messages/turn-pages.ts'
import { changeLines, recordChange } from '../people/admin-changes.ts'
import { holds, isTsb } from '../roles/actor.ts'
import { toBy } from '../roles/by.ts'
import { notAllowed } from '../roles/not-allowed.ts'
import type { Room } from '../rooms/room.ts'
import { type AnySetting, readSetting } from '../settings/setting.ts'
import { joinWords } from '../text/sentences.ts'
import { cmd, phrase } from '../text/spans.ts'

export const administrationRoom = (settings: readonly AnySetting[]): Room => ({
  name: 'administration',
  commands: [settingCommand(settings)],
})

/** In place of a setting's name: all changes of settings, or those of one. */
const HISTORY = 'history'

async function showHistory(
  tx: Transaction,
  setting: string | undefined,
  wanted: number | undefined,
): Promise<Message> {
  const { lines, page, total } = await changeLines(tx, { setting: setting ?? { not: null } }, [], wanted)
  const of = setting === undefined ? 'settings' : setting
  return lines.length === 0
    ? sentence(`No change of ${of} is on record.`)
    : {
        summary: `Changes of ${of}: ${total}${page.of}.`,
        blocks: [
          heading(`Changes of ${of}${page.of}`),
          list(lines),
          ...turnPages(page, 'setting', given({ name: HISTORY, value: setting })),
        ],
      }
}

const settingCommand = (settings: readonly AnySetting[]): AnyCommand =>
  command({
    path: 'setting',
    form: { title: 'Settings', submit: 'Set' },
    summary: 'Show the settings for issues and meetings, or change one',
    options: {
      name: optional(
        option.choice([...settings.map(s => s.name), HISTORY], {
          label: 'Setting, or history',
          example: 'timeline',
          positional: true,
        }),
      ),
      value: optional(option.text({ label: 'Value', example: '30', positional: true })),
      // Buttons turn the pages of the history; no form asks for it.
      page: {
        ...optional(option.own({ label: 'Page of the history', example: '2' }, parsePage)),
        isFor: () => false,
      },
    },
    effect: 'change',
    who: everybody,
    async run({ name, value, page }, context) {
      const { tx, now, actor, caller } = context
      // A first word that is none of the names is taken as the value.
      if (name === undefined && value !== undefined)
        throw new UserError(
          'no-setting',
          `There is no setting "${value}"; there are ${joinWords(settings.map(s => s.name))}.`,
          'name',
        )
      if (name === HISTORY) return showHistory(tx, value, page)
      if (name === undefined || value === undefined) {
        const shown: [string, string][] = []
        for (const setting of settings)
          shown.push([setting.name, `${await readSetting(tx, setting)}: ${setting.means}`])
        return {
          summary: 'The settings.',
          blocks: [
            heading('Settings'),
            fields(Object.fromEntries(shown)),
            note(
              phrase`To change one: ${cmd('setting', { name: 'timeline', value: '30' })} (TSB and WP2's chair). The timeline applies to new issues, the others to coming meetings too.`,
            ),
          ],
        }
      }
      if (!isTsb(actor) && !holds(actor, HANDLER, 'CHAIR'))
        throw notAllowed(actor, "TSB and WP2's chair", 'change settings')
      const setting = settings.find(s => s.name === name)!
      const wanted = value.toLowerCase().replace(/\s{0,5}(?:days?|hours?)$/, '')
      const parsed = setting.parse(wanted)
      if (parsed === undefined)
        throw new UserError(
          'no-value',
          `"${value}" is not a value for ${name}. Its meaning: ${setting.means}.`,
          'value',
        )
      const before = await readSetting(tx, setting)
      // Written otherwise, the same is no change: 023 hours, or 23:59 for the end of the day.
      if (JSON.stringify(setting.parse(before)) === JSON.stringify(parsed))
        return sentence(`The setting ${name} is already ${before}; nothing was changed.`)
      const row = { value: wanted, by: toBy(actor), at: toColumn(now) }
      await tx.setting.upsert({ where: { name }, create: { name, ...row }, update: row })
      const data = { kind: 'setting-set' as const, value: wanted, before }
      await recordChange(context, { by: toBy(actor), setting: name, data })
      const follows = await setting.apply?.(context, parsed, { by: toBy(actor), caller })
      return sentence(follows ?? `The setting ${name} is ${wanted} from now on.`)
    },
  })
