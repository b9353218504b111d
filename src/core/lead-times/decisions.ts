/** Which questions and warnings follow from a meeting whose holding depends on what comes in. Pure. */
import { isAhead, type Meeting } from '../meetings/meeting.ts'
import type { Notice } from '../notices/notice.ts'
import type { LeadTimes } from './lead-times.ts'
import { cancellationNear, decisionAsked, issuesAsked } from './notices.ts'

/**
 * Interim RG meetings: at the deadline the Rapporteur and TSB get what came in, and are reminded until one of them
 * decides. Coordination e-meetings: the chairs of `studyGroups` are asked for issues; without one, WP2's chair and
 * TSB are warned that the plan cancels it. Only what is ahead of `now`.
 */
export function decisionsFor(
  meeting: Meeting,
  now: Temporal.Instant,
  leadTimes: LeadTimes,
  studyGroups: readonly string[],
): Notice[] {
  if (meeting.status !== 'SCHEDULED') return []
  return noticesFor(meeting, leadTimes, studyGroups).filter(n => isAhead(n.dueAt, meeting, now))
}

function noticesFor(meeting: Meeting, leadTimes: LeadTimes, studyGroups: readonly string[]): Notice[] {
  switch (meeting.kind) {
    case 'RG_INTERIM':
      return meeting.cutOff ? [false, true].map(repeats => decisionAsked.from({ meeting, repeats })) : []
    case 'COORDINATION_E_MEETING':
      return [
        issuesAsked.from({ meeting, leadTimes, studyGroups }),
        cancellationNear.from({ meeting, leadTimes }),
      ]
    case 'TSAG_MEETING':
    case 'WP_E_MEETING':
    case 'AD_HOC':
    case 'CALL':
      return []
  }
}

/** When a coordination e-meeting without an issue is cancelled by the plan; null for other kinds. */
export const cancellationTime = (
  meeting: Pick<Meeting, 'kind' | 'starts'>,
  { cancel }: LeadTimes,
): Temporal.Instant | null =>
  meeting.kind === 'COORDINATION_E_MEETING' ? meeting.starts.subtract({ hours: cancel }) : null
