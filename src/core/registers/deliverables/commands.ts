/** Commands of deliverables beyond those of every register: propose, allocate, started. */
import { type AnyCommand, command } from '../../commands/command.ts'
import { option, optional } from '../../commands/options.ts'
import { entryFrom, originFrom, writesEntry, written } from '../commands/changing.ts'
import { entryOption, fieldOption, shortOption, sourceOption } from '../commands/options.ts'
import { parseBody } from '../field.ts'
import type { Register } from '../register.ts'
import { changeEntry } from '../store.ts'
import { deliverableFields } from './fields.ts'

export const deliverableCommands = (register: Register<typeof deliverableFields>): AnyCommand[] => [
  command({
    path: 'deliverable propose',
    form: { title: 'Propose an allocation', submit: 'Propose' },
    summary: 'A proposal for the allocation of a deliverable, beside those of others',
    brief: 'A proposal for the allocation of one',
    options: {
      deliverable: entryOption(register),
      by: option.text({ label: 'Document that proposes it', example: 'C115' }),
      groups: option.text({ label: 'Groups, in its words', example: 'SG13' }),
      source: sourceOption,
    },
    effect: 'change',
    who: writesEntry(register),
    async run({ deliverable, by, groups, source }, context) {
      const before = await entryFrom(register, { deliverable }, context)
      const proposals = [before.fields.proposals, `${by}: ${groups}`].filter(p => p !== undefined).join('; ')
      const after = await changeEntry(
        context,
        register,
        before,
        { fields: { proposals } },
        originFrom(context, source),
      )
      return written(register, before, after, context)
    },
  }),
  command({
    path: 'deliverable allocate',
    form: { title: 'Allocate a deliverable', submit: 'Allocate' },
    summary: 'The decision to which SGs a deliverable goes',
    brief: 'The decision to which SGs one goes',
    options: {
      deliverable: entryOption(register),
      to: fieldOption(deliverableFields.allocated),
      decision: optional(option.text({ label: 'Action or document that decided it', example: 'WP2-4' })),
      source: sourceOption,
    },
    effect: 'change',
    who: writesEntry(register),
    async run({ deliverable, to, decision, source }, context) {
      const before = await entryFrom(register, { deliverable }, context)
      const fields = { allocated: to, ...(decision !== undefined && { decidedBy: decision }) }
      const after = await changeEntry(context, register, before, { fields }, originFrom(context, source))
      return written(register, before, after, context)
    },
  }),
  command({
    path: 'deliverable started',
    form: { title: 'Work has started', submit: 'Record' },
    summary: 'An SG started work on a deliverable',
    brief: 'An SG started work on one',
    options: {
      deliverable: entryOption(register),
      by: shortOption({ label: 'SG', example: 'SG20' }, parseBody),
      document: optional(option.text({ label: 'Document that says so', example: 'TD640' })),
      source: sourceOption,
    },
    effect: 'change',
    who: writesEntry(register),
    async run({ deliverable, by, document, source }, context) {
      const before = await entryFrom(register, { deliverable }, context)
      const fresh = document === undefined ? by : `${by} (${document})`
      const started = [...new Set([...(before.fields.started ?? []), fresh])]
      const after = await changeEntry(
        context,
        register,
        before,
        { fields: { started } },
        originFrom(context, source),
      )
      return written(register, before, after, context)
    },
  }),
]
