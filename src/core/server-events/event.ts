/** A meeting as an event in a platform's own list of events. Pure. */

import type { MeetingKind } from '../database/generated/enums.ts'
import { describeRule } from '../deadlines/rule.ts'
import { KIND_RULES } from '../meetings/kinds.ts'
import { type Meeting, meetingRef } from '../meetings/meeting.ts'
import { describeCutOff, describeTime, meetingName } from '../meetings/words.ts'
import type { Text } from '../messages/message.ts'
import { cmd } from '../text/spans.ts'

/** A meeting as a list shows it. Every list shows the times in the reader's own zone. */
export interface ServerEvent {
  /** "MTG-2": identifies the event. Shown behind the title. */
  key: string
  title: string
  starts: Temporal.Instant
  ends: Temporal.Instant
  where: string
  lines: Text[]
}

/** An event of ours in a list. */
export interface ListedEvent {
  reference: string
  key: string
  /** It has begun: it can no longer be moved or cancelled, only removed. */
  begun: boolean
}

/** Kinds that are listed. Calls and ad-hoc meetings concern only those who were called to them. */
export const LISTED_KINDS: readonly MeetingKind[] = [
  'TSAG_MEETING',
  'WP_E_MEETING',
  'COORDINATION_E_MEETING',
  'RG_INTERIM',
]

export const toServerEvent = (m: Meeting): ServerEvent => ({
  key: meetingRef(m),
  title: meetingName(m),
  starts: m.starts,
  ends: m.ends,
  where: m.place ?? (m.kind === 'TSAG_MEETING' ? 'Geneva' : 'Online (Geneva)'),
  lines: [
    describeTime(m),
    ...statusLine(m),
    `Objective: ${m.objective}`,
    ...(m.links.length > 0 ? [`Join: ${m.links.join(' ')}`] : []),
    ...deadlineLine(m),
    [`Reference: ${meetingRef(m)}. More: `, cmd('meeting show', { meeting: meetingRef(m) })],
  ],
})

function statusLine(m: Meeting): string[] {
  if (m.status === 'CONFIRMED') return ['Confirmed: it is held.']
  const depends = m.kind === 'RG_INTERIM' || m.kind === 'COORDINATION_E_MEETING'
  return depends ? [`Not confirmed yet: ${KIND_RULES[m.kind].condition}.`] : []
}

function deadlineLine(m: Meeting): string[] {
  if (m.cutOff) return [`Contributions by ${describeCutOff(m.cutOff)}.`]
  return m.deadlineRule ? [`Contributions by: ${describeRule(m.deadlineRule)}, not yet a date.`] : []
}

export type Step =
  | 'create'
  | 'change'
  | 'cancel' // it is ahead: shown as cancelled
  | 'remove' // it has begun, and would look as if it took place
  | 'replace' // it has begun, but the meeting is ahead again
  | 'nothing'

/** The step that brings a list up to date with a meeting; `listed`: its event, if there is one. */
export function nextStepFor(m: Meeting, listed: ListedEvent | undefined, now: Temporal.Instant): Step {
  const isAhead = Temporal.Instant.compare(m.starts, now) > 0
  if (m.status === 'CANCELLED') return listed ? (listed.begun ? 'remove' : 'cancel') : 'nothing'
  if (!listed) return isAhead ? 'create' : 'nothing'
  return listed.begun && isAhead ? 'replace' : 'change'
}
