/** Plans the questions, warnings and the cancellation ahead of a meeting, in place of those planned before. */
import type { MeetingChanged } from '../calendar/changes.ts'
import { toColumn } from '../database/columns.ts'
import type { Work } from '../events/events.ts'
import { knownStudyGroups } from '../groups/registry.ts'
import { meetingRef } from '../meetings/meeting.ts'
import { withdrawPlanned, writeNotices } from '../notices/outbox.ts'
import { cancellationTime, decisionsFor } from './decisions.ts'
import { readLeadTimes } from './lead-times.ts'
import { DECISION_SERIES } from './notices.ts'

/**
 * A meeting that somebody restored is not cancelled again by a plan whose time for it is past, neither at once nor when
 * its title changes later: only a new date gives the plan a new time.
 */
export async function planDecisions(
  { tx, now }: Work,
  { kind, after: meeting }: Pick<MeetingChanged, 'kind' | 'after'>,
): Promise<void> {
  const leadTimes = await readLeadTimes(tx)
  await withdrawPlanned(tx, meetingRef(meeting), [...DECISION_SERIES])
  await writeNotices(tx, decisionsFor(meeting, now, leadTimes, await knownStudyGroups(tx, now)))
  const byPlan = meeting.status === 'SCHEDULED' ? cancellationTime(meeting, leadTimes) : null
  const sets = kind === 'SCHEDULED' || kind === 'MOVED'
  const isTooLate = !sets && byPlan !== null && Temporal.Instant.compare(byPlan, now) <= 0
  const at = isTooLate ? null : byPlan
  await tx.meeting.update({ where: { id: meeting.id }, data: { cancelsAt: at ? toColumn(at) : null } })
}
