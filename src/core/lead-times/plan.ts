/** Plans the questions, warnings and the cancellation ahead of a meeting, in place of those planned before. */
import { toColumn } from '../database/columns.ts'
import type { Work } from '../events/events.ts'
import { knownStudyGroups } from '../groups/registry.ts'
import { type Meeting, meetingRef } from '../meetings/meeting.ts'
import { withdrawPlanned, writeNotices } from '../notices/outbox.ts'
import { cancellationTime, decisionsFor } from './decisions.ts'
import { readLeadTimes } from './lead-times.ts'
import { DECISION_SERIES } from './notices.ts'

export async function planDecisions({ tx, now }: Work, meeting: Meeting): Promise<void> {
  const leadTimes = await readLeadTimes(tx)
  await withdrawPlanned(tx, meetingRef(meeting), [...DECISION_SERIES])
  await writeNotices(tx, decisionsFor(meeting, now, leadTimes, await knownStudyGroups(tx, now)))
  const at = meeting.status === 'SCHEDULED' ? cancellationTime(meeting, leadTimes) : null
  await tx.meeting.update({ where: { id: meeting.id }, data: { cancelsAt: at ? toColumn(at) : null } })
}
