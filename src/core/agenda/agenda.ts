/** The agenda of a meeting: issues brought to it, and inputs that chairs announced. */
import type { Transaction } from '../database/client.ts'
import { toColumn } from '../database/columns.ts'
import { Prisma } from '../database/generated/client.ts'
import { UserError } from '../errors.ts'
import { defineEvent, type Work } from '../events/events.ts'
import type { Meeting } from '../meetings/meeting.ts'
import { ISSUE } from '../references/issue.ts'
import { defineReference } from '../references/kind.ts'
import type { By } from '../roles/by.ts'
import { joinWords } from '../text/sentences.ts'

/** Inputs that chairs announce: "IN-4". */
export const INPUT = defineReference('IN', 'an input')

/** Something was put on the agenda of a meeting, or is on it still. */
export const agendaItemPlaced = defineEvent<{ meeting: Meeting }>('agenda item placed')

/** Why an issue is no longer a matter for the meeting. */
export type SettledAs = 'solved' | 'concluded' | 'withdrawn' | 'handed back' | 'taken back' | 'not to come'

const SETTLED_WORDS: Record<SettledAs, string> = {
  solved: 'solved between the chairs',
  concluded: 'concluded by WP2',
  withdrawn: 'withdrawn',
  'handed back': 'between the chairs concerned',
  'taken back': 'not brought by the SG in whose name it was',
  'not to come': 'no report is to come',
}

export type NewItem = { issue: number; topic: string; by: By } | { group: string; text: string; by: By }

export interface AgendaEntry {
  id: number
  /** "ISG-1" for an issue, "IN-4" for an input, "RB-20" for a report that is owed. */
  reference: string
  /** It is a report that is owed to the meeting; no chair brought it. */
  isReport: boolean
  /** The issue, of an entry that is one. */
  issue: number | undefined
  /** "Trust", "SG5: timelines" */
  text: string
  /** Left out while it is for the meeting to take up. */
  settledAs: SettledAs | undefined
}

/** Puts something at the end of the agenda; returns its id. An issue that is on it already keeps its place. */
export async function putOnAgenda(work: Work, meeting: Meeting, item: NewItem): Promise<number> {
  const { tx, now } = work
  const meetingId = meeting.id
  const there =
    'issue' in item
      ? await tx.agendaItem.findUnique({ where: { meetingId_issueId: { meetingId, issueId: item.issue } } })
      : null
  const id = there?.id ?? (await append(tx, meetingId, item, now))
  if (there?.settledAs) await tx.agendaItem.update({ where: { id }, data: { settledAs: null } })
  await work.announce(agendaItemPlaced, { meeting })
  return id
}

async function append(
  tx: Transaction,
  meetingId: number,
  item: NewItem,
  now: Temporal.Instant,
): Promise<number> {
  const { _max } = await tx.agendaItem.aggregate({ where: { meetingId }, _max: { place: true } })
  const common = {
    meetingId,
    place: (_max.place ?? 0) + 1,
    by: item.by,
    at: toColumn(now),
  }
  const { id } = await tx.agendaItem.create({
    data:
      'issue' in item
        ? { ...common, issueId: item.issue, text: item.topic }
        : { ...common, group: item.group, text: item.text },
  })
  return id
}

/** Marks the entries of an issue as settled, or as open again, on the agendas of all meetings. */
export async function settleOnAgendas(
  tx: Transaction,
  issueId: number,
  settledAs: SettledAs | undefined,
): Promise<void> {
  await tx.agendaItem.updateMany({ where: { issueId }, data: { settledAs: settledAs ?? null } })
}

/** The agenda in its order; at most 100 items. */
export async function readAgenda(tx: Transaction, meetingId: number): Promise<AgendaEntry[]> {
  const [{ items }] = await tx.$queryRaw<[{ items: AgendaRow[] }]>`SELECT ${agendaRows(meetingId)} AS items`
  return items.map(toAgendaEntry)
}

/** Open items on a meeting's agenda, in its order, each in a few words. */
export const openAgenda = async (tx: Transaction, meeting: number): Promise<string[]> =>
  describeOpen(await readAgenda(tx, meeting))

/** The entries that are not settled, each in a few words. */
export const describeOpen = (agenda: readonly AgendaEntry[]): string[] =>
  agenda
    .filter(entry => entry.settledAs === undefined)
    .map(({ reference, issue, text }) => (issue === undefined ? text : `${reference} ${text}`))

/** The entry with what became of it: "Trust (solved between the chairs)". */
export const describeEntry = ({ text, settledAs }: AgendaEntry): string =>
  settledAs ? `${text} (${SETTLED_WORDS[settledAs]})` : text

/** The columns of an item that make an entry. */
export interface AgendaRow {
  id: number
  issue: number | null
  group: string | null
  report: string | null
  text: string
  settledAs: SettledAs | null
}

/** The rows of a meeting's agenda in its order, as one value; `meeting` is its id, or names a column that has it. */
export const agendaRows = (meeting: number | Prisma.Sql): Prisma.Sql => Prisma.sql`(
  SELECT coalesce(jsonb_agg(to_jsonb(item) ORDER BY item.place, item.id), '[]') FROM (
    SELECT id, place, "issueId" AS issue, "group", report, text, "settledAs"
    FROM "AgendaItem" WHERE "meetingId" = ${meeting} ORDER BY place, id LIMIT 100) AS item)`

export const toAgendaEntry = ({ id, issue, group, report, text, settledAs }: AgendaRow): AgendaEntry => ({
  id,
  reference: report?.split(' ')[0] ?? (issue === null ? INPUT.format(id) : ISSUE.format(issue)),
  isReport: report !== null,
  issue: issue ?? undefined,
  text: issue === null ? `${group}: ${text}` : text,
  settledAs: settledAs ?? undefined,
})

/** Puts the named items first, in the order named; the others follow in their order. Throws a UserError for one that isn't there. */
export async function orderAgenda(tx: Transaction, meetingId: number, order: string): Promise<void> {
  const items = await readAgenda(tx, meetingId)
  const named = order
    .split(/[,;]/)
    .map(part => part.trim())
    .filter(part => part !== '')
    .map(reference => {
      const item = items.find(i => i.reference === reference.toUpperCase())
      if (item) return item
      throw new UserError(
        'not-on-agenda',
        `${reference} is not on this agenda, which has ${joinWords(items.map(i => i.reference)) || 'no items yet'}.`,
        'order',
      )
    })
  const ordered = [...new Set([...named, ...items])]
  for (const [place, item] of ordered.entries())
    await tx.agendaItem.update({ where: { id: item.id }, data: { place: place + 1 } })
}
