/** Commands of groups and bodies beyond those of every register: rename, close. */
import { type AnyCommand, command } from '../../commands/command.ts'
import { option, optional } from '../../commands/options.ts'
import { UserError } from '../../errors.ts'
import { entryFrom, originFrom, writesEntry, written } from '../commands/changing.ts'
import { entryOption, fieldOption, shortOption, sourceOption } from '../commands/options.ts'
import { field } from '../field.ts'
import type { Register } from '../register.ts'
import { changeEntry } from '../store.ts'
import { groupFields, parseBodyName } from './fields.ts'
import { renameBody } from './names.ts'

export const groupCommands = (register: Register<typeof groupFields>): AnyCommand[] => [
  command({
    path: 'group rename',
    form: { title: 'Rename {group}', submit: 'Rename' },
    summary: 'A new name of a group or body; the earlier one stays on record and still finds it',
    brief: 'A new name of one',
    options: {
      group: entryOption(register),
      to: optional(shortOption({ label: 'New short name', example: 'JCA-IMT2020/IMT2030' }, parseBodyName)),
      name: optional(option.text({ label: 'New full name', example: 'Internet of things' })),
      since: optional(fieldOption(field.date({ label: 'Since', example: '2026-01-30' }))),
      source: sourceOption,
    },
    effect: 'change',
    who: writesEntry(register),
    async run({ group, to, name, since, source }, context) {
      if (to === undefined && name === undefined)
        throw new UserError(
          'no-name',
          'Write the new short name (to:), the new full name (name:), or both.',
          'to',
        )
      const before = await entryFrom(register, { group }, context)
      const origin = originFrom(context, source)
      const after = await renameBody(context, register, before, { id: to, name, since }, origin)
      return written(register, before, after, context)
    },
  }),
  command({
    path: 'group close',
    form: { title: 'Close {group}', submit: 'Close' },
    summary: 'A group or body ends; its roles end with it, and what was done stays on record',
    brief: 'One ends, and its roles with it',
    options: {
      group: entryOption(register),
      until: fieldOption(groupFields.until),
      by: fieldOption(groupFields.closedBy),
      source: sourceOption,
    },
    effect: 'change',
    who: writesEntry(register),
    async run({ group, until, by, source }, context) {
      const before = await entryFrom(register, { group }, context)
      const fields = { until, closedBy: by }
      const after = await changeEntry(context, register, before, { fields }, originFrom(context, source))
      return written(register, before, after, context)
    },
  }),
]
