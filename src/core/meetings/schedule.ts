/** Meetings scheduled, moved, cancelled: the fact, its history, its notices, in the caller's transaction. */
import type { Transaction } from '../database/client.ts'
import type { MeetingChangeKind, MeetingKind, Prisma } from '../database/generated/client.ts'
import { dateColumn, toColumn } from '../database/time.ts'
import { REMINDER_SERIES, remindersFor } from '../deadlines/reminders.ts'
import { type Deadline, deadlineDate, ruleWords } from '../deadlines/rule.ts'
import { UserError } from '../errors.ts'
import type { Json, Notice, Recipient } from '../notices/notice.ts'
import { withdrawPlanned, writeNotices } from '../notices/outbox.ts'
import { atGeneva, dateWords, inGeneva, spanWords } from '../time/geneva.ts'
import type { TimeSpan } from '../time/read.ts'
import { type Meeting, meetingFrom, meetingRef } from './meeting.ts'

export interface NewMeeting {
  group: string
  kind: MeetingKind
  date: Temporal.PlainDate
  time: TimeSpan
  objective: string
  deadline: Deadline
  source: string
  /** Whose channels are told of it; the group's own where left out. */
  groups?: string[]
  /** The issue for which it is called. */
  issue?: number
}

/** Who changes a meeting, when, and why. */
export interface Change {
  by: string
  now: Temporal.Instant
  reason?: string
}

/** Schedules a meeting and plans its reminders. Tells nobody: the caller knows whether there is somebody to tell. Throws a UserError for a time that is past. */
export async function scheduleMeeting(tx: Transaction, wanted: NewMeeting, change: Change): Promise<Meeting> {
  const dates = datesOf(wanted.date, wanted.time, wanted.deadline)
  const meeting = meetingFrom(
    await tx.meeting.create({
      data: {
        groupId: wanted.group,
        kind: wanted.kind,
        ...columns(dates),
        objective: wanted.objective,
        deadlineRule: ruleWords(wanted.deadline),
        status: 'SCHEDULED',
        source: wanted.source,
        groups: wanted.groups ?? [wanted.group],
        issueId: wanted.issue ?? null,
      },
    }),
  )
  await record(tx, meeting.id, 'SCHEDULED', change, undefined, meeting)
  await writeNotices(tx, remindersFor(meeting, change.now))
  return meeting
}

/** Moves a meeting, and its reminders with it; everybody told of it is told. `deadline`: a new one, else the old one moves along. */
export async function moveMeeting(
  tx: Transaction,
  meeting: Meeting,
  to: { date: Temporal.PlainDate; time: TimeSpan; deadline: Deadline | undefined },
  change: Change & { reason: string },
): Promise<Meeting> {
  const deadline = to.deadline ?? movedDeadline(meeting)
  const dates = datesOf(to.date, to.time, deadline)
  assertAhead(dates.starts, change.now)
  if (dates.starts.equals(meeting.starts) && dates.ends.equals(meeting.ends) && to.deadline === undefined)
    throw new UserError(
      'same-time',
      `${meetingRef(meeting)} is at that time already: ${spanWords(meeting.starts, meeting.ends)}.`,
      'date',
    )
  const moved = meetingFrom(
    await tx.meeting.update({
      where: { id: meeting.id },
      data: { ...columns(dates), deadlineRule: ruleWords(deadline), version: { increment: 1 } },
    }),
  )
  await record(tx, meeting.id, 'MOVED', change, meeting, moved)
  await withdrawPlanned(tx, meetingRef(meeting), [...REMINDER_SERIES])
  await writeNotices(tx, [
    changeNotice('meeting-moved', moved, change, timesOf(meeting)),
    ...remindersFor(moved, change.now),
  ])
  return moved
}

/** Cancels a meeting; its reminders are taken back and everybody told of it is told. */
export async function cancelMeeting(
  tx: Transaction,
  meeting: Meeting,
  change: Change & { reason: string },
): Promise<Meeting> {
  const cancelled = meetingFrom(
    await tx.meeting.update({
      where: { id: meeting.id },
      data: { status: 'CANCELLED', version: { increment: 1 } },
    }),
  )
  await record(tx, meeting.id, 'CANCELLED', change, meeting, undefined)
  await withdrawPlanned(tx, meetingRef(meeting), [...REMINDER_SERIES])
  await writeNotices(tx, [changeNotice('meeting-cancelled', cancelled, change, timesOf(meeting))])
  return cancelled
}

