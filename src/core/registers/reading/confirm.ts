/** Enters a reading in the registers, as changes with one source, and takes them back. */
import { toColumn } from '../../database/columns.ts'
import { UserError } from '../../errors.ts'
import type { Work } from '../../events/events.ts'
import type { By } from '../../roles/by.ts'
import type { AnyValues } from '../field.ts'
import type { RegisterEntry } from '../register.ts'
import { REGISTERS } from '../registers.ts'
import { addEntry, changeEntry, snapshotSchema, takeBackChange } from '../store.ts'
import { afterFirstDay } from '../tsag.ts'
import { compareWithRegisters, type PreviewLine } from './changes.ts'
import { READING, type StoredReading } from './preview.ts'

/** What to enter of a reading. */
export interface Choice {
  /** One register alone, by its name. */
  register?: string | undefined
  /** Lines to leave out. */
  except: ReadonlySet<number>
  /** Disputed lines that somebody looked at. */
  disputed: ReadonlySet<number> | 'all'
}

export interface Entered {
  added: PreviewLine[]
  changed: PreviewLine[]
  there: number
  /** Lines about which the document contradicts itself, and that were not named. */
  disputed: PreviewLine[]
  faults: { line: PreviewLine; sentence: string }[]
}

export async function confirmReading(
  work: Work,
  reading: StoredReading,
  choice: Choice,
  by: By,
): Promise<Entered> {
  if (reading.undoneAt)
    throw new UserError(
      'taken-back',
      `${READING.format(reading.id)} was taken back; read the document again to enter it.`,
      'reading',
    )
  const lines = await compareWithRegisters(work.tx, reading.content)
  const entered: Entered = { added: [], changed: [], there: 0, disputed: [], faults: [] }
  for (const line of lines) {
    if (choice.register !== undefined && line.register?.name !== choice.register) continue
    if (choice.except.has(line.line)) continue
    if (line.state.kind === 'there') entered.there += 1
    if (line.state.kind !== 'new' && line.state.kind !== 'changed') continue
    if (line.entry.disputed && choice.disputed !== 'all' && !choice.disputed.has(line.line)) {
      entered.disputed.push(line)
      continue
    }
    try {
      await enter(work, reading, line, by)
      entered[line.state.kind === 'new' ? 'added' : 'changed'].push(line)
    } catch (error) {
      if (!(error instanceof UserError)) throw error
      entered.faults.push({ line, sentence: error.message })
    }
  }
  if (!reading.confirmedAt && entered.added.length + entered.changed.length > 0)
    await work.tx.documentReading.update({
      where: { id: reading.id },
      data: { confirmedAt: toColumn(work.now) },
    })
  return entered
}

/** Rules of the register are checked before anything of a line is written, so a fault leaves nothing half entered. */
async function enter(work: Work, reading: StoredReading, line: PreviewLine, by: By): Promise<void> {
  const register = line.register!
  const { meeting } = reading.content
  const origin = {
    by,
    source: reading.name,
    clause: line.entry.places[0],
    reading: reading.id,
    ...(meeting && { since: afterFirstDay(meeting.from) }),
  }
  if (line.state.kind !== 'changed') {
    await addEntry(work, register, { key: line.key, fields: line.fields }, origin)
    return
  }
  const fields: AnyValues = Object.fromEntries(
    line.state.differences.map(({ field }) => [field, line.fields[field]]),
  )
  await changeEntry(work, register, line.state.there as RegisterEntry, { fields }, origin)
}

export interface Undone {
  /** How many entries are as they were before. */
  count: number
  /** Keys of entries that were changed since, and stay. */
  stay: string[]
}

/** Takes back everything that a reading entered and that is as it left it. */
export async function undoReading(work: Work, reading: StoredReading, by: By): Promise<Undone> {
  const { tx } = work
  const changes = await tx.registerChange.findMany({
    where: { readingId: reading.id },
    orderBy: { number: 'asc' },
    include: { entry: true },
  })
  const undone: Undone = { count: 0, stay: [] }
  for (const [entryId, own] of Map.groupBy(changes, change => change.entryId)) {
    const [first, last] = [own[0]!, own.at(-1)!]
    // Changes by others in between would be lost with the first state.
    const isOneRun = last.number - first.number === own.length - 1
    const change = { entryId, before: first.before, after: last.after }
    const origin = { by, source: `${READING.format(reading.id)} taken back` }
    const register = REGISTERS.find(r => r.name === own[0]!.entry.register)
    const isFree =
      first.before !== null || !(await register?.isUsed?.(tx, snapshotSchema.parse(last.after).key))
    if (isOneRun && isFree && (await takeBackChange(work, change, origin))) undone.count += 1
    else undone.stay.push(snapshotSchema.parse(last.after).key)
  }
  await tx.documentReading.update({ where: { id: reading.id }, data: { undoneAt: toColumn(work.now) } })
  return undone
}
