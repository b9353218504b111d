import type { Transaction } from '../database/client.ts'
import { dateFrom, instantFrom } from '../database/columns.ts'
import {
  type MeetingKind,
  type MeetingStatus,
  Prisma,
  type Meeting as Row,
} from '../database/generated/client.ts'
import { UserError } from '../errors.ts'
import { cmd, phrase } from '../text/spans.ts'

/** A dated meeting, call or e-meeting. */
export interface Meeting {
  id: number
  group: string
  kind: MeetingKind
  starts: Temporal.Instant
  ends: Temporal.Instant
  /** "Lead SG roles"; undefined where it goes by its kind alone. */
  title: string | undefined
  objective: string
  /** The last day for contributions. */
  deadline: Temporal.PlainDate | undefined
  /** The last instant of that day for them; there wherever `deadline` is. */
  cutOff: Temporal.Instant | undefined
  /** The rule the deadline follows, where it isn't a stated date. */
  deadlineRule: string | undefined
  /** Why the deadline is not the one that the kind's rule gives. */
  deadlineNote: string | undefined
  status: MeetingStatus
  /** Whose channels are told of it. */
  groups: string[]
  /** The issue for which it was called. */
  issue: number | undefined
  source: string
  /** Raised at each change. */
  version: number
}

export const meetingRef = ({ id }: { id: number }): string => `MTG-${id}`

/** What of a row makes a meeting, for statements in SQL of our own; `m` is the table. */
export const MEETING_ROW = Prisma.sql`m.id, m."groupId", m.kind, m."startsAt", m."endsAt", m.title, m.objective,
  m.deadline, m."cutOffAt", m."deadlineRule", m."deadlineNote", m.status, m.groups, m."issueId", m.source, m.version`

export type MeetingRow = Omit<Row, 'cancelsAt' | 'planId'>

export const toMeeting = (row: MeetingRow): Meeting => ({
  id: row.id,
  group: row.groupId,
  kind: row.kind,
  starts: instantFrom(row.startsAt),
  ends: instantFrom(row.endsAt),
  title: row.title ?? undefined,
  objective: row.objective,
  deadline: row.deadline ? dateFrom(row.deadline) : undefined,
  cutOff: row.cutOffAt ? instantFrom(row.cutOffAt) : undefined,
  deadlineRule: row.deadlineRule ?? undefined,
  deadlineNote: row.deadlineNote ?? undefined,
  status: row.status,
  groups: row.groups,
  issue: row.issueId ?? undefined,
  source: row.source,
  version: row.version,
})

/** The meeting with that number. Throws a UserError naming `option` when there is none. */
export async function findMeeting(tx: Transaction, id: number, option = 'meeting'): Promise<Meeting> {
  const row = await tx.meeting.findUnique({ where: { id } })
  if (!row)
    throw new UserError(
      'no-meeting',
      phrase`There is no meeting MTG-${id}. ${cmd('meeting list')} names those ahead.`,
      option,
    )
  return toMeeting(row)
}

/** The same, held against others who would change it until this transaction ends. */
export async function lockMeeting(tx: Transaction, id: number): Promise<Meeting> {
  await tx.$queryRaw`SELECT id FROM "Meeting" WHERE id = ${id} FOR UPDATE`
  return findMeeting(tx, id)
}
