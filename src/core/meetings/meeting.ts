import type { Transaction } from '../database/client.ts'
import { dateFrom, instantFrom } from '../database/columns.ts'
import {
  type MeetingKind,
  type MeetingStatus,
  Prisma,
  type Meeting as Row,
} from '../database/generated/client.ts'
import { type DeadlineRule, deadlineRuleSchema } from '../deadlines/rule.ts'
import { GO_AHEAD, UserError } from '../errors.ts'
import { ISSUE } from '../references/issue.ts'
import { defineReference } from '../references/kind.ts'
import { cmd, phrase } from '../text/spans.ts'
import { formatDate, formatTime, formatTimeSpan, inGeneva } from '../time/geneva.ts'

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
  deadlineRule: DeadlineRule | undefined
  /** Why the deadline is not the one that the kind's rule gives. */
  deadlineNote: string | undefined
  status: MeetingStatus
  /** Whose channels are told of it. */
  groups: string[]
  /** The issue for which it was called. */
  issue: number | undefined
  /** The reference of that issue: "ISG-4". */
  matter: string | undefined
  /** How that issue closed while the meeting was ahead ("solved"), until somebody keeps or cancels the meeting. */
  issueClosedAs: string | undefined
  /** The outcome, once it is on record. */
  outcome: string | undefined
  /** The convenor of an ad-hoc meeting, if one is named. */
  convenor: string | undefined
  /** The https addresses at which it can be joined. */
  links: string[]
  /** The room or address where it takes place. */
  place: string | undefined
  source: string
  /** Raised at each change. */
  version: number
}

/** Meetings: "MTG-7". */
export const MEETING = defineReference('MTG', 'a meeting')

export const meetingRef = ({ id }: { id: number }): string => MEETING.format(id)

/** The columns that make a meeting, for statements in SQL of our own; `m` is the table. */
export const MEETING_ROW = Prisma.sql`m.id, m."groupId", m.kind, m."startsAt", m."endsAt", m.title, m.objective,
  m.deadline, m."cutOffAt", m."deadlineRule", m."deadlineNote", m.status, m.groups, m."issueId", m.source, m.version,
  m."issueClosedAs", m.outcome, m.convenor, m.links, m.place`

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
  deadlineRule: row.deadlineRule === null ? undefined : deadlineRuleSchema.parse(row.deadlineRule),
  deadlineNote: row.deadlineNote ?? undefined,
  status: row.status,
  groups: row.groups,
  issue: row.issueId ?? undefined,
  matter: row.issueId === null ? undefined : ISSUE.format(row.issueId),
  issueClosedAs: row.issueClosedAs ?? undefined,
  outcome: row.outcome ?? undefined,
  convenor: row.convenor ?? undefined,
  links: row.links,
  place: row.place ?? undefined,
  source: row.source,
  version: row.version,
})

/** The meeting with that number. Throws a UserError naming `option` when there is none. */
export async function findMeeting(tx: Transaction, id: number, option = 'meeting'): Promise<Meeting> {
  const row = await tx.meeting.findUnique({ where: { id } })
  if (row) return toMeeting(row)
  const last = await tx.meeting.findFirst({ select: { id: true }, orderBy: { id: 'desc' } })
  const known = last ? `the last one is MTG-${last.id}` : 'none is planned'
  throw new UserError(
    'no-meeting',
    phrase`There is no meeting MTG-${id}; ${known}. ${cmd('meeting list')} shows the coming ones.`,
    option,
  )
}

/** The same, locked against other changes until this transaction ends. */
export async function lockMeeting(tx: Transaction, id: number): Promise<Meeting> {
  await tx.$queryRaw`SELECT id FROM "Meeting" WHERE id = ${id} FOR UPDATE`
  return findMeeting(tx, id)
}

/** Whether a meeting has ended at `now`. */
export const isOver = (m: Pick<Meeting, 'ends'>, now: Temporal.Instant): boolean =>
  Temporal.Instant.compare(m.ends, now) <= 0

/** How far ahead a meeting is planned without a question, in years: the plan of a year reaches into the next one. */
const USUAL_YEARS = 2

/** How far back a meeting or a decision is entered without a question, in years: a study period and a half. */
const USUAL_YEARS_BACK = 6

