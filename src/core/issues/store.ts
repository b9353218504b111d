/** Issues in the database: the timeline, and beside it the state that replaying it gives. */

import type { Transaction } from '../database/client.ts'
import { toColumn } from '../database/columns.ts'
import { LOCKS, lockUntilEnd } from '../database/locks.ts'
import { nextNumber } from '../database/next-number.ts'
import { UserError } from '../errors.ts'
import { cmd, phrase } from '../text/spans.ts'
import { endOfDay } from '../time/geneva.ts'
import { replay } from './apply.ts'
import { parseEvent } from './event-schema.ts'
import type { IssueEvent, IssueState } from './state.ts'
import { isEarlier, parseState } from './state-schema.ts'

/** The issue, as it stands. Throws a UserError when there is none of that number. */
export async function findIssue(tx: Transaction, id: number): Promise<IssueState> {
  const row = await tx.issue.findUnique({ where: { id } })
  if (row) return parseState(row.state)
  const last = await tx.issue.findFirst({ select: { id: true }, orderBy: { id: 'desc' } })
  const known = last ? `the last one is ISG-${last.id}` : 'none has been raised'
  throw new UserError(
    'no-issue',
    phrase`There is no issue ISG-${id}; ${known}. ${cmd('issue list')} shows all.`,
    'issue',
  )
}

/** The same, held against others who would change it until this transaction ends. */
export async function lockIssue(tx: Transaction, id: number): Promise<IssueState> {
  const [row] = await tx.$queryRaw<
    { state: unknown }[]
  >`SELECT state FROM "Issue" WHERE id = ${id} FOR UPDATE`
  // The first change after an upgrade writes the present shape, exactly as the timeline has it.
  return row && isEarlier(row.state) ? replay(await findTimeline(tx, id), id)! : findIssue(tx, id)
}

/** The timeline of an issue, oldest first. */
export async function findTimeline(tx: Transaction, id: number, most = 500): Promise<IssueEvent[]> {
  const rows = await tx.issueEvent.findMany({
    where: { issueId: id },
    orderBy: { number: 'asc' },
    take: most,
  })
  return rows.map(r => parseEvent(r.data))
}

/** One event of the timeline of an issue, by its number. */
export async function findEvent(tx: Transaction, issueId: number, number: number): Promise<IssueEvent> {
  const row = await tx.issueEvent.findUniqueOrThrow({ where: { issueId_number: { issueId, number } } })
  return parseEvent(row.data)
}

/**
 * Opens the timeline of a new issue with its first events. Numbers follow each other without a gap: one is given only
 * with the issue, and not by a sequence, which counts refused commands too.
 */
export async function createIssue(
  tx: Transaction,
  events: readonly [IssueEvent & { kind: 'raised' }, ...IssueEvent[]],
): Promise<IssueState> {
  await lockUntilEnd(tx, LOCKS.issueNumber)
  const id = await nextNumber(tx, 'Issue')
  const state = replay(events, id)!
  await appendEvents(tx, state, events)
  return state
}

/** Appends events to the timeline; `after` is the state that they give. */
export async function appendEvents(
  tx: Transaction,
  after: IssueState,
  events: readonly IssueEvent[],
): Promise<void> {
  const { id, topic, stage, concerned, version } = after
  // One statement, where Prisma would make five of it, one after the other.
  const changed = toColumn(Temporal.Instant.from(events.at(-1)!.at))
  await tx.$queryRaw`
    WITH it AS MATERIALIZED (SELECT ${id}::int AS id), issue AS (
      INSERT INTO "Issue" (id, topic, stage, state, "lapsesAt", "raisedAt", "changedAt")
      SELECT id, ${topic}, ${stage}, ${JSON.stringify(after)}::jsonb,
        ${lapsesAt(after)}::timestamptz, ${changed}::timestamptz, ${changed}::timestamptz FROM it
      ON CONFLICT (id) DO UPDATE SET stage = excluded.stage, state = excluded.state,
        "lapsesAt" = excluded."lapsesAt", "changedAt" = excluded."changedAt"
    ), happened AS (
      INSERT INTO "IssueEvent" ("issueId", number, at, kind, data)
      SELECT id, ${version - events.length} + place,
        date_trunc('milliseconds', (event ->> 'at')::timestamptz), event ->> 'kind', event
      FROM it, jsonb_array_elements(${JSON.stringify(events)}::jsonb) WITH ORDINALITY AS e(event, place)
    ), gone AS (
      DELETE FROM "IssueGroup" WHERE "issueId" = (SELECT id FROM it) AND "groupId" <> ALL(${concerned}::text[])
    ), concerned AS (
      INSERT INTO "IssueGroup" ("issueId", "groupId") SELECT id, unnest(${concerned}::text[]) FROM it
      ON CONFLICT DO NOTHING
    )
    SELECT id FROM it`
}

/** When the timeline of an issue lapses: at the end of its last day in Geneva, while the chairs have it. */
function lapsesAt(state: IssueState): Date | null {
  if (state.stage !== 'chairs' || state.lapsed || state.respondBy === undefined) return null
  return toColumn(endOfDay(Temporal.PlainDate.from(state.respondBy)).add({ seconds: 1 }))
}
