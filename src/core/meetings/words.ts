/** Meetings in words: the same everywhere they are named. */

import { deadlineDate } from '../deadlines/rule.ts'
import type { Block } from '../messages/message.ts'
import { fields, instant, type Text } from '../messages/message.ts'
import {
  dateWords,
  dayWords,
  endOfDay,
  genevaLabel,
  inGeneva,
  spanLeft,
  spanWords,
  timeWords,
} from '../time/geneva.ts'
import { type Meeting, meetingRef } from './meeting.ts'
import { KIND_RULES } from './rules.ts'

/** "RG-DT interim RG meeting"; the words of a TSAG meeting name its group already. */
export const kindWords = (m: Meeting): string =>
  m.kind === 'TSAG_MEETING' ? KIND_RULES[m.kind].words : `${m.group} ${KIND_RULES[m.kind].words}`

/** "13 May 2026, 13:00–15:00 Geneva time (CEST)" */
export const whenWords = (m: Meeting): string => spanWords(m.starts, m.ends)

/** "7 May 2026 (3 days left)", "7 May 2026 (passed)", "none", "the TSAG meeting's…, not yet a date" */
export function deadlineWords(m: Meeting, now: Temporal.Instant): string {
  if (!m.deadline) return m.deadlineRule ? `${m.deadlineRule}, not yet a date` : 'none'
  return `${dateWords(m.deadline)}, 23:59 Geneva time (${[leftWords(m.deadline, now), ...differenceWords(m)].join('; ')})`
}

/** A stated date that is not the one of the kind's rule says so: "6 days before; the rule gives 6 May 2026". */
function differenceWords(m: Meeting): string[] {
  const day = inGeneva(m.starts).toPlainDate()
  const rule = deadlineDate(KIND_RULES[m.kind].deadline, day)
  if (!m.deadline || !rule || m.deadline.equals(rule)) return []
  return [`stated, ${m.deadline.until(day).days} days before; the rule gives ${dateWords(rule)}`]
}

/** "3 days left", "5 hours left", "passed": until the last instant of the date in Geneva. */
export function leftWords(date: Temporal.PlainDate, now: Temporal.Instant): string {
  const last = endOfDay(date)
  return Temporal.Instant.compare(now, last) > 0 ? 'passed' : `${spanLeft(now, last)} left`
}

/** How many days of Geneva's calendar until a date, in words: "today", "tomorrow", "in 14 days". */
export function daysWords(date: Temporal.PlainDate, now: Temporal.Instant): string {
  const days = inGeneva(now).toPlainDate().until(date).days
  return days === 0 ? 'today' : days === 1 ? 'tomorrow' : `in ${days} days`
}

export const isOver = (m: Meeting, now: Temporal.Instant): boolean =>
  Temporal.Instant.compare(m.ends, now) <= 0

/** What stands about a meeting, in a few words. */
export function statusWords(m: Meeting, now: Temporal.Instant, issues = 0): string {
  if (m.status === 'CANCELLED') return 'cancelled'
  if (isOver(m, now)) return 'over'
  if (Temporal.Instant.compare(m.starts, now) <= 0) return 'under way'
  if (m.status === 'CONFIRMED') return 'confirmed'
  switch (m.kind) {
    case 'RG_INTERIM':
      return m.deadline && Temporal.Instant.compare(endOfDay(m.deadline), now) < 0
        ? 'not confirmed'
        : 'scheduled, pending sufficient input by the deadline'
    case 'COORDINATION_E_MEETING':
      return issues > 0
        ? `scheduled, ${issues === 1 ? 'an issue is' : `${issues} issues are`} on its agenda`
        : 'scheduled, to be held if an SG chair brings an issue'
    case 'WP_E_MEETING':
    case 'TSAG_MEETING':
    case 'AD_HOC':
    case 'CALL':
      return 'scheduled'
  }
}

/** A meeting as fields: its day in Geneva, in the reader's zone, what it is for, its deadline, how it stands. */
export function meetingFields(m: Meeting, now: Temporal.Instant, issues: string[]): Block {
  const [start, end] = [inGeneva(m.starts), inGeneva(m.ends)]
  return fields({
    Date: dayWords(start),
    'Geneva time': `${timeWords(start)}–${timeWords(end)} (${genevaLabel(m.starts)})`,
    'Your time': [instant(m.starts, m.ends)],
    Objective: m.objective,
    'Contributions by': deadlineWords(m, now),
    'Deadline, your time':
      m.deadline && isAhead(endOfDay(m.deadline), now) ? [instant(endOfDay(m.deadline))] : undefined,
    Agenda: issues.length > 0 ? issues.join('; ') : undefined,
    Status: statusWords(m, now, issues.length),
    Source: m.source,
  })
}

const isAhead = (at: Temporal.Instant, now: Temporal.Instant): boolean =>
  Temporal.Instant.compare(at, now) > 0

/** A row of a table of meetings. */
export const meetingRow = (m: Meeting, now: Temporal.Instant): Text[] => [
  meetingRef(m),
  m.group,
  whenWords(m),
  m.objective,
  m.deadline ? dateWords(m.deadline) : (m.deadlineRule ?? 'none'),
  m.status === 'CANCELLED'
    ? 'cancelled'
    : isOver(m, now)
      ? 'over'
      : m.status === 'CONFIRMED'
        ? 'confirmed'
        : 'scheduled',
]

export const MEETING_COLUMNS = ['Ref.', 'Group', 'When', 'Objective', 'Contributions by', 'Status']
