/** Statements for the record: on an issue (in its timeline) or on a subject of a meeting (a clause, a session). */
import type { Transaction } from '../database/client.ts'
import { dateColumn, instantFrom, toColumn } from '../database/columns.ts'
import { UserError } from '../errors.ts'
import type { Work } from '../events/events.ts'
import { MEETING } from '../meetings/meeting.ts'
import { ISSUE } from '../references/issue.ts'
import { type By, bySchema, describeBy } from '../roles/by.ts'
import { STATEMENT } from '../statements/statement.ts'
import { formatDate, inGeneva } from '../time/geneva.ts'
import { parseEvent } from './event-schema.ts'
import { parseState } from './state-schema.ts'
import { describeRecord, describeStatement, findStatus, type RecordStatus } from './words.ts'

/** The most statements that one list is made of. */
const MAX_LISTED = 200

/** Keeps an SG's answer to a statement that TSB recorded for it, once. Throws a UserError where none is waited for. */
export async function answerStatement(
  { tx, now }: Work,
  id: number,
  { confirmed, by, source }: { confirmed: boolean; by: By; source?: string | undefined },
): Promise<void> {
  // The callers have looked it up, so it is there.
  const found = await tx.statement.findUniqueOrThrow({ where: { id }, include: { answer: true } })
  if (found.said === null || found.answer)
    throw new UserError('nothing-to-confirm', `${STATEMENT.format(id)} does not wait to be confirmed.`)
  await tx.statementAnswer.create({
    data: { statementId: id, confirmed, by, source: source ?? null, at: toColumn(now) },
  })
}

/** Whether TSB recorded this statement and its SG has not answered yet. */
export async function waitsToBeConfirmed(tx: Transaction, id: number): Promise<boolean> {
  const found = await tx.statement.findUnique({ where: { id }, include: { answer: true } })
  return found !== null && found.said !== null && found.answer === null
}

/** Confirms the statements recorded as said at `said`, because the approved report says so; returns their numbers. */
export async function confirmStatementsBySource(
  work: Work,
  said: string,
  source: string,
  by: By,
): Promise<number[]> {
  const found = await work.tx.statement.findMany({
    where: { said, answer: null },
    select: { id: true },
    orderBy: { id: 'asc' },
  })
  for (const { id } of found) await answerStatement(work, id, { confirmed: true, by, source })
  return found.map(s => s.id)
}

export interface StatementToConfirm {
  id: number
  /** Null: the report's meeting is not on the calendar. */
  meetingId: number | null
  subject: string
  whose: string
  text: string
  said: string
  /** ISO text. */
  at: string
}

/** The statements of these SGs that TSB recorded and that wait; by their numbers. */
export async function findStatementsToConfirm(
  tx: Transaction,
  groups: readonly string[],
): Promise<StatementToConfirm[]> {
  if (groups.length === 0) return []
  const rows = await tx.statement.findMany({
    where: { whose: { in: [...groups] }, said: { not: null }, answer: null },
    orderBy: { id: 'asc' },
    take: MAX_LISTED,
  })
  return rows.map(({ id, meetingId, subject, whose, text, said, at }) => ({
    id,
    meetingId,
    subject,
    whose,
    text,
    said: said!,
    at: instantFrom(at).toString(),
  }))
}

export interface WantedStatements {
  issue?: number | undefined
  meeting?: number | undefined
  from?: Temporal.Instant | undefined
  until?: Temporal.Instant | undefined
}

/** Statements word for word, a line each, in the order in which they were made. */
export async function listStatements(
  tx: Transaction,
  { issue, meeting, from, until }: WantedStatements,
): Promise<string[]> {
  const at = { ...(from && { gte: toColumn(from) }), ...(until && { lt: toColumn(until) }) }
  const dayIn = (at: Temporal.Instant) => dateColumn(inGeneva(at).toPlainDate())
  const day = { ...(from && { gte: dayIn(from) }), ...(until && { lt: dayIn(until) }) }
  const events = await tx.issueEvent.findMany({
    where: {
      kind: 'statement',
      at,
      ...(issue !== undefined && { issueId: issue }),
      ...(meeting !== undefined && { data: { path: ['meeting'], equals: meeting } }),
    },
    include: { issue: { select: { state: true } } },
    orderBy: { at: 'asc' },
    take: MAX_LISTED,
  })
  const rows =
    issue === undefined
      ? await tx.statement.findMany({
          where: {
            // A statement from a reading counts by the day on which it was made.
            OR: [{ day: null, at }, { day: { not: null, ...day } }],
            AND: [{ OR: [{ answer: null }, { answer: { takenBack: false } }] }],
            ...(meeting !== undefined && { meetingId: meeting }),
          },
          include: { answer: true },
          orderBy: [{ at: 'asc' }, { id: 'asc' }],
          take: MAX_LISTED,
        })
      : []
  const lines = [
    ...events.map(e => ({ at: e.at, line: describeIssueStatement(e) })),
    ...rows.map(r => ({ at: r.day ?? r.at, line: describeRow(r) })),
  ]
  return lines.toSorted((a, b) => a.at.getTime() - b.at.getTime()).map(l => l.line)
}

const dayOf = (at: Date): string => formatDate(inGeneva(instantFrom(at)))

function describeIssueStatement(row: {
  at: Date
  number: number
  issueId: number
  data: unknown
  issue: { state: unknown }
}): string {
  const event = parseEvent(row.data)
  if (event.kind !== 'statement')
    throw new Error(`entry ${row.number} of issue ${row.issueId} is no statement`)
  const state = parseState(row.issue.state)
  const record = event.said === undefined ? '' : ` (${describeRecord(event, findStatus(state, row.number))})`
  const at = event.meeting === undefined ? '' : `, at ${MEETING.format(event.meeting)}`
  return `${dayOf(row.at)}, ${ISSUE.format(row.issueId)} ${state.topic}${at}. ${describeStatement(event)}${record}: “${event.text}”`
}

function describeRow(row: {
  id: number
  at: Date
  meetingId: number | null
  occasion: string | null
  subject: string
  whose: string
  text: string
  by: unknown
  said: string | null
  answer: { confirmed: boolean } | null
}): string {
  const by = bySchema.parse(row.by)
  const status: RecordStatus =
    row.answer === null ? 'waiting' : row.answer.confirmed ? 'confirmed' : 'disowned'
  const record =
    row.said === null ? '' : ` (${describeRecord({ by, group: row.whose, said: row.said }, status)})`
  const meeting = row.meetingId === null ? '' : MEETING.format(row.meetingId)
  // The occasion of a statement from a reading names its day.
  const where = row.occasion === null ? `${dayOf(row.at)}, ${meeting}` : withMeeting(row.occasion, meeting)
  const recordedBy = row.said === null && by.role?.group !== row.whose ? `, entered by ${describeBy(by)}` : ''
  const made =
    row.said === null && recordedBy === ''
      ? `${describeBy(by)} put a statement on record for ${row.whose}`
      : `${row.whose} put a statement on record`
  return `${STATEMENT.format(row.id)}, ${where}, ${row.subject}. ${made}${recordedBy}${record}: “${row.text}”`
}

const withMeeting = (occasion: string, meeting: string): string =>
  meeting === '' ? occasion : `${occasion}, ${meeting}`

/** One statement on a subject of a meeting, with its meeting and subject. */
export async function describeMeetingStatement(tx: Transaction, id: number): Promise<string | undefined> {
  const row = await tx.statement.findUnique({ where: { id }, include: { answer: true } })
  return row ? describeRow(row) : undefined
}
