/** `plan-item status`: the status of an item at a TSAG meeting. */
import { type AnyCommand, command } from '../../commands/command.ts'
import { option } from '../../commands/options.ts'
import { UserError } from '../../errors.ts'
import { toStatus } from '../../reading/recognise/status-words.ts'
import { leadsStudyGroup } from '../../roles/actor.ts'
import { cmd, phrase } from '../../text/spans.ts'
import { originFrom, written } from '../commands/changing.ts'
import { fieldOption, shortOption, sourceOption } from '../commands/options.ts'
import type { Register } from '../register.ts'
import { addEntry, findEntry, listEntries } from '../store.ts'
import { hasRole, writesAll } from '../writers.ts'
import { planItemFields } from './fields.ts'
import { parseItem, parsePlanKey } from './key.ts'

export const planCommands = (register: Register<typeof planItemFields>): AnyCommand[] => [
  command({
    path: 'plan-item status',
    form: { title: 'Status of {of|an item}', submit: 'Record' },
    summary: 'The status of an item at a TSAG meeting, in your words; those of earlier meetings stay',
    options: {
      of: shortOption({ label: 'Item', example: '8' }, parseItem),
      meeting: fieldOption(planItemFields.meeting),
      words: option.longText({ label: 'Status, in words', example: 'Ongoing, received feedback from SGs' }),
      source: sourceOption,
    },
    effect: 'change',
    who: {
      words:
        "TSB, WP2's chair and vice-chairs, and an SG's chair and vice-chairs for items that their SG is responsible for",
      reads: ['of'],
      couldAllow: hasRole,
      async allows(actor, { of }, { tx }) {
        if (writesAll(actor)) return true
        const known = await listEntries(tx, register, { contains: [[{ item: of }]] })
        const responsible = known.flatMap(e => e.fields.responsible ?? [])
        return actor.roles.some(r => leadsStudyGroup(r) && responsible.includes(r.group ?? ''))
      },
    },
    async run({ of, meeting, words, source }, context) {
      const key = parsePlanKey(`${of} ${meeting}`)
      const there = await findEntry(context.tx, register, key)
      if (there)
        throw new UserError(
          'status-there',
          phrase`${key} has a status: “${there.fields.words ?? ''}”. ${cmd('plan-item set')} corrects it; its history keeps both.`,
          'meeting',
        )
      const last = (await listEntries(context.tx, register, { contains: [[{ item: of }]] })).at(-1)
      const { resolution, group, responsible, issues } = last?.fields ?? {}
      const fields = {
        words,
        status: toStatus(words),
        ...(resolution !== undefined && { resolution }),
        ...(group !== undefined && { group }),
        ...(responsible !== undefined && { responsible }),
        ...(issues !== undefined && { issues }),
      }
      const entry = await addEntry(context, register, { key, fields }, originFrom(context, source))
      return written(register, undefined, entry, context)
    },
  }),
]
