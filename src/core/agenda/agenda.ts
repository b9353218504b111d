/** The agenda of a meeting: escalated issues, and inputs that chairs announced. */
import type { Transaction } from '../database/client.ts'
import { toColumn } from '../database/columns.ts'
import { Prisma } from '../database/generated/client.ts'
import { UserError } from '../errors.ts'
import { type Stage, WITH_WP2 } from '../issues/state.ts'
import { STAGE_WORDS } from '../issues/words.ts'
import { notifyNotCancelled } from '../lead-times/cancel-by-plan.ts'
import type { Meeting } from '../meetings/meeting.ts'

export type NewItem = { issue: number; by: string } | { group: string; text: string; by: string }

export interface AgendaEntry {
  id: number
  /** "ISG-1" for an issue, "IN-4" for an input. */
  reference: string
  /** "Trust", "Trust (solved between the chairs)", "SG5: timelines" */
  text: string
  /** Nothing of it is left for the meeting: an issue that WP2 no longer has before it. */
  settled: boolean
}

/** Puts something at the end of the agenda; gives its id. An issue that is on it already stays where it is. */
export async function putOnAgenda(
  tx: Transaction,
  meeting: Meeting,
  item: NewItem,
  now: Temporal.Instant,
): Promise<number> {
  const meetingId = meeting.id
  if ('issue' in item) {
    const there = await tx.agendaItem.findUnique({
      where: { meetingId_issueId: { meetingId, issueId: item.issue } },
    })
    if (there) {
      await notifyNotCancelled(tx, meeting, now)
      return there.id
    }
  }
  const { _max } = await tx.agendaItem.aggregate({ where: { meetingId }, _max: { place: true } })
  const common = { meetingId, place: (_max.place ?? 0) + 1, by: item.by, at: toColumn(now) }
  const { id } = await tx.agendaItem.create({
    data:
      'issue' in item
        ? { ...common, issueId: item.issue }
        : { ...common, group: item.group, text: item.text },
  })
  await notifyNotCancelled(tx, meeting, now)
  return id
}

/** The agenda in its order; at most 100 items. */
export async function readAgenda(tx: Transaction, meetingId: number): Promise<AgendaEntry[]> {
  const [{ items }] = await tx.$queryRaw<[{ items: AgendaRow[] }]>`SELECT ${agendaRows(meetingId)} AS items`
  return items.map(toAgendaEntry)
}

/** What of an item makes an entry: with the topic and stage of its issue, or with a group and its words. */
export interface AgendaRow {
  id: number
  issue: number | null
  topic: string | null
  stage: Stage | null
  group: string | null
  text: string | null
}

/** The rows of a meeting's agenda in its order, as one value; `meeting` is its id, or names a column that has it. */
export const agendaRows = (meeting: number | Prisma.Sql): Prisma.Sql => Prisma.sql`(
  SELECT coalesce(jsonb_agg(to_jsonb(item) ORDER BY item.place, item.id), '[]') FROM (
    SELECT a.id, a.place, a."issueId" AS issue, i.topic, i.stage, a."group", a.text
    FROM "AgendaItem" a LEFT JOIN "Issue" i ON i.id = a."issueId"
    WHERE a."meetingId" = ${meeting} ORDER BY a.place, a.id LIMIT 100) AS item)`

export function toAgendaEntry({ id, issue, topic, stage, group, text }: AgendaRow): AgendaEntry {
  if (issue === null || stage === null)
    return { id, reference: `IN-${id}`, text: `${group}: ${text}`, settled: false }
  const settled = !WITH_WP2.includes(stage)
  return {
    id,
    reference: `ISG-${issue}`,
    text: settled ? `${topic} (${STAGE_WORDS[stage]})` : topic!,
    settled,
  }
}

/** Puts the named items first, in the order named; the others follow as they were. Throws a UserError for one that isn't there. */
export async function orderAgenda(tx: Transaction, meetingId: number, order: string): Promise<void> {
  const items = await readAgenda(tx, meetingId)
  const named = order
    .split(/\s*[,;]\s*/)
    .filter(part => part !== '')
    .map(reference => {
      const item = items.find(i => i.reference === reference.toUpperCase())
      if (!item)
        throw new UserError(
          'not-on-agenda',
          `${reference} is not on this agenda; on it are ${items.map(i => i.reference).join(', ') || 'none yet'}.`,
          'order',
        )
      return item
    })
  const ordered = [...new Set([...named, ...items])]
  for (const [place, item] of ordered.entries())
    await tx.agendaItem.update({ where: { id: item.id }, data: { place: place + 1 } })
}
