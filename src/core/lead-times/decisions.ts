/** What is asked ahead of a meeting whose holding depends on what comes in. Pure. */

import { type Meeting, meetingRef } from '../meetings/meeting.ts'
import { type Notice, PRIORITY, type Recipient } from '../notices/notice.ts'
import { isAhead } from '../reminders/reminders.ts'
import type { RoleName } from '../roles/role.ts'
import { atGeneva, inGeneva } from '../time/geneva.ts'
import type { LeadTimes } from './lead-times.ts'

/** The series of what is asked, to take it back when the meeting changes. */
export const DECISION_SERIES = ['decide', 'ask', 'warn'] as const

const TSB: RoleName = { kind: 'TSB', group: null }
const MORNING = '09:00'

/** Study groups whose chairs are asked for issues. */
const ASKED_GROUPS = ['SG2', 'SG3', 'SG5', 'SG11', 'SG12', 'SG13', 'SG15', 'SG17', 'SG20', 'SG21']

/**
 * Interim RG meetings: at the deadline the Rapporteur and TSB get what came in, and are reminded daily until one
 * of them decides. Coordination e-meetings: the SG chairs are asked for issues; without one, WP2's chair and TSB
 * are told that the plan cancels it. Only what is ahead of `now`.
 */
export function decisionsFor(meeting: Meeting, now: Temporal.Instant, spans: LeadTimes): Notice[] {
  if (meeting.status !== 'SCHEDULED') return []
  const notices =
    meeting.kind === 'RG_INTERIM'
      ? ofInput(meeting)
      : meeting.kind === 'COORDINATION_E_MEETING'
        ? ofIssues(meeting, spans)
        : []
  return notices.filter(n => isAhead(n.dueAt, meeting, now))
}

function ofInput(meeting: Meeting): Notice[] {
  if (!meeting.deadline || !meeting.cutOff) return []
  const audience: Recipient[] = [{ role: { kind: 'RAPPORTEUR', group: meeting.group } }, { role: TSB }]
  const closed = meeting.cutOff.add({ seconds: 1 })
  const morning = atGeneva(meeting.deadline.add({ days: 2 }), MORNING)
  return [
    notice(meeting, 'decide', 'meeting-decide', 'first', closed, audience),
    { ...notice(meeting, 'decide', 'meeting-decide', 'daily', morning, audience), everyDays: 1 },
  ]
}

function ofIssues(meeting: Meeting, { ask, warn }: LeadTimes): Notice[] {
  const day = inGeneva(meeting.starts).toPlainDate()
  const chairs: Recipient[] = ASKED_GROUPS.map(group => ({ role: { kind: 'CHAIR', group } }))
  const leaders: Recipient[] = [{ role: { kind: 'CHAIR', group: 'WP2' } }, { role: TSB }]
  return [
    notice(meeting, 'ask', 'issues-asked', `${ask}d`, atGeneva(day.subtract({ days: ask }), MORNING), chairs),
    notice(
      meeting,
      'warn',
      'cancel-near',
      `${warn}d`,
      atGeneva(day.subtract({ days: warn }), MORNING),
      leaders,
    ),
  ]
}

function notice(
  meeting: Meeting,
  series: (typeof DECISION_SERIES)[number],
  kind: string,
  step: string,
  dueAt: Temporal.Instant,
  audience: Recipient[],
): Notice {
  const subject = meetingRef(meeting)
  return {
    key: `${series}:${subject}:v${meeting.version}:${step}`,
    kind,
    subject,
    series,
    data: { meeting: meeting.id, version: meeting.version },
    audience,
    priority: PRIORITY.normal,
    dueAt,
    expiresAt: meeting.starts,
  }
}

/** When a coordination e-meeting without an issue is cancelled by the plan; null for other kinds. */
export const cancelsAt = (
  meeting: Pick<Meeting, 'kind' | 'starts'>,
  { cancel }: LeadTimes,
): Temporal.Instant | null =>
  meeting.kind === 'COORDINATION_E_MEETING' ? meeting.starts.subtract({ hours: cancel }) : null
