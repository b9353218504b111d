/** Meetings scheduled, moved, revised, confirmed, cancelled: the fact, its history, its notice, in one transaction. */
import type { Transaction } from '../database/client.ts'
import { toColumn } from '../database/columns.ts'
import type { MeetingKind } from '../database/generated/client.ts'
import { LOCKS, lockUntilEnd } from '../database/locks.ts'
import { nextNumber } from '../database/next-number.ts'
import { readCutOffTime } from '../deadlines/cut-off.ts'
import { type Deadline, deadlineDate, isSameRule, toRule } from '../deadlines/rule.ts'
import { UserError } from '../errors.ts'
import type { Work } from '../events/events.ts'
import {
  assertDeadlineFits,
  dateColumns,
  datesOf,
  deadlineColumns,
  movedDeadline,
  ruleColumn,
} from '../meetings/dates.ts'
import { assertAhead, type Meeting, meetingRef, toMeeting } from '../meetings/meeting.ts'
import { writeNotices } from '../notices/outbox.ts'
import { formatTimeSpan, inGeneva } from '../time/geneva.ts'
import type { TimeSpan } from '../time/parse.ts'
import { type Change, type MeetingChanged, meetingChanged, record } from './changes.ts'
import { changeNotices } from './notices.ts'
import { followTsag, tsagDeadline, withTsagDeadline } from './tsag.ts'

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
  /** The groups whose channels are notified; the group's own where left out. */
  groups?: string[]
  /** The issue for which it is called. */
  issue?: number
  /** The plan in which it stands. */
  plan?: number
  convenor?: string | undefined
  links?: string[] | undefined
  place?: string | undefined
  /** It took place already: put on record as held. */
  isPast?: true
}

/** Schedules a meeting. Sends no notice: the caller knows whether there is somebody to notify. */
export async function scheduleMeeting(work: Work, wanted: NewMeeting, change: Change): Promise<Meeting> {
  const { tx } = work
  const dates = await withTsagDeadline(tx, datesOf(wanted.date, wanted.time, wanted.deadline, wanted.until))
  await lockUntilEnd(tx, LOCKS.meetingNumber)
  const row = await tx.meeting.create({
    data: {
      // Not by the sequence, which counts refused commands too: a gap would look like something hidden.
      id: await nextNumber(tx, 'Meeting'),
      groupId: wanted.group,
      kind: wanted.kind,
      ...dateColumns(dates, await readCutOffTime(tx)),
      deadlineNote: wanted.deadlineNote ?? null,
      title: wanted.title ?? null,
      objective: wanted.objective,
      status: wanted.isPast ? 'HELD' : 'SCHEDULED',
      convenor: wanted.convenor ?? null,
      links: wanted.links ?? [],
      place: wanted.place ?? null,
      source: wanted.source,
      groups: wanted.groups ?? [wanted.group],
      issueId: wanted.issue ?? null,
      planId: wanted.plan ?? null,
    },
  })
  const meeting = toMeeting(row)
  await settle(work, {
    kind: wanted.isPast ? 'ENTERED' : 'SCHEDULED',
    before: undefined,
    after: meeting,
    change,
  })
  return meeting
}

export interface Move {
  date: Temporal.PlainDate
  time: TimeSpan
  /** A new deadline; where left out the old one moves along. */
  deadline: Deadline | undefined
}

/** Moves a meeting, and its reminders with it; everybody who was notified of it is notified. */
export async function moveMeeting(work: Work, meeting: Meeting, to: Move, change: Change): Promise<Meeting> {
  const dates = await withTsagDeadline(
    work.tx,
    datesOf(to.date, to.time, to.deadline ?? movedDeadline(meeting), lastDay(meeting, to.date)),
  )
  assertAhead(dates.starts, work.now)
  if (dates.starts.equals(meeting.starts) && dates.ends.equals(meeting.ends) && to.deadline === undefined)
    throw new UserError(
      'same-time',
      `${meetingRef(meeting)} is already at that time: ${formatTimeSpan(meeting.starts, meeting.ends)}.`,
      'date',
    )
  const data = {
    ...dateColumns(dates, await readCutOffTime(work.tx)),
    // A confirmation was for the old date.
    status: 'SCHEDULED' as const,
    ...(to.deadline && { deadlineNote: change.reason ?? null }),
  }
  return changeMeeting(work, meeting, data, 'MOVED', change)
}

