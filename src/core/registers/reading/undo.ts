/** Takes back what a reading entered, but for what was changed since. */
import type { Change } from '../../calendar/changes.ts'
import { toColumn } from '../../database/columns.ts'
import { Prisma } from '../../database/generated/client.ts'
import { UserError } from '../../errors.ts'
import type { Work } from '../../events/events.ts'
import { PLAN, undoPlan } from '../../plans/undo.ts'
import { STATEMENT, takeBackStatements } from '../../statements/statement.ts'
import { groups } from '../groups/register.ts'
import { snapshotSchema } from '../history.ts'
import { REGISTERS } from '../registers.ts'
import { takeBackChange } from '../take-back.ts'
import { READING, type StoredReading } from './preview.ts'

export interface Undone {
  /** How many entries are as they were before. */
  count: number
  /** How many bodies are, which came into the register of groups and bodies with their joint activities. */
  bodies: number
  /** The entries that were changed or confirmed since, and stay. */
  stay: string[]
}

/** Takes back everything that a reading entered and that is as it left it. */
export async function undoReading(
  work: Work,
  reading: StoredReading,
  { by, caller }: Pick<Change, 'by' | 'caller'>,
): Promise<Undone> {
  const { tx } = work
  const source = `${READING.format(reading.id)} taken back`
  const changes = await tx.registerChange.findMany({
    where: { readingId: reading.id },
    orderBy: { number: 'asc' },
    include: { entry: true },
  })
  const undone: Undone = { count: 0, bodies: 0, stay: [] }
  for (const [entryId, own] of Map.groupBy(changes, change => change.entryId)) {
    const [first, last] = [own[0]!, own.at(-1)!]
    // Changes by others in between would be lost with the first state.
    const isOneRun = last.number - first.number === own.length - 1
    const change = { entryId, before: first.before, after: last.after }
    const origin = { by, source }
    const register = REGISTERS.find(r => r.name === own[0]!.entry.register)
    const isFree =
      first.before !== null || !(await register?.isUsed?.(tx, snapshotSchema.parse(last.after).key))
    if (isOneRun && isFree && (await takeBackChange(work, register!, change, origin)))
      undone[register === groups ? 'bodies' : 'count'] += 1
    else undone.stay.push(register!.key.format(own[0]!.entry.key, work.now))
  }
  const { takenBack, stay } = await takeBackStatements(work, reading.id, by, source)
  undone.count += takenBack.length
  undone.stay.push(...stay.map(STATEMENT.format))
  await undoPlans(work, reading, { by, reason: source, ...(caller && { caller }) }, undone)
  // A joint activity and its body have one name.
  undone.stay = [...new Set(undone.stay)]
  await tx.documentReading.update({ where: { id: reading.id }, data: { undoneAt: toColumn(work.now) } })
  return undone
}

/** The plans that a reading loaded, the latest first: each rests on the one before. */
async function undoPlans(work: Work, { id }: StoredReading, change: Change, undone: Undone): Promise<void> {
  const plans = await work.tx.plan.findMany({
    where: { readingId: id, undone: { equals: Prisma.DbNull } },
    orderBy: { id: 'desc' },
    select: { id: true },
  })
  for (const plan of plans)
    try {
      const { returned, stays } = await undoPlan(work, plan.id, change, true)
      undone.count += returned.length
      undone.stay.push(...stays)
    } catch (error) {
      // A later plan of the same groups is in force.
      if (!(error instanceof UserError)) throw error
      undone.stay.push(PLAN.format(plan.id))
    }
}

/** "7 bodies" */
export const countBodies = (count: number): string => `${count} ${count === 1 ? 'body' : 'bodies'}`
