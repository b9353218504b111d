/** The TSAG meeting that a draft is about: its label, its days as far as they are on record, and the one before it. */
import type { Transaction } from '../database/client.ts'
import { type Meeting, toMeeting } from '../meetings/meeting.ts'
import { NEXT_TSAG, toMeetingLabel } from '../registers/periods.ts'
import { findNextTsag } from '../registers/tsag.ts'
import { atGeneva, inGeneva } from '../time/geneva.ts'

/** The days of a meeting: "2026-01-26" to "2026-01-30". */
export interface Days {
  from: string
  /** Undefined: not on record; a TSAG meeting of one day in the calendar is one whose last day is not known. */
  until: string | undefined
}

/** A TSAG meeting is over after so many days, where its last one is not on record. */
const LONGEST = { days: 6 }

/** The last day, or the last one that it can have. */
export const lastDayOf = ({ from, until }: Days): Temporal.PlainDate =>
  until === undefined ? Temporal.PlainDate.from(from).add(LONGEST) : Temporal.PlainDate.from(until)

export interface TsagMeeting {
  /** "TSAG 01-2026"; "next TSAG meeting" while it has no date. */
  label: string
  /** The label within a sentence: "the next TSAG meeting". */
  name: string
  /** Undefined: not on record. */
  days: Days | undefined
  /** "Geneva"; undefined: not on record. */
  place: string | undefined
  /** Its number in the calendar; undefined: it is not there. */
  id: number | undefined
  /** Whether "the next TSAG meeting" in the registers means this one. */
  isNext: boolean
}

/**
 * The meeting of a label, or of "next TSAG meeting". A date that neither the calendar nor a report has stays unknown.
 */
export async function findTsagMeeting(
  tx: Transaction,
  wanted: string,
  now: Temporal.Instant,
): Promise<TsagMeeting> {
  // A meeting that is under way is the one whose report is written.
  const next = await findNextTsag(tx, now, { isWhileUnderWay: true })
  const nextLabel = next && labelOf(next.starts)
  const label = wanted === NEXT_TSAG ? (nextLabel ?? NEXT_TSAG) : wanted
  const isNext = label === NEXT_TSAG || label === nextLabel
  const name = label === NEXT_TSAG ? `the ${label}` : label
  const planned = (await tsagMeetings(tx)).find(m => labelOf(m.starts) === label)
  if (planned) {
    const days = withReported(planned, await daysInReports(tx))
    return { label, name, days, place: planned.place, id: planned.id, isNext }
  }
  const days = (await daysInReports(tx)).get(label)
  return { label, name, days, place: undefined, id: undefined, isNext }
}

/** The TSAG meeting before this one, of those that the calendar or a report names; undefined: none is on record. */
export async function findPreviousTsag(
  tx: Transaction,
  { label, days }: TsagMeeting,
  now: Temporal.Instant,
): Promise<{ label: string; days: Days } | undefined> {
  const before =
    days?.from ?? (label === NEXT_TSAG ? inGeneva(now).toPlainDate().toString() : firstDayOf(label))
  const reported = await daysInReports(tx)
  const all = new Map(reported)
  for (const m of await tsagMeetings(tx)) all.set(labelOf(m.starts), withReported(m, reported))
  const [last] = [...all]
    .filter(([, found]) => lastDayOf(found).toString() < before)
    .toSorted(([, a], [, b]) => b.from.localeCompare(a.from))
  return last && { label: last[0], days: last[1] }
}

/** "TSAG 01-2026" → "2026-01-01", to compare. */
const firstDayOf = (label: string): string => `${label.slice(8)}-${label.slice(5, 7)}-01`

/**
 * The instants between which a meeting lies, to choose what belongs to it: its days, the month of its label where they
 * are not on record, and `now` for one that has neither.
 */
export function boundsOf(
  { days, label }: TsagMeeting,
  now: Temporal.Instant,
): { begins: Temporal.Instant; ends: Temporal.Instant } {
  if (!days && label === NEXT_TSAG) return { begins: now, ends: now }
  const from = Temporal.PlainDate.from(days?.from ?? firstDayOf(label))
  const until = days ? lastDayOf(days) : from.add({ months: 1 }).subtract({ days: 1 })
  return { begins: atGeneva(from, '00:00'), ends: atGeneva(until.add({ days: 1 }), '00:00') }
}

/** The first day as the calendar has it; the last one where a report says it, or the calendar has several days. */
function withReported({ starts, ends }: Meeting, reported: ReadonlyMap<string, Days>): Days {
  const [from, last] = [dayOf(starts), dayOf(ends)]
  const known = reported.get(labelOf(starts))
  return { from, until: last > from ? last : known?.from === from ? known.until : undefined }
}

const dayOf = (at: Temporal.Instant): string => inGeneva(at).toPlainDate().toString()
const labelOf = (at: Temporal.Instant): string => toMeetingLabel(dayOf(at))

const tsagMeetings = async (tx: Transaction) =>
  (
    await tx.meeting.findMany({
      where: { kind: 'TSAG_MEETING', status: { not: 'CANCELLED' } },
      orderBy: { startsAt: 'asc' },
    })
  ).map(toMeeting)

/** The days of meetings as reports and agendas that were read say them. */
async function daysInReports(tx: Transaction): Promise<Map<string, Days>> {
  const rows = await tx.$queryRaw<{ from: string; until: string }[]>`
    SELECT DISTINCT content #>> '{meeting,from}' AS "from", content #>> '{meeting,until}' AS until
    FROM "DocumentReading"
    WHERE "undoneAt" IS NULL AND content ->> 'kind' = 'report' AND content #>> '{meeting,from}' IS NOT NULL
    ORDER BY 1`
  return new Map(rows.map(days => [toMeetingLabel(days.from), days]))
}
