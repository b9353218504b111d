/** The entries of a reading beside the registers: new, changed, there already, or for no register. */
import type { Transaction } from '../../database/client.ts'
import { UserError } from '../../errors.ts'
import { formatField } from '../commands/reading.ts'
import type { AnyValues, Fields } from '../field.ts'
import type { AnyRegister, RegisterEntry } from '../register.ts'
import { REGISTERS } from '../registers.ts'
import { findEntries } from '../store.ts'
import { afterFirstDay, settleNext } from '../tsag.ts'
import type { ReadEntry, ReadingContent } from './preview.ts'

export interface Difference {
  field: string
  label: string
  known: string
  found: string
}

/** A line of a preview. */
export interface PreviewLine {
  /** From 1, in the order of the document. */
  line: number
  entry: ReadEntry
  state:
    | { kind: 'new' }
    | { kind: 'changed'; differences: Difference[]; there: RegisterEntry }
    | { kind: 'there' }
    /** No register takes it: planned meetings, statements. */
    | { kind: 'shown only' }
    /** A field or the key could not be read as what the register keeps. */
    | { kind: 'unreadable'; sentence: string }
  register: AnyRegister | undefined
  key: string | undefined
  /** What it would enter; an absent field changes nothing. */
  fields: AnyValues
}

/** Every entry of a reading with its state now. */
export async function compareWithRegisters(
  tx: Transaction,
  { entries, meeting }: ReadingContent,
): Promise<PreviewLine[]> {
  const lines = entries.map((entry, i) => toLine(entry, i + 1, meeting?.from))
  for (const [register, same] of Map.groupBy(lines, line => line.register)) {
    if (register === undefined) continue
    const keys = same.flatMap(line => line.key ?? [])
    const known = new Map((await findEntries(tx, register, keys)).map(e => [e.key, e as RegisterEntry]))
    for (const line of same) {
      if (meeting) line.fields = await settleNext(tx, register, line.fields, afterFirstDay(meeting.from))
      const there = line.key === undefined ? undefined : known.get(line.key)
      if (line.state.kind === 'new' && there) line.state = compare(register, line.fields, there)
    }
  }
  return lines
}

function toLine(entry: ReadEntry, line: number, meeting: string | undefined): PreviewLine {
  const register = REGISTERS.find(r => r.reads?.from === entry.register)
  const base = { line, entry, register, key: undefined, fields: {} }
  if (!register) return { ...base, state: { kind: 'shown only' } }
  if (meeting === undefined)
    return {
      ...base,
      state: { kind: 'unreadable', sentence: 'the document does not say when its TSAG meeting was' },
    }
  try {
    const key: string = register.reads!.key(entry.key, entry.fields, meeting)
    return { ...base, key, fields: readFields(register, entry, meeting), state: { kind: 'new' } }
  } catch (error) {
    if (!(error instanceof UserError)) throw error
    return { ...base, state: { kind: 'unreadable', sentence: error.message } }
  }
}

const readFields = (register: AnyRegister, { fields }: ReadEntry, meeting: string): AnyValues => ({
  ...register.reads!.also?.(meeting),
  ...Object.fromEntries(
    Object.entries(register.fields as Fields).flatMap(([name, field]) => {
      const text = fields[name] ?? ''
      return text === '' ? [] : [[name, field.parse(text)]]
    }),
  ),
})

function compare(register: AnyRegister, found: AnyValues, there: RegisterEntry): PreviewLine['state'] {
  const differences = Object.entries(register.fields as Fields).flatMap(([name, field]): Difference[] => {
    const [known, fresh] = [formatField(field, there.fields[name]), formatField(field, found[name])]
    if (fresh === '' || fresh === known) return []
    if (known !== '' && register.reads?.keeps?.includes(name)) return []
    return [{ field: name, label: field.label, known, found: fresh }]
  })
  return differences.length === 0 ? { kind: 'there' } : { kind: 'changed', differences, there }
}
