/** The dates of a meeting: when it is, and until when contributions are awaited. */

import { dateColumn, toColumn } from '../database/columns.ts'
import { Prisma } from '../database/generated/client.ts'
import { cutOffOn } from '../deadlines/cut-off.ts'
import { type Deadline, deadlineDate, toRule } from '../deadlines/rule.ts'
import { UserError } from '../errors.ts'
import { formatDate, inGeneva } from '../time/geneva.ts'
import type { TimeSpan } from '../time/parse.ts'
import { toInstants } from '../time/span.ts'
import type { Meeting } from './meeting.ts'

/** The most days of a meeting, the first and the last one counted; WTSA takes ten. */
const LONGEST = 31

/** Meetings that are not over began after this: earlier ones need not be read. */
export const beganAfter = (now: Temporal.Instant): Date =>
  toColumn(now.subtract({ hours: 24 * (LONGEST + 1) }))

export interface Dates {
  starts: Temporal.Instant
  ends: Temporal.Instant
  deadline: Temporal.PlainDate | undefined
  rule: Deadline
}

/** The column of a deadline's rule. */
export const ruleColumn = (deadline: Deadline) => toRule(deadline) ?? Prisma.DbNull

/** The columns of a deadline: its day, and the last instant of that day, which ends as `ends` says. */
export const deadlineColumns = (day: Temporal.PlainDate | undefined, ends: Temporal.PlainTime) =>
  day
    ? { deadline: dateColumn(day), cutOffAt: toColumn(cutOffOn(day, ends)) }
    : { deadline: null, cutOffAt: null }

/** The most days between a deadline and its meeting; an earlier deadline has a wrong year, as a rule. */
export const MAX_DEADLINE_DAYS = 183

/** Throws a UserError for a deadline that is not before the meeting on `day`, or far too long before it. */
export function assertDeadlineFits(deadline: Temporal.PlainDate | undefined, day: Temporal.PlainDate): void {
  if (!deadline) return
  const days = deadline.until(day).days
  if (days <= 0)
    throw new UserError(
      'late-deadline',
      `The contribution deadline ${formatDate(deadline)} is not before the meeting on ${formatDate(day)}.`,
      'deadline',
    )
  if (days > MAX_DEADLINE_DAYS)
    throw new UserError(
      'far-deadline',
      `The contribution deadline ${formatDate(deadline)} is ${days} days before the meeting on ${formatDate(day)}; is its year right?`,
      'deadline',
    )
}

/** Throws a UserError for a stated deadline that is past: no contribution could meet it. */
export function assertDeadlineAhead(deadline: Deadline | undefined, now: Temporal.Instant): void {
  if (deadline?.kind !== 'date') return
  if (Temporal.PlainDate.compare(deadline.date, inGeneva(now).toPlainDate()) >= 0) return
  throw new UserError(
    'past-deadline',
    `The contribution deadline ${formatDate(deadline.date)} is in the past; give a later date, or none.`,
    'deadline',
  )
}

/** A day, times and a deadline on Geneva's calendar as instants. Throws a UserError for a deadline after the meeting. */
export function datesOf(date: Temporal.PlainDate, time: TimeSpan, rule: Deadline, until = date): Dates {
  if (Temporal.PlainDate.compare(until, date) < 0)
    throw new UserError('ends-before-start', `${formatDate(until)} is before ${formatDate(date)}.`, 'until')
  if (Temporal.PlainDate.compare(until, date.add({ days: LONGEST })) >= 0)
    throw new UserError('too-long', `A meeting can last at most ${LONGEST} days.`, 'until')
  const deadline = deadlineDate(rule, date)
  assertDeadlineFits(deadline, date)
  return { ...toInstants(date, time, until), deadline, rule }
}

/** A rule gives its new date; a stated date stays as many days before the meeting as it was. */
export function movedDeadline({ deadline, deadlineRule, starts }: Meeting): Deadline {
  if (deadlineRule) return deadlineRule
  if (!deadline) return { kind: 'none' }
  return { kind: 'days', days: deadline.until(inGeneva(starts).toPlainDate()).days }
}

/** The columns of a meeting's dates; `closing`: the time of day at which deadlines end. */
export const dateColumns = ({ starts, ends, deadline, rule }: Dates, closing: Temporal.PlainTime) => ({
  startsAt: toColumn(starts),
  endsAt: toColumn(ends),
  ...deadlineColumns(deadline, closing),
  deadlineRule: ruleColumn(rule),
})
