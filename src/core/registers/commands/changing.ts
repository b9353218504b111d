/** The commands of every register that write: add, set, import. */

import { type AnyCommand, type Context, command, type Permission } from '../../commands/command.ts'
import { option } from '../../commands/options.ts'
import { rankChoices } from '../../commands/rank-choices.ts'
import { UserError } from '../../errors.ts'
import { list, type Message, sentence, text } from '../../messages/message.ts'
import { toBy } from '../../roles/by.ts'
import { notAllowed } from '../../roles/not-allowed.ts'
import { addEntries, assertNewEntry } from '../add-many.ts'
import { csvRefusal, readCsv } from '../csv.ts'
import type { AnyValues, Field, Fields } from '../field.ts'
import type { Origin, Snapshot } from '../history.ts'
import { inSentence, toOptionName } from '../names.ts'
import { assertBodies } from '../one-body.ts'
import type { AnyRegister, RegisterEntry } from '../register.ts'
import { addEntry, changeEntry, findEntries, findEntry, findRemovedKeys, getEntry } from '../store.ts'
import { findUnknownGroups } from '../unknown-groups.ts'
import { handlers, hasRole } from '../writers.ts'
import { allOf, formOf } from './form-words.ts'
import { entryOption, fieldOptions, fileOption, fromOptions, sourceOption } from './options.ts'
import { differences, showEntry } from './reading.ts'

export const changingCommands = (register: AnyRegister): AnyCommand[] => [
  addCommand(register),
  setCommand(register),
  importCommand(register),
]

/** Permission for people who may write the entry that the key option names. */
export const writesEntry = (register: AnyRegister): Permission<Record<string, unknown>> => ({
  words: register.writers.words,
  ...(register.writers.keepers && { keepers: true }),
  reads: [register.key.name],
  couldAllow: hasRole,
  async allows(actor, values, { tx, now }) {
    const entry = await findEntry(tx, register, await keyFrom(register, values, { tx, now }))
    return register.writers.allows(actor, entry?.fields ?? {})
  },
})

/** The key that the key option names. */
export async function keyFrom(
  register: AnyRegister,
  values: Record<string, unknown>,
  { tx, now }: Pick<Context, 'tx' | 'now'>,
): Promise<string> {
  const key = register.key.parse(values[register.key.name] as string, now)
  return (await register.key.resolve?.(tx, key)) ?? key
}

/** The entry that the key option names. */
export async function entryFrom<R extends AnyRegister>(
  register: R,
  values: Record<string, unknown>,
  { tx, now }: Pick<Context, 'tx' | 'now'>,
): Promise<RegisterEntry<EntryFields<R>>> {
  const key = await keyFrom(register, values, { tx, now })
  return (await getEntry(tx, register, key, now)) as RegisterEntry<EntryFields<R>>
}

/** The fields of a register's entries. */
export type EntryFields<R extends AnyRegister> = Parameters<R['writers']['allows']>[1]

export const originFrom = (context: Context, source: string | undefined): Origin => ({
  by: toBy(context.actor),
  source,
})

/** The answer after an entry was written. */
export const written = async (
  register: AnyRegister,
  before: RegisterEntry | undefined,
  after: RegisterEntry,
  context: Context,
): Promise<Message> => {
  const { now } = context
  const reference = register.key.format(after.key, now)
  const changed =
    before === undefined
      ? `${reference} is in the register of ${inSentence(register.title)}.`
      : before.version === after.version
        ? `${reference} already has these values; nothing was changed.`
        : `${reference} is changed (${differences(register, before, after, now)}).`
  const shown = showEntry(register, after, await register.details?.(after, context), now)
  return { summary: changed, blocks: [text(changed), ...shown.blocks.slice(1)] }
}

