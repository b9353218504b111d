/** The entries of a reading beside the registers, the calendar and the statements on record: new, changed, there already, or for no register. */
import type { Transaction } from '../../database/client.ts'
import { toColumn } from '../../database/columns.ts'
import { UserError } from '../../errors.ts'
import { toMeeting } from '../../meetings/meeting.ts'
import { meetingName } from '../../meetings/words.ts'
import { findStated, statedKey } from '../../statements/statement.ts'
import { atGeneva, endOfDay } from '../../time/geneva.ts'
import { type AnyValues, describeField, type Fields } from '../field.ts'
import type { AnyRegister, RegisterEntry } from '../register.ts'
import { REGISTERS } from '../registers.ts'
import { findEntries } from '../store.ts'
import { afterFirstDay, settleNext } from '../tsag.ts'
import { disputeCorrected } from './corrected.ts'
import { describeDays } from './days.ts'
import { compareMeetings, type ReadPlan } from './meetings.ts'
import type { ReadEntry, ReadingContent, StoredReading } from './preview.ts'

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
    /** `there`: the entry of a register. */
    | { kind: 'changed'; differences: Difference[]; there?: RegisterEntry }
    | { kind: 'there' }
    /** A field or the key could not be read as what the register keeps. */
    | { kind: 'unreadable'; sentence: string }
  register: AnyRegister | undefined
  key: string | undefined
  /** The fields that it would enter; an absent field changes nothing. */
  fields: AnyValues
  /** The number of the meeting that it cancels. */
  cancels?: number
}

/** The entries that a reading would make, as things stand. */
export interface Comparison {
  lines: PreviewLine[]
  /** The plan that its meetings make; undefined: there is none, or it can't be loaded. */
  plan: ReadPlan | undefined
}

/** Every entry of a reading with its state now. */
export async function compareWithRegisters(
  tx: Transaction,
  reading: Pick<StoredReading, 'name' | 'content'>,
  now: Temporal.Instant,
): Promise<Comparison> {
  const { entries, meeting } = reading.content
  const lines = entries.map((entry, i) => toLine(entry, i + 1, meeting?.from))
  const other = await findOtherMeeting(tx, reading.content)
  if (other !== undefined)
    for (const line of lines)
      if (line.entry.register === 'actions')
        line.state = {
          kind: 'unreadable',
          sentence: `the document belongs to the ${other}, not to a TSAG meeting; action add enters an action for the next one`,
        }
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
  await disputeCorrected(tx, lines)
  await compareStatements(tx, lines)
  return { lines, plan: await compareMeetings(tx, reading, lines, now) }
}

/**
 * The meeting of a document that is none of TSAG's, in words: its group has one on the calendar on those days, and TSAG
 * has none. Numbers of actions belong to TSAG meetings.
 */
async function findOtherMeeting(
  tx: Transaction,
  { group, meeting }: ReadingContent,
): Promise<string | undefined> {
  if (!meeting || group === null) return undefined
  const found = await tx.meeting.findMany({
    where: {
      OR: [{ kind: 'TSAG_MEETING' }, { groupId: group }],
      status: { not: 'CANCELLED' },
      startsAt: { lt: toColumn(endOfDay(Temporal.PlainDate.from(meeting.until))) },
      endsAt: { gte: toColumn(atGeneva(Temporal.PlainDate.from(meeting.from), '00:00')) },
    },
    orderBy: { startsAt: 'asc' },
  })
  const [first] = found
  if (!first || found.some(({ kind }) => kind === 'TSAG_MEETING')) return undefined
  return `${meetingName(toMeeting(first))} of ${describeDays(meeting)}`
}

async function compareStatements(tx: Transaction, lines: readonly PreviewLine[]): Promise<void> {
  const own = lines.filter(line => line.entry.register === 'statements')
  if (own.length === 0) return
  const stated = await findStated(
    tx,
    own.map(line => line.entry.fields.words ?? ''),
  )
  for (const line of own)
    if (stated.has(statedKey(whoseOf(line.entry), line.entry.fields.words ?? '')))
      line.state = { kind: 'there' }
}

/** The SG of whose chair a statement is, or the delegation. */
export const whoseOf = ({ fields: { group, by } }: ReadEntry): string =>
  group !== undefined && /^SG\d+$/.test(group) ? group : (by ?? '')

/** An entry of a reading as its register has it, before anything is known of what is there. */
export function toLine(entry: ReadEntry, line: number, meeting: string | undefined): PreviewLine {
  const register = REGISTERS.find(r => r.reads?.from === entry.register)
  const base = { line, entry, register, key: undefined, fields: {} }
  if (!register) return { ...base, state: { kind: 'new' } }
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
    const [known, fresh] = [describeField(field, there.fields[name]), describeField(field, found[name])]
    if (fresh === '' || fresh === known) return []
    if (known !== '' && register.reads?.keeps?.includes(name)) return []
    return [{ field: name, label: field.label, known, found: fresh }]
  })
  return differences.length === 0 ? { kind: 'there' } : { kind: 'changed', differences, there }
}

/** Whose name stands for a register in `read`. */
export const registerNameOf = (line: PreviewLine): string => line.register?.name ?? line.entry.register