const lastDay = ({ starts, ends }: Meeting, date: Temporal.PlainDate): Temporal.PlainDate =>
  date.add(inGeneva(starts).toPlainDate().until(inGeneva(ends).toPlainDate()))

export interface Revision {
  /** Null: it goes by its kind alone. */
  title?: string | null | undefined
  objective?: string | undefined
  deadline?: Deadline | undefined
  links?: string[] | undefined
  /** Null: no place is stated any more. */
  place?: string | null | undefined
}

/**
 * Changes the title, the objective or the deadline of a meeting; everybody who was notified of it is notified of what
 * changed and what was. Throws a UserError where it is like that already.
 */
export async function reviseMeeting(
  work: Work,
  meeting: Meeting,
  to: Revision,
  change: Change,
): Promise<Meeting> {
  const day = inGeneva(meeting.starts).toPlainDate()
  const date =
    to.deadline?.kind === 'tsag'
      ? (await tsagDeadline(work.tx, meeting.starts)).deadline
      : to.deadline && deadlineDate(to.deadline, day)
  assertDeadlineFits(date, day)
  if (isLikeThat(meeting, to, date))
    throw new UserError('same', `${meetingRef(meeting)} already has these values; nothing was changed.`)
  const data = {
    ...(to.title !== undefined && { title: to.title }),
    ...(to.objective !== undefined && { objective: to.objective }),
    ...(to.links !== undefined && { links: to.links }),
    ...(to.place !== undefined && { place: to.place }),
    ...(to.deadline && {
      ...deadlineColumns(date, await readCutOffTime(work.tx)),
      deadlineRule: ruleColumn(to.deadline),
      deadlineNote: change.reason ?? null,
    }),
  }
  return changeMeeting(work, meeting, data, 'CHANGED', change)
}

/** Whether a meeting is already as it is to become; `date`: the day the new deadline comes to. */
function isLikeThat(meeting: Meeting, to: Revision, date: Temporal.PlainDate | undefined): boolean {
  const sameDay = date ? meeting.deadline?.equals(date) : meeting.deadline === undefined
  return (
    (to.title === undefined || (to.title ?? undefined) === meeting.title) &&
    (to.objective === undefined || to.objective === meeting.objective) &&
    (to.links === undefined || to.links.join(' ') === meeting.links.join(' ')) &&
    (to.place === undefined || (to.place ?? undefined) === meeting.place) &&
    (to.deadline === undefined || (sameDay === true && isSameRule(toRule(to.deadline), meeting.deadlineRule)))
  )
}

/** Restores a meeting that was cancelled by mistake; everybody who was notified of it is notified. */
export async function restoreMeeting(work: Work, meeting: Meeting, change: Change): Promise<Meeting> {
  // While it was cancelled, its deadline didn't follow that of TSAG.
  const deadline =
    meeting.deadlineRule?.kind === 'tsag' &&
    deadlineColumns((await tsagDeadline(work.tx, meeting.starts)).deadline, await readCutOffTime(work.tx))
  return changeMeeting(work, meeting, { status: 'SCHEDULED', ...(deadline || {}) }, 'RESTORED', change)
}

/** The columns of a meeting that a plan can change, as they were. */
export type MeetingColumns = Parameters<Transaction['meeting']['update']>[0]['data']

/** Returns a meeting to columns that it had before a larger change that is taken back. */
export const revertMeeting = (
  work: Work,
  meeting: Meeting,
  columns: MeetingColumns,
  kind: 'MOVED' | 'CHANGED' | 'RESTORED',
  change: Change,
): Promise<Meeting> => changeMeeting(work, meeting, columns, kind, { ...change, isPartOfLarger: true })

