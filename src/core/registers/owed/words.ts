/** Debts in words. */
import { formatDate } from '../../time/geneva.ts'
import { describePartial, firstDayOf } from '../field.ts'
import type { Debt, OwedReport } from './debt.ts'

/** "SG3 owes a reply to TSAG-LS4 by 1 May 2026, overdue" */
export function describeDebt(debt: Debt): string {
  const { group } = debt
  switch (debt.kind) {
    case 'reply': {
      const subject = debt.statement.fields.subject
      return `${group} owes a reply to ${debt.reference}${subject ? ` (${subject})` : ''}${describeBy(debt)}`
    }
    case 'report':
      return `${group} owes ${describeReport(debt)}${describeBy(debt)}`
    case 'statuses':
      return `${group} owes ${describeStatuses(debt.items)} for ${debt.meeting}${overdueWords(debt)}`
    case 'reviews':
      return `${group} owes the review of ${debt.activities.join(', ')} at ${debt.meeting}${overdueWords(debt)}`
  }
}

/** "WP2 a report on WTSA Action 8 at its meeting of 25 May 2026 (RB-20)", "its lead SG report to TSAG 10-2026" */
function describeReport(debt: OwedReport): string {
  const { to, report, matter, standing } = debt
  if (standing !== undefined) return `${STANDING_WORDS[standing]} to ${describeMeeting(debt)}`
  const whom = to === undefined ? '' : `${to} `
  return `${whom}a report on ${matter} at ${describeMeeting(debt)}${report ? ` (${report.key})` : ''}`
}

const STANDING_WORDS = { 'lead SG': 'its lead SG report', progress: 'its progress report' } as const

/** "its meeting of 25 May 2026", "TSAG 10-2026, from 12 October 2026", "the meeting of May 2026, which has no date yet" */
function describeMeeting({ to, meeting, day, isOff }: OwedReport): string {
  const date = day && formatDate(Temporal.PlainDate.from(day))
  if (/^TSAG \d/.test(meeting)) return date === undefined ? meeting : `${meeting} (from ${date})`
  const named = /^\d{4}-\d{2}/.test(meeting) ? describePartial(meeting) : meeting
  if (date === undefined) return `the meeting of ${named}, which is not on the calendar`
  const words = `${to === undefined ? 'the' : 'its'} meeting of ${date}`
  return isOff ? `${words}, which is cancelled` : words
}

/** "the status of item 8 of the WTSA action plan" */
const describeStatuses = (items: readonly string[]): string =>
  items.length === 1
    ? `the status of item ${items[0]} of the WTSA action plan`
    : `the status of ${items.length} items of the WTSA action plan (${shorten(items)})`

const MAX_NAMED = 12
const shorten = (items: readonly string[]): string =>
  items.length <= MAX_NAMED
    ? items.join(', ')
    : `${items.slice(0, MAX_NAMED).join(', ')} and ${items.length - MAX_NAMED} more`

/** " by 1 May 2026, overdue"; a report without a date of its own is due at its meeting. */
function describeBy(debt: Debt): string {
  if (debt.kind === 'report' && !debt.isLater) return overdueWords(debt)
  const instead =
    debt.kind === 'reply' && debt.askedBy !== undefined ? `, instead of ${describePartial(debt.askedBy)}` : ''
  const by = debt.by === undefined ? ', no date on record' : ` by ${describePartial(debt.by)}`
  return `${by}${instead}${overdueWords(debt)}`
}

const overdueWords = ({ overdue }: Debt): string => (overdue ? ', overdue' : '')

/** A reminder: "a reply to TSAG-LS4 is asked for by 1 May 2026, in 14 days." Courteous, and without a word of debt. */
export function describeReminder(debt: Debt, today: Temporal.PlainDate): string {
  const { group, by, overdue } = debt
  const soon = by === undefined ? '' : `, ${describeDays(firstDayOf(by), today)}`
  const was = overdue ? 'was' : 'is'
  const end = overdue ? '; none is on record yet.' : `${soon}.`
  switch (debt.kind) {
    case 'reply': {
      const { subject } = debt.statement.fields
      const what = `a reply to ${debt.reference}${subject ? ` (${subject})` : ''}`
      const promised = debt.askedBy === undefined ? 'asked for by' : 'announced for'
      return `${group}: ${what} ${was} ${by === undefined ? 'asked for' : `${promised} ${describePartial(by)}`}${end}`
    }
    case 'report': {
      const what = debt.standing
        ? STANDING_WORDS[debt.standing].replace('its', 'a')
        : `a report on ${debt.matter}`
      const whom = debt.to === undefined || debt.standing ? '' : ` by ${debt.to}`
      const when = debt.isLater && by ? `by ${describePartial(by)}` : `at ${describeMeeting(debt)}`
      return `${group}: ${what} ${was} awaited${whom} ${when}${end}`
    }
    case 'statuses':
      return overdue
        ? `${group}: ${describeStatuses(debt.items)} for ${debt.meeting} is not on record yet.`
        : `${group}: ${describeStatuses(debt.items)} is awaited for ${debt.meeting}${soon}.`
    case 'reviews':
      return overdue
        ? `${group}: the review of ${debt.activities.join(', ')} at ${debt.meeting} is not on record yet.`
        : `${group}: the review of ${debt.activities.join(', ')} is awaited at ${debt.meeting}${soon}.`
  }
}

/** "in 14 days", "tomorrow", "today"; '' for a day that is past. */
function describeDays(day: Temporal.PlainDate, today: Temporal.PlainDate): string {
  const { days } = today.until(day)
  return days === 0 ? 'today' : days === 1 ? 'tomorrow' : days < 0 ? 'these days' : `in ${days} days`
}

export const NOT_AGREED = 'A missing reply is not agreement.'
