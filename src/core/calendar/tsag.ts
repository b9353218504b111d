/** Deadlines that follow a TSAG meeting: a date as soon as that meeting has one. */
import type { Transaction } from '../database/client.ts'
import { toColumn } from '../database/columns.ts'
import { type Meeting, toMeeting } from '../meetings/meeting.ts'
import { inGeneva } from '../time/geneva.ts'

export interface Follows {
  meeting: Meeting
  /** The date that its deadline comes to now; undefined: open again. */
  deadline: Temporal.PlainDate | undefined
  /** The TSAG meeting has a deadline, but not before the meeting, so that it can't be its own. */
  isTooLate: boolean
}

/**
 * The meetings ahead whose deadline is that of the TSAG meeting after them, or of the one during which they take place,
 * where that has changed.
 */
export async function followTsag(tx: Transaction, now: Temporal.Instant): Promise<Follows[]> {
  const rows = await tx.meeting.findMany({
    where: {
      deadlineRule: { equals: { kind: 'tsag' } },
      status: { not: 'CANCELLED' },
      startsAt: { gt: toColumn(now) },
    },
    orderBy: { startsAt: 'asc' },
    take: 100,
  })
  const changed: Follows[] = []
  for (const meeting of rows.map(toMeeting)) {
    const next = await tx.meeting.findFirst({
      where: {
        kind: 'TSAG_MEETING',
        status: { not: 'CANCELLED' },
        endsAt: { gt: toColumn(meeting.starts) },
      },
      orderBy: { startsAt: 'asc' },
    })
    const ofTsag = next ? toMeeting(next).deadline : undefined
    const first = inGeneva(meeting.starts).toPlainDate()
    const isTooLate = ofTsag !== undefined && Temporal.PlainDate.compare(ofTsag, first) >= 0
    const deadline = isTooLate ? undefined : ofTsag
    const same = deadline ? meeting.deadline?.equals(deadline) : meeting.deadline === undefined
    if (!same) changed.push({ meeting, deadline, isTooLate })
  }
  return changed
}
