/** Meetings in words: the same everywhere they are named. */

import { deadlineDate, describeRule } from '../deadlines/rule.ts'
import type { Block } from '../messages/message.ts'
import { countdown, fields, instant, link, type Span, type Text } from '../messages/message.ts'
import { withoutFullStop } from '../text/sentences.ts'
import {
  formatDate,
  formatDay,
  formatTime,
  formatTimeLeft,
  formatTimeSpan,
  genevaLabel,
  inGeneva,
} from '../time/geneva.ts'
import { KIND_RULES } from './kinds.ts'
import { isOver, type Meeting, meetingRef } from './meeting.ts'
import { tsagLabel } from './tsag-label.ts'

/**
 * "RG-DT interim RG meeting"; with its title, where it has one: "WP2 e-meeting “Lead SG roles”". The words of a TSAG
 * meeting name its group already, and its label beside them: "TSAG meeting (TSAG 10-2026)".
 */
export function meetingName(meeting: Meeting): string {
  const { kind, group, title } = meeting
  const words =
    kind === 'TSAG_MEETING'
      ? `${KIND_RULES[kind].words} (${tsagLabel(meeting)})`
      : `${group} ${KIND_RULES[kind].words}`
  return title ? `${words} “${title}”` : words
}

/** "13 May 2026, 13:00–15:00 Geneva time (CEST)" */
export const describeTime = (m: Meeting): string => formatTimeSpan(m.starts, m.ends)

/** "7 May 2026 (3 days left)", "7 May 2026 (passed)", "none", "the TSAG meeting's…, not yet a date" */
export function describeDeadline(m: Meeting, now: Temporal.Instant): string {
  if (!m.cutOff) return m.deadlineRule ? `${describeRule(m.deadlineRule)}, not yet a date` : 'none'
  return `${describeCutOff(m.cutOff)} (${[describeTimeLeft(m.cutOff, now), ...differenceWords(m)].join('; ')})`
}

/** The same for a field of a message: the time left is counted live where the platform can. */
export function showDeadline(m: Meeting, now: Temporal.Instant): Text {
  if (!m.cutOff || isPast(m.cutOff, now)) return describeDeadline(m, now)
  const difference = differenceWords(m).map(words => `; ${words}`)
  return [
    `${describeCutOff(m.cutOff)} (`,
    countdown(m.cutOff, describeTimeLeft(m.cutOff, now)),
    `${difference.join('')})`,
  ]
}

/** "7 May 2026, 23:59 Geneva time": the end of a deadline. As people say it: 23:59 is the end of that minute. */
export const describeCutOff = (closes: Temporal.Instant): string =>
  `${formatDate(inGeneva(closes))}, ${formatTime(inGeneva(closes))} Geneva time`

/** A stated date that is not the one of the kind's rule says so, and why: "6 days before; by the rule it would be 6 May 2026; a public holiday". */
function differenceWords(m: Meeting): string[] {
  const day = inGeneva(m.starts).toPlainDate()
  const rule = deadlineDate(KIND_RULES[m.kind].deadline, day)
  if (!m.deadline || !rule || m.deadline.equals(rule)) return []
  const days = m.deadline.until(day).days
  return [
    `stated, ${days} day${days === 1 ? '' : 's'} before; by the rule it would be ${formatDate(rule)}`,
    ...(m.deadlineNote ? [withoutFullStop(m.deadlineNote)] : []),
  ]
}

/** "3 days left", "5 hours left", "passed": until the last instant of a deadline. */
export const describeTimeLeft = (closes: Temporal.Instant, now: Temporal.Instant): string =>
  isPast(closes, now) ? 'passed' : `${formatTimeLeft(now, closes)} left`

/** Whether a deadline is over: its last instant still belongs to it. */
export const isPast = (closes: Temporal.Instant, now: Temporal.Instant): boolean =>
  Temporal.Instant.compare(now, closes) > 0

/** How many days of Geneva's calendar until a date, in words: "today", "tomorrow", "in 14 days". */
export function describeDaysUntil(date: Temporal.PlainDate, now: Temporal.Instant): string {
  const days = inGeneva(now).toPlainDate().until(date).days
  return days === 0 ? 'today' : days === 1 ? 'tomorrow' : `in ${days} days`
}