/** Whether a date is so long ago that a slip of a digit is likelier. */
const isFarBack = (date: Temporal.PlainDate, now: Temporal.Instant): boolean =>
  Temporal.PlainDate.compare(date, inGeneva(now).toPlainDate().subtract({ years: USUAL_YEARS_BACK })) < 0

/** Throws a UserError that asks whether a date years ago is meant. */
export function assertPastYearMeant(date: Temporal.PlainDate, now: Temporal.Instant): void {
  if (isFarBack(date, now))
    throw new UserError(
      'far-back',
      `${formatDate(date)} is more than ${USUAL_YEARS_BACK} years ago. Is the year right? Nothing has been changed. To go ahead anyway, add confirm:yes.`,
      'confirm',
      GO_AHEAD,
    )
}

/** Throws a UserError for a date so long ago that what was agreed then is of no use now. */
export function assertRecent(date: Temporal.PlainDate, now: Temporal.Instant, option: string): void {
  if (isFarBack(date, now))
    throw new UserError(
      'far-back',
      `${formatDate(date)} is more than ${USUAL_YEARS_BACK} years ago; please check the year.`,
      option,
    )
}

/** Whether a date is so far ahead that a slip of a digit is likelier. */
export const isFarAhead = (date: Temporal.PlainDate, now: Temporal.Instant): boolean =>
  Temporal.PlainDate.compare(date, inGeneva(now).toPlainDate().add({ years: USUAL_YEARS })) > 0

/** Throws a UserError that asks whether a date far ahead is meant: a slip of a digit looks like one. */
export function assertYearMeant(date: Temporal.PlainDate, now: Temporal.Instant, option = 'confirm'): void {
  if (!isFarAhead(date, now)) return
  throw new UserError(
    'far-ahead',
    `${formatDate(date)} is more than ${USUAL_YEARS} years from now. Is the year right? Nothing has been changed. To go ahead anyway, add confirm:yes.`,
    option,
    GO_AHEAD,
  )
}

/** Throws a UserError for a start that is not ahead of `now`. */
export function assertAhead(starts: Temporal.Instant, now: Temporal.Instant): void {
  if (Temporal.Instant.compare(starts, now) <= 0)
    throw new UserError(
      'past',
      `${formatDate(inGeneva(starts))}, ${formatTime(inGeneva(starts))} is in the past; give a later time.`,
      'date',
    )
}

/** The way on where a meeting is on record as cancelled and its time has passed. */
export const heldAnyway = phrase`If it was held anyway, ${cmd('meeting record')} puts it on record, with its source.`

/** Throws a UserError for a meeting that has not ended at `now`, or that is cancelled: it is not known yet what became of it. */
export function assertOver(meeting: Meeting, now: Temporal.Instant): void {
  const ref = meetingRef(meeting)
  if (meeting.status === 'CANCELLED')
    throw new UserError(
      'cancelled',
      Temporal.Instant.compare(now, meeting.starts) < 0
        ? phrase`${ref} was cancelled; if that was a mistake, ${cmd('meeting restore', { meeting: ref })} restores it.`
        : phrase`${ref} was cancelled. ${heldAnyway}`,
      'meeting',
    )
  if (!isOver(meeting, now))
    throw new UserError(
      'not-over',
      `${ref} is on ${formatTimeSpan(meeting.starts, meeting.ends)} and is not over yet.`,
      'meeting',
    )
}

/** Throws a UserError for a meeting that is cancelled or over. */
export function assertOpen(meeting: Meeting, now: Temporal.Instant): void {
  const ref = meetingRef(meeting)
  if (meeting.status === 'CANCELLED')
    throw new UserError(
      'cancelled',
      phrase`${ref} is already cancelled; ${cmd('meeting show', { meeting: ref })} says when and why.`,
      'meeting',
    )
  if (isOver(meeting, now))
    throw new UserError(
      'over',
      `${ref} was planned for ${formatTimeSpan(meeting.starts, meeting.ends)}, which is over; it can no longer be changed.`,
      'meeting',
    )
}

/**
 * Whether a notice about a meeting is still to come at `now`. One that is due at this very instant counts for a new
 * meeting; of a meeting that has changed, the version before has had it.
 */
export const isAhead = (
  dueAt: Temporal.Instant,
  { version }: Pick<Meeting, 'version'>,
  now: Temporal.Instant,
): boolean => Temporal.Instant.compare(dueAt, now) >= (version === 1 ? 0 : 1)
