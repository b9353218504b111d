/** Ends of joint activities that are dates now, and word of them before they come. */
import type { Transaction } from '../../database/client.ts'
import { toColumn } from '../../database/columns.ts'
import { toMeeting } from '../../meetings/meeting.ts'
import { phrase, type Text } from '../../text/spans.ts'
import { inGeneva } from '../../time/geneva.ts'
import { listAwaiting } from '../awaiting.ts'
import { describePartial, firstDayOf, lastDayOf } from '../field.ts'
import { currentPeriod } from '../periods.ts'
import { type JointActivity, storedJoint } from './fields.ts'
import { resolveUntil } from './until.ts'

/** A joint activity whose end is a date. */
export interface ActivityEnd {
  /** Unique for the activity and the date, whatever it is called: "end 12 2027-05". */
  key: string
  activity: JointActivity
  /** "2027-05" */
  by: string
  /** The last day. */
  over: Temporal.PlainDate
  /** It ends with a TSAG meeting. */
  isTsag: boolean
}

/**
 * The ends of the activities that continue. "The next TSAG meeting" is the one that comes after it was decided: it stays
 * that one when it has begun.
 */
export async function findEnds({
  tx,
  now,
}: {
  tx: Transaction
  now: Temporal.Instant
}): Promise<ActivityEnd[]> {
  const activities = (await listAwaiting(tx, storedJoint)).filter(({ fields }) => fields.until !== undefined)
  if (activities.length === 0) return []
  const since = activities.map(({ at }) => at).toSorted(Temporal.Instant.compare)[0]!
  const rows = await tx.meeting.findMany({
    where: { kind: 'TSAG_MEETING', status: { not: 'CANCELLED' }, startsAt: { gt: toColumn(since) } },
    orderBy: { startsAt: 'asc' },
    take: 100,
  })
  const tsag = rows.map(toMeeting)
  return activities.flatMap(activity => {
    const { fields, id, at } = activity
    const next = tsag.find(m => Temporal.Instant.compare(m.starts, at) > 0)
    const nextTsag = next && inGeneva(next.starts).toPlainDate().toString()
    const { by } = resolveUntil(fields.until!, {
      clockFrom: fields.clockFrom,
      nextTsag,
      studyPeriodUntil: currentPeriod(now).until,
    })
    if (by === undefined) return []
    const isTsag = by === nextTsag && fields.until!.some(({ kind }) => kind === 'next-tsag')
    return [{ key: `end ${id} ${by}`, activity, by, over: lastDayOf(by), isTsag }]
  })
}

/** "JCA-MV ends by May 2027, in 6 months. Its coordination moves into SG17, SG20, SG21." */
export function describeEnd({ activity, by, isTsag }: ActivityEnd, today: Temporal.PlainDate): Text {
  const { key, fields } = activity
  const ends = isTsag
    ? `ends with the TSAG meeting of ${describePartial(by)}`
    : `ends ${by.length === 10 ? 'on' : 'by'} ${describePartial(by)}`
  const to = fields.transitionTo ?? []
  const moves =
    to.length > 0
      ? `Its coordination moves into ${to.join(', ')}.`
      : 'Into which SGs its coordination moves is not on record.'
  return phrase`${key} ${ends}, ${describeLeft(firstDayOf(by), today)}. ${moves}`
}

/** "in 6 months", "in 20 days" */
function describeLeft(day: Temporal.PlainDate, today: Temporal.PlainDate): string {
  const days = today.until(day).days
  // Word comes on a working day, so a little before the month is full.
  const months = today.until(day.add({ days: 1 }), { largestUnit: 'months' }).months
  if (days > 35) return `in ${months + (today.add({ months }).until(day).days > 20 ? 1 : 0)} months`
  if (days > 27) return 'in a month'
  return days <= 0 ? 'this month' : days === 1 ? 'tomorrow' : `in ${days} days`
}