/** The status of a meeting, in a few words. */
export function describeStatus(m: Meeting, now: Temporal.Instant, issues = 0): string {
  if (m.status === 'CANCELLED') return 'cancelled'
  if (isOver(m, now)) return describeHeld(m)
  const closed = m.issueClosedAs
    ? `; the issue is ${m.issueClosedAs}, and whether the meeting is still needed is asked`
    : ''
  return `${describeAhead(m, now, issues)}${closed}`
}

/** The record of a meeting that is over. */
function describeHeld({ status, kind }: Meeting): string {
  switch (status) {
    case 'CANCELLED':
      return 'cancelled'
    case 'HELD':
      return 'held'
    case 'NOT_HELD':
      return 'not held'
    case 'CONFIRMED':
      return 'over; it was confirmed'
    case 'SCHEDULED':
      return kind === 'TSAG_MEETING' ? 'over' : 'over; whether it was held is not on record'
  }
}

function describeAhead(m: Meeting, now: Temporal.Instant, issues: number): string {
  if (Temporal.Instant.compare(m.starts, now) <= 0) return 'under way'
  if (m.status === 'CONFIRMED') return 'confirmed'
  switch (m.kind) {
    case 'RG_INTERIM':
      return m.cutOff && isPast(m.cutOff, now)
        ? 'not confirmed'
        : 'scheduled, pending sufficient input by the deadline'
    case 'COORDINATION_E_MEETING':
      return issues > 0
        ? `scheduled, ${issues === 1 ? 'one item is' : `${issues} items are`} on its agenda`
        : 'scheduled, to be held if an SG chair brings an issue'
    case 'WP_E_MEETING':
    case 'TSAG_MEETING':
    case 'AD_HOC':
    case 'CALL':
      return 'scheduled'
  }
}

/** A meeting as fields: its day in Geneva, in the reader's zone, what it is for, its deadline, how it stands. */
export function meetingFields(
  m: Meeting,
  now: Temporal.Instant,
  issues: string[],
  attendance?: string,
): Block {
  const [start, end] = [inGeneva(m.starts), inGeneva(m.ends)]
  return fields({
    Date: formatDay(start),
    'Geneva time': `${formatTime(start)}–${formatTime(end)} (${genevaLabel(m.starts)})`,
    ...meetingDetails(m, now, issues, attendance),
  })
}

/** The fields beside the day and the time in Geneva. */
export const meetingDetails = (m: Meeting, now: Temporal.Instant, issues: string[], attendance?: string) => ({
  'Your time': [instant(m.starts, m.ends), ...startsIn(m, now)],
  Objective: m.objective,
  Place: m.place,
  Join: m.links.length > 0 ? joinLinks(m) : undefined,
  Convenor: m.convenor,
  'Contributions by': showDeadline(m, now),
  'Deadline, your time': m.cutOff && !isPast(m.cutOff, now) ? [instant(m.cutOff)] : undefined,
  Attendance: attendance,
  Agenda: issues.length > 0 ? issues.join('; ') : undefined,
  Status: describeStatus(m, now, issues.length),
  Outcome: m.outcome,
  Source: m.source,
})

/** ", in 3 days", until it begins. */
const startsIn = ({ starts }: Meeting, now: Temporal.Instant): Span[] =>
  Temporal.Instant.compare(now, starts) < 0
    ? [', ', countdown(starts, `in ${formatTimeLeft(now, starts)}`)]
    : []

/** The addresses at which a meeting can be joined, one after the other. */
export const joinLinks = ({ links }: Meeting): Text =>
  links.flatMap((url, i) => (i === 0 ? [link(url, url)] : [', ', link(url, url)]))

/** A row of a table of meetings. */
export const meetingRow = (m: Meeting, now: Temporal.Instant): Text[] => [
  meetingRef(m),
  m.group,
  describeTime(m),
  m.title ? `${m.title}: ${m.objective}` : m.objective,
  m.deadline ? formatDate(m.deadline) : m.deadlineRule ? describeRule(m.deadlineRule) : 'none',
  m.status === 'CANCELLED'
    ? 'cancelled'
    : isOver(m, now)
      ? describeHeld(m)
      : m.status === 'CONFIRMED'
        ? 'confirmed'
        : 'scheduled',
]

export const MEETING_COLUMNS = ['Ref.', 'Group', 'When', 'Objective', 'Contributions by', 'Status']
