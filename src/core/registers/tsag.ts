/** "The next TSAG meeting" is a value of its own; it becomes a date as soon as the calendar has that meeting. */
import { isDeepStrictEqual } from 'node:util'
import type { Transaction } from '../database/client.ts'
import { toColumn } from '../database/columns.ts'
import { type Meeting, toMeeting } from '../meetings/meeting.ts'
import { firstDay, tsagLabel } from '../meetings/tsag-label.ts'
import { endOfDay, formatDate, inGeneva } from '../time/geneva.ts'
import type { DatedTsag, Fields, FieldValues } from './field.ts'

/** The next TSAG meeting after `since` in the calendar; `isWhileUnderWay`: one that isn't over then is the next one. */
export async function findNextTsag(
  tx: Transaction,
  since: Temporal.Instant,
  { isWhileUnderWay = false }: { isWhileUnderWay?: boolean } = {},
): Promise<Meeting | undefined> {
  const after = { gt: toColumn(since) }
  const row = await tx.meeting.findFirst({
    where: {
      kind: 'TSAG_MEETING',
      status: { not: 'CANCELLED' },
      ...(isWhileUnderWay ? { endsAt: after } : { startsAt: after }),
    },
    orderBy: { startsAt: 'asc' },
  })
  return row ? toMeeting(row) : undefined
}

export const toDatedTsag = (meeting: Meeting): DatedTsag => ({
  label: tsagLabel(meeting),
  firstDay: firstDay(meeting),
})

/**
 * The instant after which a document of a TSAG meeting means "the next TSAG meeting": the end of the meeting's first day
 * ("2026-01-26"), so that the meeting itself isn't meant.
 */
export const afterFirstDay = (from: string): Temporal.Instant => endOfDay(Temporal.PlainDate.from(from))

/** One sentence: when it is, or that it has no date yet. */
export async function describeNextTsag(tx: Transaction, since: Temporal.Instant): Promise<string> {
  const meeting = await findNextTsag(tx, since, { isWhileUnderWay: true })
  if (!meeting) return 'The next TSAG meeting has no date yet.'
  return `The next TSAG meeting, ${tsagLabel(meeting)}, begins on ${formatDate(inGeneva(meeting.starts))}.`
}

/** The label of the next TSAG meeting, found as by `findNextTsag`; undefined while it has no date. */
export async function nextTsagLabel(
  tx: Transaction,
  since: Temporal.Instant,
  more: { isWhileUnderWay?: boolean } = {},
): Promise<string | undefined> {
  const meeting = await findNextTsag(tx, since, more)
  return meeting && tsagLabel(meeting)
}

/** Stands in for the next TSAG meeting where it only matters whether a value names it. */
const SOME: DatedTsag = { label: 'TSAG 01-0001', firstDay: '0001-01-01' }

/** The fields in which values that are the next TSAG meeting after `since` are dates, as far as the calendar has it. */
export async function settleNext<F extends Fields>(
  tx: Transaction,
  register: { fields: F },
  values: FieldValues<F>,
  since: Temporal.Instant,
): Promise<FieldValues<F>> {
  const settled: Record<string, unknown> = { ...values }
  for (const [name, { next }] of Object.entries(register.fields)) {
    const value = settled[name]
    if (!next || value === undefined || isDeepStrictEqual(next.follow(value, undefined, SOME), value))
      continue
    const meeting = await findNextTsag(tx, since, next)
    if (meeting) settled[name] = next.follow(value, undefined, toDatedTsag(meeting))
  }
  return settled as FieldValues<F>
}