/** Tells a meeting's group that it is scheduled. */
export const announceMeeting = (meeting: Meeting, change: Change): Notice =>
  changeNotice('meeting-scheduled', meeting, change, {})

/** Throws a UserError for a start that is not ahead of `now`. */
export function assertAhead(starts: Temporal.Instant, now: Temporal.Instant): void {
  if (Temporal.Instant.compare(starts, now) <= 0)
    throw new UserError(
      'past',
      `${dateWords(inGeneva(starts))} at that time is past; give a time ahead of now.`,
      'date',
    )
}

/** Throws a UserError for a meeting that is cancelled or over. */
export function assertOpen(meeting: Meeting, now: Temporal.Instant): void {
  if (meeting.status === 'CANCELLED')
    throw new UserError(
      'cancelled',
      `${meetingRef(meeting)} is cancelled already; /sg meeting show ${meetingRef(meeting)} tells when and why.`,
      'meeting',
    )
  if (Temporal.Instant.compare(meeting.ends, now) <= 0)
    throw new UserError(
      'over',
      `${meetingRef(meeting)} was on ${spanWords(meeting.starts, meeting.ends)} and is over.`,
      'meeting',
    )
}

interface Dates {
  starts: Temporal.Instant
  ends: Temporal.Instant
  deadline: Temporal.PlainDate | undefined
}

function datesOf(date: Temporal.PlainDate, time: TimeSpan, rule: Deadline): Dates {
  const deadline = deadlineDate(rule, date)
  if (deadline && Temporal.PlainDate.compare(deadline, date) > 0)
    throw new UserError(
      'late-deadline',
      `The contribution deadline ${dateWords(deadline)} is after the meeting on ${dateWords(date)}.`,
      'deadline',
    )
  return { starts: atGeneva(date, time.start), ends: atGeneva(date, time.end), deadline }
}

/** A rule gives its new date; a stated date stays as many days before the meeting as it was. */
function movedDeadline({ deadline, deadlineRule, starts }: Meeting): Deadline {
  const days = /^(\d+) days? before$/.exec(deadlineRule ?? '')?.[1]
  if (days) return { kind: 'days', days: Number(days) }
  if (deadlineRule) return { kind: 'tsag' }
  if (!deadline) return { kind: 'none' }
  return { kind: 'days', days: deadline.until(inGeneva(starts).toPlainDate()).days }
}

const columns = ({ starts, ends, deadline }: Dates) => ({
  startsAt: toColumn(starts),
  endsAt: toColumn(ends),
  deadline: deadline ? dateColumn(deadline) : null,
})

/** A meeting's dates as they are kept in its history. */
export interface Times {
  starts?: string
  ends?: string
  deadline?: string
}

const timesOf = (m: Meeting): Times => ({
  starts: m.starts.toString(),
  ends: m.ends.toString(),
  ...(m.deadline && { deadline: m.deadline.toString() }),
})

async function record(
  tx: Transaction,
  meetingId: number,
  kind: MeetingChangeKind,
  { by, now, reason }: Change,
  before: Meeting | undefined,
  after: Meeting | undefined,
): Promise<void> {
  await tx.meetingChange.create({
    data: {
      meetingId,
      at: toColumn(now),
      by,
      kind,
      reason: reason ?? null,
      ...(before && { before: timesOf(before) as Prisma.InputJsonValue }),
      ...(after && { after: timesOf(after) as Prisma.InputJsonValue }),
    },
  })
}

/** To the group's channels, and to every address that was told of the meeting before. */
function changeNotice(kind: string, meeting: Meeting, { by, now, reason }: Change, before: Times): Notice {
  const subject = meetingRef(meeting)
  return {
    key: `${kind}:${subject}:v${meeting.version}`,
    kind,
    subject,
    data: {
      meeting: meeting.id,
      version: meeting.version,
      by,
      reason: reason ?? null,
      before: before as { [key: string]: Json },
    },
    audience: [
      ...meeting.groups.map(channelOf => ({ channelOf })),
      ...chairsCalled(meeting),
      { told: subject },
    ],
    dueAt: now,
  }
}

/** The chairs whom a meeting on an issue was called for were told of it in person. */
const chairsCalled = (meeting: Meeting): Recipient[] =>
  meeting.issue === undefined ? [] : meeting.groups.map(group => ({ role: { kind: 'CHAIR', group } }))