function addCommand(register: AnyRegister): AnyCommand {
  const { key } = register
  const own = entryOption(register)
  const { complete: _, ...keyOption } = own
  return command({
    path: `${register.room} add`,
    form: formOf(register, 'Add', 'Add'),
    summary: `Enter ${register.noun} in the register; values left out are not known`,
    brief: "Enter one; what is left out isn't known",
    options: {
      ...(key.create ? {} : { [key.name]: keyOption }),
      ...fieldOptions(register),
      source: sourceOption,
    },
    effect: 'change',
    who: {
      words: register.writers.words,
      ...(register.writers.keepers && { keepers: true }),
      // Entries have fields by which they are somebody's: any of them may still be typed.
      reads: [key.name, ...Object.keys(fieldOptions(register))] as never,
      couldAllow: hasRole,
      allows: (actor, values) => register.writers.allows(actor, fromOptions(register, values)),
    },
    async run(values, context): Promise<Message> {
      const fields = fromOptions(register, values)
      const wanted = key.create ? undefined : await keyFrom(register, values, context)
      const origin = originFrom(context, values.source as string | undefined)
      const entry = await addEntry(context, register, { key: wanted, fields }, origin)
      return written(register, undefined, entry, context)
    },
  })
}

/** The word for a field that isn't known any more. */
const UNKNOWN = 'unknown'

function setCommand(register: AnyRegister): AnyCommand {
  const names = Object.keys(register.fields)
    .filter(name => !register.keyFields?.includes(name))
    .map(toOptionName)
  return command({
    path: `${register.room} set`,
    form: formOf(register, 'Correct', 'Correct'),
    summary: `Correct a field of ${register.noun}; the history keeps what it was`,
    brief: 'Correct a field of one',
    options: {
      [register.key.name]: entryOption(register),
      field: {
        ...option.choice(names, { label: 'Field', example: names[0]!, positional: true }),
        complete: async typed =>
          rankChoices(
            Object.entries(register.fields as Fields)
              .map(([name, { label }]) => ({ label, value: toOptionName(name) }))
              .filter(({ value }) => names.includes(value)),
            typed,
          ),
      },
      value: option.longText({
        label: 'Value, or unknown',
        example: exampleOf(register, names[0]!),
        positional: true,
      }),
      source: sourceOption,
    },
    effect: 'change',
    who: writesEntry(register) as Permission<object>,
    async run(values, context): Promise<Message> {
      const entry = await entryFrom(register, values, context)
      const name = Object.keys(register.fields).find(n => toOptionName(n) === values.field)!
      const value = readValue(register.fields[name], String(values.value))
      const origin = originFrom(context, values.source as string | undefined)
      const after: RegisterEntry = await changeEntry(
        context,
        register,
        entry,
        { fields: { [name]: value } as AnyValues },
        origin,
      )
      if (!register.writers.allows(context.actor, after.fields))
        throw notAllowed(context.actor, register.writers.words, 'write such an entry', 'value')
      return written(register, entry, after, context)
    },
  })
}

const exampleOf = (register: AnyRegister, optionName: string): string =>
  Object.entries(register.fields as Fields).find(([name]) => toOptionName(name) === optionName)![1].example

function readValue(field: Field<unknown>, raw: string): unknown {
  if (raw.trim().toLowerCase() === UNKNOWN && !field.choices?.includes(UNKNOWN)) return undefined
  try {
    // Brackets behind a group belong to it, and its field reads them.
    return field.parse(field.groups && !raw.includes('(') ? assertBodies(raw) : raw)
  } catch (error) {
    if (error instanceof UserError) throw new UserError(error.code, `value: ${error.message}`, 'value')
    throw error
  }
}

/** Entries that an import looks up by one statement. */
const KEYS_AT_ONCE = 1000
/** Entries that it checks before other work goes on: some milliseconds of the processor. */
const CHECKED_AT_ONCE = 250
/** At most so many changes are named in the answer to an import. */
const MAX_NAMED = 15

