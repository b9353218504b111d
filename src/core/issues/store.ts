/** Issues in the database: the timeline, and beside it the state that replaying it gives. */
import type { Transaction } from '../database/client.ts'
import type { Prisma } from '../database/generated/client.ts'
import { toColumn } from '../database/time.ts'
import { UserError } from '../errors.ts'
import { endOfDay } from '../time/geneva.ts'
import { evolve } from './evolve.ts'
import type { IssueEvent, IssueState } from './state.ts'

/** The issue, as it stands. Throws a UserError when there is none of that number. */
export async function findIssue(tx: Transaction, id: number): Promise<IssueState> {
  const row = await tx.issue.findUnique({ where: { id } })
  if (!row)
    throw new UserError('no-issue', `There is no issue ISG-${id}. /sg issue list names them.`, 'issue')
  return row.state as unknown as IssueState
}

/** The same, held against others who would change it until this transaction ends. */
export async function holdIssue(tx: Transaction, id: number): Promise<IssueState> {
  await tx.$queryRaw`SELECT id FROM "Issue" WHERE id = ${id} FOR UPDATE`
  return findIssue(tx, id)
}

/** The timeline of an issue, oldest first. */
export async function timelineOf(tx: Transaction, id: number, most = 500): Promise<IssueEvent[]> {
  const rows = await tx.issueEvent.findMany({
    where: { issueId: id },
    orderBy: { number: 'asc' },
    take: most,
  })
  return rows.map(r => r.data as unknown as IssueEvent)
}

/** Opens the timeline of a new issue with its first event. */
export async function createIssue(
  tx: Transaction,
  event: IssueEvent & { kind: 'raised' },
): Promise<IssueState> {
  const { id } = await tx.issue.create({
    data: { topic: event.topic, stage: 'chairs', state: {}, raisedAt: event.at, changedAt: event.at },
  })
  const state = evolve(undefined, event, id)
  await append(tx, state, [event])
  return state
}

/** Appends events to the timeline; `after` is the state that they give. */
export async function append(
  tx: Transaction,
  after: IssueState,
  events: readonly IssueEvent[],
): Promise<void> {
  const first = after.version - events.length + 1
  const { id } = after
  await tx.issueEvent.createMany({
    data: events.map((event, i) => ({
      issueId: id,
      number: first + i,
      at: event.at,
      kind: event.kind,
      data: event as unknown as Prisma.InputJsonValue,
    })),
  })
  await tx.issue.update({
    where: { id },
    data: {
      stage: after.stage,
      state: after as unknown as Prisma.InputJsonValue,
      changedAt: events.at(-1)!.at,
      lapsesAt: lapsesAt(after),
    },
  })
  await tx.issueGroup.deleteMany({ where: { issueId: id, groupId: { notIn: after.concerned } } })
  await tx.issueGroup.createMany({
    data: after.concerned.map(groupId => ({ issueId: id, groupId })),
    skipDuplicates: true,
  })
}

/** When the timeline of an issue lapses: at the end of its last day in Geneva, while the chairs have it. */
function lapsesAt(state: IssueState): string | null {
  if (state.stage !== 'chairs' || state.lapsed || state.respondBy === undefined) return null
  return toColumn(endOfDay(Temporal.PlainDate.from(state.respondBy)).add({ seconds: 1 }))
}
