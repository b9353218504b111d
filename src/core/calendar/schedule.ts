/** Meetings scheduled, moved, changed, confirmed, cancelled: the fact, its history, what is told and planned, in the caller's transaction. */

import type { Transaction } from '../database/client.ts'
import { toColumn } from '../database/columns.ts'
import type { MeetingKind } from '../database/generated/client.ts'
import { readCutOffTime } from '../deadlines/cut-off.ts'
import { type Deadline, deadlineDate, ruleWords } from '../deadlines/rule.ts'
import { UserError } from '../errors.ts'
import { cancelsAt, DECISION_SERIES, decisionsFor } from '../lead-times/decisions.ts'
import { readLeadTimes } from '../lead-times/lead-times.ts'
import { dateColumns, datesOf, deadlineColumns, movedDeadline } from '../meetings/dates.ts'
import { type Meeting, meetingRef, toMeeting } from '../meetings/meeting.ts'
import type { Notice } from '../notices/notice.ts'
import { withdrawPlanned, writeNotices } from '../notices/outbox.ts'
import { REMINDER_SERIES, remindersFor } from '../reminders/reminders.ts'
import { cmd, phrase } from '../text/spans.ts'
import { formatDate, formatTimeSpan, inGeneva } from '../time/geneva.ts'
import type { TimeSpan } from '../time/parse.ts'
import { type Change, changeNotice, record, threadNotice, toFacts } from './changes.ts'
import { followTsag } from './tsag.ts'

export interface NewMeeting {
  group: string
  kind: MeetingKind
  date: Temporal.PlainDate
  /** The last day, of a meeting of several. */
  until?: Temporal.PlainDate | undefined
  time: TimeSpan
  title?: string | undefined
  objective: string
  deadline: Deadline
  /** Why the deadline is not the one that the kind's rule gives. */
  deadlineNote?: string | undefined
  source: string
  /** Whose channels are told of it; the group's own where left out. */
  groups?: string[]
  /** The issue for which it is called. */
  issue?: number
  /** The plan in which it stands. */
  plan?: number
}

/** Schedules a meeting and plans its reminders. Tells nobody: the caller knows whether there is somebody to tell. */
export async function scheduleMeeting(tx: Transaction, wanted: NewMeeting, change: Change): Promise<Meeting> {
  const dates = datesOf(wanted.date, wanted.time, wanted.deadline, wanted.until)
  const row = await tx.meeting.create({
    data: {
      groupId: wanted.group,
      kind: wanted.kind,
      ...dateColumns(dates, await readCutOffTime(tx)),
      deadlineNote: wanted.deadlineNote ?? null,
      title: wanted.title ?? null,
      objective: wanted.objective,
      status: 'SCHEDULED',
      source: wanted.source,
      groups: wanted.groups ?? [wanted.group],
      issueId: wanted.issue ?? null,
      planId: wanted.plan ?? null,
    },
  })
  const meeting = toMeeting(row)
  await record(tx, meeting.id, 'SCHEDULED', change, undefined, meeting)
  await plan(tx, meeting, change.now)
  if (meeting.kind === 'TSAG_MEETING') await follow(tx, change)
  return meeting
}

export interface Move {
  date: Temporal.PlainDate
  time: TimeSpan
  /** A new deadline; where left out the old one moves along. */
  deadline: Deadline | undefined
}

/** Moves a meeting, and its reminders with it; everybody told of it is told. */
export async function moveMeeting(
  tx: Transaction,
  meeting: Meeting,
  to: Move,
  change: Change,
): Promise<Meeting> {
  const dates = datesOf(to.date, to.time, to.deadline ?? movedDeadline(meeting), lastDay(meeting, to.date))
  assertAhead(dates.starts, change.now)
  if (dates.starts.equals(meeting.starts) && dates.ends.equals(meeting.ends) && to.deadline === undefined)
    throw new UserError(
      'same-time',
      `${meetingRef(meeting)} is at that time already: ${formatTimeSpan(meeting.starts, meeting.ends)}.`,
      'date',
    )
  // What was confirmed was the old date.
  const data = {
    ...dateColumns(dates, await readCutOffTime(tx)),
    status: 'SCHEDULED' as const,
    ...(to.deadline && { deadlineNote: change.reason ?? null }),
  }
  return changeMeeting(tx, meeting, data, 'MOVED', change)
}

const lastDay = ({ starts, ends }: Meeting, date: Temporal.PlainDate): Temporal.PlainDate =>
  date.add(inGeneva(starts).toPlainDate().until(inGeneva(ends).toPlainDate()))

export interface Revision {
  /** Null: it goes by its kind alone. */
  title?: string | null | undefined
  objective?: string | undefined
  deadline?: Deadline | undefined
}

/**
 * Changes the title, the objective or the deadline of a meeting; everybody told of it is told what changed and what
 * was. Throws a UserError where all of it is so already.
 */
export async function reviseMeeting(
  tx: Transaction,
  meeting: Meeting,
  to: Revision,
  change: Change,
): Promise<Meeting> {
  const day = inGeneva(meeting.starts).toPlainDate()
  const date = to.deadline && deadlineDate(to.deadline, day)
  if (date && Temporal.PlainDate.compare(date, day) > 0)
    throw new UserError(
      'late-deadline',
      `The contribution deadline ${formatDate(date)} is after the meeting on ${formatDate(day)}.`,
      'deadline',
    )
  if (isSo(meeting, to, date))
    throw new UserError('same', `${meetingRef(meeting)} is like that already; nothing changes.`)
  const data = {
    ...(to.title !== undefined && { title: to.title }),
    ...(to.objective !== undefined && { objective: to.objective }),
    ...(to.deadline && {
      ...deadlineColumns(date, await readCutOffTime(tx)),
      deadlineRule: ruleWords(to.deadline),
      deadlineNote: change.reason ?? null,
    }),
  }
  return changeMeeting(tx, meeting, data, 'CHANGED', change)
}