function importCommand(register: AnyRegister): AnyCommand {
  return command({
    path: `${register.room} import`,
    form: { title: allOf(register), submit: 'Import' },
    summary: `Enter and correct ${inSentence(register.title)} from a CSV file, whole or not at all`,
    brief: 'Enter and correct many, from a CSV file',
    options: {
      csv: fileOption('The file, as CSV', 'the text of a file that export wrote'),
      source: sourceOption,
    },
    effect: 'change',
    // A file says everything of its entries, numbers included, so those who write parts of one write none.
    who: handlers,
    async run(values, context): Promise<Message> {
      const { tx } = context
      // A statement takes its time at the server, in which other work goes on here.
      const pause = () => tx.$queryRaw`SELECT`
      const { entries, faults } = await readCsv(register, values.csv as string, context.now, pause)
      const rows: typeof entries = []
      const rowOf = new Map<string, number>()
      for (const entry of entries) {
        const { row } = entry
        const key = entry.key && ((await register.key.resolve?.(tx, entry.key)) ?? entry.key)
        const earlier = key === undefined ? undefined : rowOf.get(key)
        if (earlier !== undefined)
          faults.push({
            row,
            column: register.key.name,
            sentence: `${register.key.format(key!, context.now)} is already in row ${earlier}`,
          })
        else rows.push({ ...entry, key })
        if (key !== undefined) rowOf.set(key, earlier ?? row)
      }
      const origin = originFrom(context, values.source as string | undefined)
      const keys = rows.flatMap(r => r.key ?? [])
      const there = new Map<string, RegisterEntry>()
      const removed = new Set<string>()
      for (let from = 0; from < keys.length; from += KEYS_AT_ONCE) {
        const some = keys.slice(from, from + KEYS_AT_ONCE)
        for (const e of await findEntries(tx, register, some)) there.set(e.key, e as RegisterEntry)
        for (const key of await findRemovedKeys(tx, register, some)) removed.add(key)
      }
      const unknownGroups = await findUnknownGroups(tx, register)
      const fresh: Snapshot[] = []
      const done: { added: string[]; changed: string[] } = { added: [], changed: [] }
      for (const [i, { row, key, fields }] of rows.entries()) {
        if (i % CHECKED_AT_ONCE === CHECKED_AT_ONCE - 1) await pause()
        const before = key === undefined ? undefined : there.get(key)
        faults.push(...unknownGroups(fields, before?.fields, key).map(fault => ({ row, ...fault })))
        try {
          if (key !== undefined && !before && !register.key.create && !removed.has(key)) {
            await assertNewEntry(context, register, { key, fields })
            fresh.push({ key, fields })
            done.added.push(register.key.format(key, context.now))
            continue
          }
          const after: RegisterEntry = before
            ? await changeEntry(context, register, before, { fields }, origin)
            : await addEntry(context, register, { key, fields }, origin)
          const reference = register.key.format(after.key, context.now)
          if (!before) done.added.push(reference)
          else if (after.version !== before.version) done.changed.push(reference)
        } catch (error) {
          if (!(error instanceof UserError)) throw error
          faults.push({ row, column: toOptionName(error.option ?? ''), sentence: error.message })
        }
      }
      // Refusing rolls back what was written of the rows without a fault.
      if (faults.length > 0) throw csvRefusal(faults)
      await addEntries(context, register, fresh, origin)
      if (done.added.length + done.changed.length === 0)
        return sentence('The register already agrees with this file; nothing was changed.')
      const lines = [describeSome('New', done.added), describeSome('Changed', done.changed)].filter(
        l => l !== '',
      )
      return {
        summary: `${register.title}: ${lines.join('. ')}.`,
        blocks: [text(register.title), list(lines)],
      }
    },
  })
}

const describeSome = (word: string, references: readonly string[]): string => {
  if (references.length === 0) return ''
  const more = references.length > MAX_NAMED ? ` and ${references.length - MAX_NAMED} more` : ''
  return `${word}, ${references.length}: ${references.slice(0, MAX_NAMED).join(', ')}${more}`
}
