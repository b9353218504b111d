/** Deadlines that follow a TSAG meeting: a date as soon as that meeting has one. */
import type { Transaction } from '../database/client.ts'
import { toColumn } from '../database/columns.ts'
import type { Dates } from '../meetings/dates.ts'
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
 * The deadline of the TSAG meeting after a meeting that starts then, or of the one during which it takes place; none
 * where that one has none, or not before the day of the meeting.
 */
export async function tsagDeadline(
  tx: Transaction,
  starts: Temporal.Instant,
): Promise<Omit<Follows, 'meeting'>> {
  const next = await tx.meeting.findFirst({
    where: { kind: 'TSAG_MEETING', status: { not: 'CANCELLED' }, endsAt: { gt: toColumn(starts) } },
    orderBy: { startsAt: 'asc' },
  })
  const deadline = next ? toMeeting(next).deadline : undefined
  const day = inGeneva(starts).toPlainDate()
  const isTooLate = deadline !== undefined && Temporal.PlainDate.compare(deadline, day) >= 0
  return { deadline: isTooLate ? undefined : deadline, isTooLate }
}

/** Dates whose deadline is TSAG's, with the date that it comes to now. */
export const withTsagDeadline = async (tx: Transaction, dates: Dates): Promise<Dates> =>
  dates.rule.kind === 'tsag' ? { ...dates, deadline: (await tsagDeadline(tx, dates.starts)).deadline } : dates

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
    const { deadline, isTooLate } = await tsagDeadline(tx, meeting.starts)
    const same = deadline ? meeting.deadline?.equals(deadline) : meeting.deadline === undefined
    if (!same) changed.push({ meeting, deadline, isTooLate })
  }
  return changed
}
