/** Commands of actions beyond those of every register: number, outcome. */
import { type AnyCommand, command } from '../../commands/command.ts'
import { option, optional } from '../../commands/options.ts'
import { UserError } from '../../errors.ts'
import { cmd, phrase } from '../../text/spans.ts'
import { entryFrom, originFrom, writesEntry, written } from '../commands/changing.ts'
import { entryOption, fieldOption, shortOption, sourceOption } from '../commands/options.ts'
import { NEXT_TSAG } from '../periods.ts'
import type { Register } from '../register.ts'
import { changeEntry, findEntry } from '../store.ts'
import { nextTsagLabel } from '../tsag.ts'
import { handlers } from '../writers.ts'
import { actionNumbered, outcomeRecorded } from './events.ts'
import { actionFields } from './fields.ts'
import { actionKey, parseActionNumber, referencesOf, withOutcome } from './key.ts'

const meetingSaid = (meeting: string | undefined): boolean => meeting !== undefined && meeting !== NEXT_TSAG

export const actionCommands = (register: Register<typeof actionFields>): AnyCommand[] => [
  command({
    path: 'action number',
    form: { title: 'Number of {action}', submit: 'Number' },
    summary: 'Give an action its number at a TSAG meeting; each number is given once a meeting',
    brief: 'Number one at a TSAG meeting',
    options: {
      action: entryOption(register),
      number: shortOption({ label: 'Number', example: 'WP2-10', positional: true }, parseActionNumber),
      meeting: optional(fieldOption(actionFields.meeting)),
      source: sourceOption,
    },
    effect: 'change',
    who: handlers,
    async run({ action, number, meeting, source }, context) {
      const before = await entryFrom(register, { action }, context)
      const wanted = meeting ?? before.fields.meeting ?? NEXT_TSAG
      const label =
        wanted === NEXT_TSAG ? await nextTsagLabel(context.tx, before.at, { isWhileUnderWay: true }) : wanted
      if (label === undefined)
        throw new UserError(
          'no-tsag-meeting',
          'Numbers begin again at each TSAG meeting, and the next one has no date yet; name the meeting, such as meeting:"TSAG 10-2026".',
          'meeting',
        )
      const key = actionKey(label, number, before.fields.addressee)
      const taken = key === before.key ? undefined : await findEntry(context.tx, register, key)
      if (taken)
        throw new UserError(
          'number-twice',
          phrase`${number} is already given at ${label}: “${taken.fields.words ?? ''}”. ${cmd('action list', { meeting: label })} shows the numbers of that meeting.`,
          'number',
        )
      const after = await changeEntry(
        context,
        register,
        before,
        { key, fields: { number, meeting: label } },
        originFrom(context, source),
      )
      const { issue } = after.fields
      if (issue !== undefined && after.version !== before.version)
        await context.announce(actionNumbered, { issue, key: after.key })
      return written(register, before, after, context)
    },
  }),
  command({
    path: 'action outcome',
    form: { title: 'Outcome of {action}', submit: 'Record' },
    summary: "Record TSAG's outcome of an action, in its words",
    brief: "TSAG's outcome of one, in its words",
    options: {
      action: entryOption(register),
      outcome: option.longText({ positional: true, label: 'Outcome', example: 'agreed' }),
      entrusted: optional(
        option.choice(['yes', 'no'], {
          label: 'TSAG entrusted the coordination that it was asked to',
          example: 'yes',
        }),
      ),
      source: sourceOption,
    },
    effect: 'change',
    who: writesEntry(register),
    async run({ action, outcome, entrusted, source }, context) {
      const before = await entryFrom(register, { action }, context)
      const after = await changeEntry(
        context,
        register,
        before,
        { fields: withOutcome(outcome, before.fields.meeting) },
        originFrom(context, source),
      )
      await context.announce(outcomeRecorded, {
        issue: before.fields.issue,
        references: referencesOf(before),
        entrusted: entrusted === undefined ? undefined : entrusted === 'yes',
        source: source ?? (meetingSaid(before.fields.meeting) ? before.fields.meeting : undefined),
        actor: context.actor,
        caller: context.caller,
      })
      return written(register, before, after, context)
    },
  }),
]
