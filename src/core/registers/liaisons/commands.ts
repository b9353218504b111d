/** Commands of liaison statements beyond those of every register: to, replied, later, no-reply. */
import { type AnyCommand, type Context, command, type Permission } from '../../commands/command.ts'
import { option, optional, positional } from '../../commands/options.ts'
import { UserError } from '../../errors.ts'
import { leadsStudyGroup, ledStudyGroups } from '../../roles/actor.ts'
import { entryFrom, keyFrom, originFrom, written } from '../commands/changing.ts'
import { entryOption, fieldOption, shortOption, sourceOption } from '../commands/options.ts'
import { ownOption } from '../commands/own.ts'
import { assertDateAhead, type FieldValues, field, parseBody, splitList } from '../field.ts'
import { assertBodies } from '../one-body.ts'
import type { Register } from '../register.ts'
import { addEntry, changeEntry, findEntry } from '../store.ts'
import { handlers, hasRole, writesAll } from '../writers.ts'
import { type Addressee, type LaterReply, PURPOSES, parseAddressedGroup } from './addressees.ts'
import type { liaisonFields } from './fields.ts'
import { liaisonParts } from './key.ts'

const ownReplies: Permission<{ by: string[] }> = {
  words: "TSB, WP2's chair and vice-chairs, and an SG's chair and vice-chairs for their own SG",
  reads: ['by'],
  couldAllow: hasRole,
  allows: (actor, { by }) =>
    writesAll(actor) || by.every(group => actor.roles.some(r => leadsStudyGroup(r) && r.group === group)),
}

const byOption = ownOption(
  shortOption({ label: 'SG whose reply it is', example: 'SG12', positional: true }, raw =>
    splitList(assertBodies(raw)).map(parseBody),
  ),
  ledStudyGroups,
)

export const liaisonCommands = (register: Register<typeof liaisonFields>): AnyCommand[] => [
  command({
    path: 'liaison to',
    form: { title: 'Addressees of {liaison}', submit: 'Record' },
    summary: 'The addressees of a liaison statement, for action, comment or information, with a reply-by',
    brief: 'The addressees of one',
    options: {
      liaison: entryOption(register),
      groups: shortOption({ label: 'Addressees', example: 'SG3, SG12, SG13', positional: true }, raw =>
        splitList(assertBodies(raw)).map(parseAddressedGroup),
      ),
      purpose: optional(option.choice(PURPOSES, { label: 'Purpose, where known', example: 'action' })),
      by: optional(fieldOption(field.date({ label: 'Reply-by, where known', example: '2026-05-01' }))),
      source: sourceOption,
    },
    effect: 'change',
    who: handlers,
    async run({ liaison, groups, purpose, by, source }, context) {
      const fresh = groups.map(
        (group): Addressee => ({ group, purpose: purpose ?? null, replyBy: by ?? null }),
      )
      const before = await findOrCreate(register, liaison, context, source)
      const kept = (before.fields.addressees ?? []).filter(a => !groups.includes(a.group))
      const fields = { addressees: [...kept, ...fresh] }
      const after = await changeEntry(context, register, before, { fields }, originFrom(context, source))
      return written(register, before, after, context)
    },
  }),
  command({
    path: 'liaison replied',
    also: ['reply', 'answer'],
    form: { title: 'Reply to {liaison}', submit: 'Record' },
    summary: 'An SG replied to a liaison statement, or TSB says that a document is the reply',
    brief: 'A reply, by an SG or as a document',
    options: {
      liaison: entryOption(register),
      by: byOption,
      document: optional(option.text({ label: 'Document of the reply', example: 'TD350' })),
      source: sourceOption,
    },
    effect: 'change',
    who: ownReplies,
    asksFor: () => ['document'],
    async run({ liaison, by, document, source }, context) {
      const before = await entryFrom(register, { liaison }, context)
      const others = (before.fields.replied ?? []).filter(r => !by.includes(r.group))
      const fields = {
        replied: [...others, ...by.map(group => ({ group, document: document ?? null }))],
        ...without(before.fields, by),
      }
      const after = await changeEntry(context, register, before, { fields }, originFrom(context, source))
      return written(register, before, after, context)
    },
  }),
  command({
    path: 'liaison later',
    form: { title: 'Later reply to {liaison}', submit: 'Record' },
    summary: 'An SG replies to a liaison statement by another date than the one that was asked for',
    brief: 'An SG replies by another date',
    options: {
      liaison: entryOption(register),
      by: byOption,
      date: positional(fieldOption(field.date({ label: 'Date by which it replies', example: '2026-06-01' }))),
      source: sourceOption,
    },
    effect: 'change',
    who: ownReplies,
    async run({ liaison, by, date, source }, context) {
      assertDateAhead(date, context.now)
      const before = await entryFrom(register, { liaison }, context)
      const rest = without(before.fields, by)
      const fields = { ...rest, later: [...(rest.later ?? []), ...by.map(group => ({ group, date }))] }
      const after = await changeEntry(context, register, before, { fields }, originFrom(context, source))
      return written(register, before, after, context)
    },
  }),
  command({
    path: 'liaison no-reply',
    form: { title: 'No reply to {liaison}', submit: 'Record' },
    summary: 'An SG intends no reply to a liaison statement; that is not agreement',
    brief: 'An SG intends no reply',
    options: { liaison: entryOption(register), by: byOption, source: sourceOption },
    effect: 'change',
    who: ownReplies,
    async run({ liaison, by, source }, context) {
      const before = await entryFrom(register, { liaison }, context)
      const rest = without(before.fields, by)
      const fields = { ...rest, noReply: [...(rest.noReply ?? []), ...by] }
      const after = await changeEntry(context, register, before, { fields }, originFrom(context, source))
      return written(register, before, after, context)
    },
  }),
]

/** Removes earlier words about the replies of these groups: the new word replaces them. */
function without(
  { noReply, later }: FieldValues<typeof liaisonFields>,
  by: readonly string[],
): { noReply: string[] | undefined; later: LaterReply[] | undefined } {
  return {
    noReply: noReply?.filter(group => !by.includes(group)),
    later: later?.filter(({ group }) => !by.includes(group)),
  }
}

/** The statement; one that is known from replies only comes into the register now, as an outgoing one of its sender. */
async function findOrCreate(
  register: Register<typeof liaisonFields>,
  liaison: string,
  context: Context,
  source: string | undefined,
) {
  const key = await keyFrom(register, { liaison }, context)
  const there = await findEntry(context.tx, register, key)
  if (there) return there
  if (liaisonParts(key).code === undefined)
    throw new UserError(
      'no-entry',
      `${register.key.format(key, context.now)} is not in the register of liaison statements; write the number of the statement, like TSAG-LS4.`,
      'liaison',
    )
  const fields = { direction: 'outgoing' as const }
  return addEntry(context, register, { key, fields }, originFrom(context, source))
}
