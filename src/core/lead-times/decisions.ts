/** Which questions and warnings follow from a meeting whose holding depends on what comes in. Pure. */
import type { MeetingKind } from '../database/generated/enums.ts'
import { isAhead, type Meeting } from '../meetings/meeting.ts'
import type { Notice } from '../notices/notice.ts'
import { inGeneva } from '../time/geneva.ts'
import { workingDayAfter, workingDayBefore } from '../time/working-days.ts'
import type { LeadTimes } from './lead-times.ts'
import { cancellationNear, type DecisionStep, decisionAsked, heldAsked, issuesAsked } from './notices.ts'

/**
 * Interim RG meetings: the Rapporteur and TSB get what came in on the first working day after the deadline, and are
 * asked once more on the last working day before the meeting. Coordination e-meetings: the chairs of `studyGroups`
 * are asked for issues; without one, WP2's chair and TSB are warned that the plan cancels it. After a meeting that
 * was never confirmed, they are asked whether it was held. Only instants after `now`.
 */
export function decisionsFor(
  meeting: Meeting,
  now: Temporal.Instant,
  leadTimes: LeadTimes,
  studyGroups: readonly string[],
): Notice[] {
  if (meeting.status !== 'SCHEDULED') return []
  const held = ASKED_AFTERWARDS.includes(meeting.kind)
    ? [heldAsked.from({ meeting, day: workingDayAfter(inGeneva(meeting.ends).toPlainDate()) })]
    : []
  return [...noticesFor(meeting, leadTimes, studyGroups), ...held].filter(n => isAhead(n.dueAt, meeting, now))
}

function noticesFor(meeting: Meeting, leadTimes: LeadTimes, studyGroups: readonly string[]): Notice[] {
  switch (meeting.kind) {
    case 'RG_INTERIM':
      return decisionDays(meeting).map(facts => decisionAsked.from({ meeting, ...facts }))
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

/**
 * Kinds of which it is asked afterwards whether they were held. TSAG's meetings are no question; of a call its outcome
 * is awaited.
 */
export const ASKED_AFTERWARDS: readonly MeetingKind[] = [
  'RG_INTERIM',
  'COORDINATION_E_MEETING',
  'WP_E_MEETING',
  'AD_HOC',
]

/**
 * The days on which it is asked whether a meeting is held: the first working day after the deadline, and the last one
 * before the meeting; once where these are one day, and never on the day of the meeting or later.
 */
export function decisionDays({
  deadline,
  starts,
}: Pick<Meeting, 'deadline' | 'starts'>): { step: DecisionStep; day: Temporal.PlainDate }[] {
  if (!deadline) return []
  const day = inGeneva(starts).toPlainDate()
  const [first, last] = [workingDayAfter(deadline), workingDayBefore(day)]
  const isBefore = (a: Temporal.PlainDate, b: Temporal.PlainDate) => Temporal.PlainDate.compare(a, b) < 0
  return [
    ...(isBefore(first, day) ? [{ step: 'first' as const, day: first }] : []),
    ...(isBefore(first, last) ? [{ step: 'last' as const, day: last }] : []),
  ]
}

/** When a coordination e-meeting without an issue is cancelled by the plan; null for other kinds. */
export const cancellationTime = (
  meeting: Pick<Meeting, 'kind' | 'starts'>,
  { cancel }: LeadTimes,
): Temporal.Instant | null =>
  meeting.kind === 'COORDINATION_E_MEETING' ? meeting.starts.subtract({ hours: cancel }) : null
