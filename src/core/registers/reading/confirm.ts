/** Enters a reading in the registers, the calendar and the record, as changes with one source. */
import type { Change } from '../../calendar/changes.ts'
import type { Transaction } from '../../database/client.ts'
import { toColumn } from '../../database/columns.ts'
import { UserError } from '../../errors.ts'
import type { Work } from '../../events/events.ts'
import { loadPlan } from '../../plans/load.ts'
import type { By } from '../../roles/by.ts'
import { createStatement, statementRead } from '../../statements/statement.ts'
import { atGeneva, endOfDay } from '../../time/geneva.ts'
import { addEntries, assertNewEntry } from '../add-many.ts'
import type { AnyValues } from '../field.ts'
import { storedGroups } from '../groups/fields.ts'
import type { RegisterEntry } from '../register.ts'
import { addEntry, changeEntry, findRemovedKeys } from '../store.ts'
import { afterFirstDay } from '../tsag.ts'
import { compareWithRegisters, type PreviewLine, registerNameOf, whoseOf } from './changes.ts'
import { describeDays } from './days.ts'
import { leavesOf } from './meetings.ts'
import { READING, type ReadEntry, type StoredReading } from './preview.ts'

/** The part of a reading to enter. */
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
  /** How many bodies came into the register of groups and bodies with the joint activities. */
  bodies: number
}

export async function confirmReading(
  work: Work,
  reading: StoredReading,
  choice: Choice,
  { by, caller }: Pick<Change, 'by' | 'caller'>,
): Promise<Entered> {
  if (reading.undoneAt)
    throw new UserError(
      'taken-back',
      `${READING.format(reading.id)} was ${reading.confirmedAt ? 'taken back' : 'dropped'}; read the document again to enter it.`,
      'reading',
    )
  const { lines, plan } = await compareWithRegisters(work.tx, reading, work.now)
  const bodiesBefore = await countBodies(work.tx, reading)
  const entered: Entered = { added: [], changed: [], there: 0, disputed: [], faults: [], bodies: 0 }
  const meetings: PreviewLine[] = []
  const fresh: PreviewLine[] = []
  const removed = await findRemoved(work.tx, lines)
  for (const line of lines) {
    if (choice.register !== undefined && registerNameOf(line) !== choice.register) continue
    if (choice.except.has(line.line)) continue
    if (line.state.kind === 'there') entered.there += 1
    if (line.state.kind !== 'new' && line.state.kind !== 'changed') continue
    if (line.entry.disputed && choice.disputed !== 'all' && !choice.disputed.has(line.line)) {
      entered.disputed.push(line)
      continue
    }
    if (line.entry.register === 'meetings') {
      meetings.push(line)
      continue
    }
    if (
      line.state.kind === 'new' &&
      line.register &&
      !removed.has(line) &&
      !fresh.some(other => isSame(other, line))
    )
      await attempt(entered, [line], async () => {
        await assertNewEntry(work, line.register!, { key: line.key!, fields: line.fields })
        fresh.push(line)
      })
    else await attempt(entered, [line], () => enter(work, reading, line, by))
  }
  await enterFresh(work, reading, fresh, by)
  if (plan && meetings.length > 0)
    await attempt(entered, meetings, () =>
      loadPlan(
        work,
        { ...plan.plan, leaves: leavesOf(plan, meetings), reading: reading.id },
        { by, ...(caller && { caller }) },
      ),
    )
  if (!reading.confirmedAt && entered.added.length + entered.changed.length > 0)
    await work.tx.documentReading.update({
      where: { id: reading.id },
      data: { confirmedAt: toColumn(work.now) },
    })
  entered.bodies = (await countBodies(work.tx, reading)) - bodiesBefore
  return entered
}

/** The bodies that a reading has entered or changed so far; none of its lines is one. */
async function countBodies(tx: Transaction, { id }: StoredReading): Promise<number> {
  const changes = await tx.registerChange.findMany({
    where: { readingId: id, entry: { register: storedGroups.name } },
    select: { entryId: true },
    distinct: ['entryId'],
  })
  return changes.length
}