/** Whether a meeting is already as it is to become; `date`: what the new deadline comes to. */
function isSo(meeting: Meeting, to: Revision, date: Temporal.PlainDate | undefined): boolean {
  const sameDay = date ? meeting.deadline?.equals(date) : meeting.deadline === undefined
  return (
    (to.title === undefined || (to.title ?? undefined) === meeting.title) &&
    (to.objective === undefined || to.objective === meeting.objective) &&
    (to.deadline === undefined ||
      (sameDay === true && (ruleWords(to.deadline) ?? undefined) === meeting.deadlineRule))
  )
}

/** Says that a meeting is held; everybody told of it is told. */
export const confirmMeeting = (tx: Transaction, meeting: Meeting, change: Change): Promise<Meeting> =>
  changeMeeting(tx, meeting, { status: 'CONFIRMED' }, 'CONFIRMED', change)

/** Cancels a meeting; its reminders are taken back and everybody told of it is told. */
export const cancelMeeting = (tx: Transaction, meeting: Meeting, change: Change): Promise<Meeting> =>
  changeMeeting(tx, meeting, { status: 'CANCELLED' }, 'CANCELLED', change)

const TOLD = {
  MOVED: 'meeting-moved',
  CHANGED: 'meeting-changed',
  CONFIRMED: 'meeting-confirmed',
  CANCELLED: 'meeting-cancelled',
} as const

/** One change: the new version, its history, its notice (unless something else tells it), and all that was planned planned anew. */
async function changeMeeting(
  tx: Transaction,
  before: Meeting,
  data: Parameters<Transaction['meeting']['update']>[0]['data'],
  kind: keyof typeof TOLD,
  change: Change,
): Promise<Meeting> {
  const after = toMeeting(
    await tx.meeting.update({ where: { id: before.id }, data: { ...data, version: { increment: 1 } } }),
  )
  await record(tx, before.id, kind, change, before, after)
  if (!change.toldElsewhere) {
    const notice = changeNotice(TOLD[kind], after, change, toFacts(before))
    const inThread = kind === 'CHANGED' || kind === 'CONFIRMED' ? threadNotice(notice, after) : []
    await writeNotices(tx, [notice, ...inThread])
  }
  await plan(tx, after, change.now)
  if (after.kind === 'TSAG_MEETING') await follow(tx, change)
  return after
}

/** Deadlines that follow the TSAG meeting become dates, or other dates, and this is told. */
async function follow(tx: Transaction, { by, now }: Change): Promise<void> {
  const ends = await readCutOffTime(tx)
  for (const { meeting, deadline } of await followTsag(tx, now)) {
    const change = {
      by,
      now,
      reason: deadline ? 'the TSAG meeting has its deadline' : 'the TSAG meeting has no deadline any more',
    }
    await changeMeeting(tx, meeting, deadlineColumns(deadline, ends), 'CHANGED', change)
  }
}

/** Lets the deadline of a meeting end at another instant of its day; its caller tells it. */
export const setCutOff = (
  tx: Transaction,
  meeting: Meeting,
  closes: Temporal.Instant,
  change: Change,
): Promise<Meeting> =>
  changeMeeting(tx, meeting, { cutOffAt: toColumn(closes) }, 'CHANGED', { ...change, toldElsewhere: true })

/** Plans what is told and asked ahead of a meeting, in place of what was planned before. */
async function plan(tx: Transaction, meeting: Meeting, now: Temporal.Instant): Promise<void> {
  const spans = await readLeadTimes(tx)
  await withdrawPlanned(tx, meetingRef(meeting), [...REMINDER_SERIES, ...DECISION_SERIES])
  await writeNotices(tx, [...remindersFor(meeting, now), ...decisionsFor(meeting, now, spans)])
  const at = meeting.status === 'SCHEDULED' ? cancelsAt(meeting, spans) : null
  await tx.meeting.update({ where: { id: meeting.id }, data: { cancelsAt: at ? toColumn(at) : null } })
}

/** Tells a meeting's group that it is scheduled. */
export const announceMeeting = (meeting: Meeting, change: Change): Notice =>
  changeNotice('meeting-scheduled', meeting, change, {})

/** Throws a UserError for a start that is not ahead of `now`. */
export function assertAhead(starts: Temporal.Instant, now: Temporal.Instant): void {
  if (Temporal.Instant.compare(starts, now) <= 0)
    throw new UserError(
      'past',
      `${formatDate(inGeneva(starts))} at that time is past; give a time ahead of now.`,
      'date',
    )
}

/** Throws a UserError for a meeting that is cancelled or over. */
export function assertOpen(meeting: Meeting, now: Temporal.Instant): void {
  const ref = meetingRef(meeting)
  if (meeting.status === 'CANCELLED')
    throw new UserError(
      'cancelled',
      phrase`${ref} is cancelled already; ${cmd('meeting show', { meeting: ref })} tells when and why.`,
      'meeting',
    )
  if (Temporal.Instant.compare(meeting.ends, now) <= 0)
    throw new UserError(
      'over',
      `${ref} was on ${formatTimeSpan(meeting.starts, meeting.ends)} and is over.`,
      'meeting',
    )
}
