/** "The next TSAG meeting" is a value of its own; it becomes a date as soon as the calendar has that meeting. */
import type { Transaction } from '../database/client.ts'
import { toColumn } from '../database/columns.ts'
import { type Meeting, toMeeting } from '../meetings/meeting.ts'
import { formatDate, inGeneva } from '../time/geneva.ts'
import { toMeetingLabel } from './periods.ts'

/** The next TSAG meeting after `since` in the calendar; undefined while it has no date. */
export async function findNextTsag(tx: Transaction, since: Temporal.Instant): Promise<Meeting | undefined> {
  const row = await tx.meeting.findFirst({
    where: { kind: 'TSAG_MEETING', status: { not: 'CANCELLED' }, startsAt: { gt: toColumn(since) } },
    orderBy: { startsAt: 'asc' },
  })
  return row ? toMeeting(row) : undefined
}

/** One sentence: when it is, or that it has no date yet. */
export async function describeNextTsag(tx: Transaction, since: Temporal.Instant): Promise<string> {
  const meeting = await findNextTsag(tx, since)
  if (!meeting) return 'The next TSAG meeting has no date yet.'
  return `The next TSAG meeting begins on ${formatDate(inGeneva(meeting.starts))}.`
}

/** The label of the next TSAG meeting; undefined while it has no date. */
export async function nextTsagLabel(tx: Transaction, since: Temporal.Instant): Promise<string | undefined> {
  const meeting = await findNextTsag(tx, since)
  return meeting && toMeetingLabel(inGeneva(meeting.starts).toPlainDate().toString())
}