const isSame = (a: PreviewLine, b: PreviewLine): boolean => a.register === b.register && a.key === b.key

/** Lines whose entries were taken back. Their histories go on. */
async function findRemoved(tx: Transaction, lines: readonly PreviewLine[]): Promise<Set<PreviewLine>> {
  const found = new Set<PreviewLine>()
  for (const [register, same] of Map.groupBy(lines, line => line.register)) {
    if (!register) continue
    const keys = await findRemovedKeys(
      tx,
      register,
      same.flatMap(line => line.key ?? []),
    )
    for (const line of same) if (line.key !== undefined && keys.has(line.key)) found.add(line)
  }
  return found
}

/** New entries by few statements: a report has hundreds. */
async function enterFresh(
  work: Work,
  reading: StoredReading,
  lines: readonly PreviewLine[],
  by: By,
): Promise<void> {
  const origin = { by, source: reading.name, reading: reading.id }
  for (const [register, same] of Map.groupBy(lines, line => line.register!))
    await addEntries(
      work,
      register,
      same.map(({ key, fields, entry }) => ({ key: key!, fields, clause: entry.places[0] })),
      origin,
    )
}

/** Enters lines together; a rule that they break is a fault of these lines, and the others go on. */
async function attempt(
  entered: Entered,
  lines: readonly PreviewLine[],
  write: () => Promise<unknown>,
): Promise<void> {
  try {
    await write()
    for (const line of lines) entered[line.state.kind === 'new' ? 'added' : 'changed'].push(line)
  } catch (error) {
    if (!(error instanceof UserError)) throw error
    for (const line of lines) entered.faults.push({ line, sentence: error.message })
  }
}

/** Rules of the register are checked before anything of a line is written, so a fault leaves nothing half entered. */
async function enter(work: Work, reading: StoredReading, line: PreviewLine, by: By): Promise<void> {
  if (line.entry.register === 'statements') return enterStatement(work, reading, line.entry, by)
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

/** A statement goes on the record; the SG whose it is confirms it, or the approved report does. */
async function enterStatement(work: Work, reading: StoredReading, entry: ReadEntry, by: By): Promise<void> {
  const { fields: f, places } = entry
  const { meeting } = reading.content
  const occasion = f.occasion
    ? f.occasion.replace(/^(?:at|on|during|in) (?:the )?/i, '')
    : describeMeeting(reading)
  const whose = whoseOf(entry)
  const isOfGroup = whose === f.group
  const day = f.day || meeting?.until
  const told = f.verbatim ? '' : ', as told there'
  const statement = await createStatement(work, {
    meeting: await meetingOf(work.tx, reading),
    subject: `${reading.name}, ${places[0] ?? 'the document'}${told}`,
    whose,
    text: f.words ?? '',
    by,
    said: isOfGroup ? occasion : undefined,
    read: { reading: reading.id, occasion, day: day ? Temporal.PlainDate.from(day) : undefined },
  })
  await work.announce(statementRead, { statement, toConfirm: isOfGroup ? whose : undefined, said: occasion })
}

/** "WP2 meeting of 26–30 January 2026" */
function describeMeeting({ name, content: { group, meeting } }: StoredReading): string {
  if (!meeting) return `the meeting of ${name}`
  return `${group ?? 'TSAG'} meeting of ${describeDays(meeting)}`
}

/** The meeting of a document on the calendar: the one that its group, or TSAG, had on its days; undefined for none or several. */
async function meetingOf(
  tx: Transaction,
  { content: { group, meeting } }: StoredReading,
): Promise<number | undefined> {
  if (!meeting) return undefined
  const found = await tx.meeting.findMany({
    where: {
      OR: [{ kind: 'TSAG_MEETING' }, ...(group === null ? [] : [{ groupId: group }])],
      status: { not: 'CANCELLED' },
      startsAt: { lt: toColumn(endOfDay(Temporal.PlainDate.from(meeting.until))) },
      endsAt: { gte: toColumn(atGeneva(Temporal.PlainDate.from(meeting.from), '00:00')) },
    },
    select: { id: true },
    take: 2,
  })
  return found.length === 1 ? found[0]!.id : undefined
}
