/**
 * Meetings in the words of a calendar. No word depends on the present, so that an unchanged feed stays the same; and
 * no person is named, since a group's feed is open to all.
 */

import { describeRule } from '../deadlines/rule.ts'
import { KIND_RULES } from '../meetings/kinds.ts'
import { meetingRef } from '../meetings/meeting.ts'
import { describeCutOff, describeTime, meetingName } from '../meetings/words.ts'
import { formatDate, formatTimeSpan, inGeneva } from '../time/geneva.ts'
import type { Entry, Happening } from './feed.ts'

/** Whether the meeting may still turn out not to be held: its kind depends on what comes in. */
export function isPending({ meeting: { kind, status, issueClosedAs } }: Entry): boolean {
  if (issueClosedAs !== undefined && (status === 'SCHEDULED' || status === 'CONFIRMED')) return true
  if (status !== 'SCHEDULED') return false
  switch (kind) {
    case 'RG_INTERIM':
    case 'COORDINATION_E_MEETING':
      return true
    case 'WP_E_MEETING':
    case 'TSAG_MEETING':
    case 'AD_HOC':
    case 'CALL':
      return false
  }
}

/** "RG-DT interim RG meeting". Cancelled is said in words too: Outlook shows no status of a calendar it follows. */
export const title = ({ meeting, isBusyOnly }: Entry): string =>
  isBusyOnly
    ? meeting.status === 'CANCELLED'
      ? 'Cancelled: busy'
      : 'Busy'
    : meeting.status === 'CANCELLED'
      ? `Cancelled: ${meetingName(meeting)}`
      : meeting.status === 'NOT_HELD'
        ? `Not held: ${meetingName(meeting)}`
        : meetingName(meeting)

/** "Contributions due: RG-DT interim RG meeting of 13 May 2026" */
export const deadlineTitle = ({ meeting }: Entry, stands: boolean): string =>
  `${stands ? 'Contributions due' : 'No longer'}: ${meetingName(meeting)} of ${formatDate(inGeneva(meeting.starts))}`

/** The description of a meeting, a line each. */
export function description(entry: Entry): string {
  const { meeting } = entry
  if (entry.isBusyOnly) return describeTime(meeting)
  return lines([
    describeTime(meeting),
    standing(entry),
    moved(entry),
    `Objective: ${meeting.objective}`,
    meeting.place && `Place: ${meeting.place}`,
    meeting.links.length > 0 ? `Join: ${meeting.links.join(' ')}` : undefined,
    deadline(entry),
    `Reference: ${meetingRef(meeting)}`,
  ])
}

/** The same for its contribution deadline. */
export function deadlineDescription(entry: Entry, date: Temporal.PlainDate, stands: boolean): string {
  const { meeting } = entry
  return lines([
    stands && meeting.cutOff
      ? `Contributions by ${describeCutOff(meeting.cutOff)}.`
      : `Contributions were due by ${formatDate(date)}.`,
    `Meeting: ${describeTime(meeting)}`,
    standing(entry),
    `Objective: ${meeting.objective}`,
    `Reference: ${meetingRef(meeting)}`,
  ])
}

function standing(entry: Entry): string | undefined {
  const { meeting } = entry
  if (meeting.status === 'CANCELLED') {
    const cancelled = last(entry, 'CANCELLED')
    return `Cancelled${cancelled ? ` on ${dayOf(cancelled)}${because(cancelled)}` : ''}`
  }
  if (meeting.status === 'NOT_HELD') return 'It was not held.'
  if (meeting.status === 'CONFIRMED') return 'Confirmed: it will be held.'
  if (meeting.issueClosedAs) return 'Its issue is closed; whether the meeting is still needed is open.'
  return isPending(entry) ? `Not confirmed yet: ${KIND_RULES[meeting.kind].condition}.` : undefined
}

function moved(entry: Entry): string | undefined {
  const move = last(entry, 'MOVED')
  const { starts, ends } = move?.before ?? {}
  if (!move || !starts || !ends) return undefined
  const before = formatTimeSpan(Temporal.Instant.from(starts), Temporal.Instant.from(ends))
  return `Moved on ${dayOf(move)} from ${before}${because(move)}`
}

function deadline({ meeting }: Entry): string | undefined {
  if (meeting.cutOff) return `Contributions by: ${describeCutOff(meeting.cutOff)}`
  return meeting.deadlineRule
    ? `Contributions by: ${describeRule(meeting.deadlineRule)}, not yet a date`
    : undefined
}

const last = ({ history }: Entry, kind: Happening['kind']) => history.findLast(h => h.kind === kind)
const dayOf = ({ at }: Happening) => formatDate(inGeneva(at))
const because = ({ reason }: Happening) => (reason ? `: ${reason}` : '')
const lines = (all: (string | undefined)[]) => all.filter(line => line !== undefined).join('\n')