/** Keeps afterwards that a meeting was held, or that it was not. */
export const recordHeld = (work: Work, meeting: Meeting, held: boolean, change: Change): Promise<Meeting> =>
  changeMeeting(work, meeting, { status: held ? 'HELD' : 'NOT_HELD' }, held ? 'HELD' : 'NOT_HELD', change)

/**
 * Keeps what a meeting came to: the reason of the change. A later entry stands beside the earlier ones in the history.
 * A meeting with an outcome was held.
 */
export const recordOutcome = (
  work: Work,
  meeting: Meeting,
  outcome: string,
  change: Omit<Change, 'reason'>,
): Promise<Meeting> =>
  changeMeeting(
    work,
    meeting,
    { outcome, ...(meeting.status !== 'CANCELLED' && { status: 'HELD' as const }) },
    'OUTCOME',
    { ...change, reason: outcome },
  )

/** Marks a meeting whose issue closed while it is ahead: whether it is still needed is open. */
export const markIssueClosed = (
  work: Work,
  meeting: Meeting,
  how: string,
  change: Change,
): Promise<Meeting> =>
  changeMeeting(work, meeting, { issueClosedAs: how }, 'ISSUE_CLOSED', { ...change, reason: how })

/** Keeps a meeting although its issue closed; those invited are notified. */
export const keepMeeting = (work: Work, meeting: Meeting, change: Change): Promise<Meeting> =>
  changeMeeting(work, meeting, { issueClosedAs: null }, 'KEPT', change)

/** Confirms that a meeting is held; everybody who was notified of it is notified. */
export const confirmMeeting = (work: Work, meeting: Meeting, change: Change): Promise<Meeting> =>
  changeMeeting(work, meeting, { status: 'CONFIRMED' }, 'CONFIRMED', change)

/** Cancels a meeting; its reminders are withdrawn and everybody who was notified of it is notified. */
export const cancelMeeting = (work: Work, meeting: Meeting, change: Change): Promise<Meeting> =>
  changeMeeting(work, meeting, { status: 'CANCELLED', issueClosedAs: null }, 'CANCELLED', change)

/** Lets the deadline of a meeting end at another instant of its day; the caller notifies. */
export const setCutOff = (
  work: Work,
  meeting: Meeting,
  cutOff: Temporal.Instant,
  change: Change,
): Promise<Meeting> =>
  changeMeeting(work, meeting, { cutOffAt: toColumn(cutOff) }, 'CHANGED', { ...change, isPartOfLarger: true })

/**
 * One change: the new version, its history, its notice (unless a larger change has one), and what follows in other
 * rooms.
 */
async function changeMeeting(
  work: Work,
  before: Meeting,
  data: Parameters<Transaction['meeting']['update']>[0]['data'],
  kind: Exclude<MeetingChanged['kind'], 'SCHEDULED' | 'ENTERED'>,
  change: Change,
): Promise<Meeting> {
  const { tx, now } = work
  const after = toMeeting(
    await tx.meeting.update({ where: { id: before.id }, data: { ...data, version: { increment: 1 } } }),
  )
  const changed = { kind, before, after, change }
  if (!change.isPartOfLarger) await writeNotices(tx, changeNotices(changed, now))
  await settle(work, changed)
  return after
}

async function settle(work: Work, changed: MeetingChanged): Promise<void> {
  await record(work.tx, work.now, changed)
  await work.announce(meetingChanged, changed)
  if (changed.after.kind === 'TSAG_MEETING') await follow(work, changed.change)
}

/** Deadlines that follow the TSAG meeting become dates, or other dates; those concerned are notified. */
async function follow(work: Work, { by }: Change): Promise<void> {
  const cutOff = await readCutOffTime(work.tx)
  for (const { meeting, deadline, isTooLate } of await followTsag(work.tx, work.now)) {
    const reason = deadline
      ? 'the TSAG meeting has its deadline'
      : isTooLate
        ? "the TSAG meeting's deadline is not before this meeting"
        : 'the TSAG meeting no longer has a deadline'
    await changeMeeting(work, meeting, deadlineColumns(deadline, cutOff), 'CHANGED', { by, reason })
  }
}
