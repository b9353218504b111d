/** The TSAG meeting that a draft is about: its label, its days as far as they are on record, and the one before it. */
import type { Transaction } from '../database/client.ts'
import { toMeeting } from '../meetings/meeting.ts'
import { NEXT_TSAG, toMeetingLabel } from '../registers/periods.ts'
import { findNextTsag } from '../registers/tsag.ts'
import { inGeneva } from '../time/geneva.ts'

/** The days of a meeting: "2026-01-26" to "2026-01-30". */
export interface Days {
  from: string
  until: string
}

export interface TsagMeeting {
  /** "TSAG 01-2026"; "next TSAG meeting" while it has no date. */
  label: string
  /** Undefined: not on record. */
  days: Days | undefined
  /** "Geneva"; undefined: not on record. */
  place: string | undefined
  /** Its number in the calendar; undefined: it is not there. */
  id: number | undefined
  /** What is said of "the next TSAG meeting" is about this one. */
  isNext: boolean
}

/** The meeting of a label, or of "next TSAG meeting". What neither the calendar nor a report says stays unknown. */
export async function findTsagMeeting(
  tx: Transaction,
  wanted: string,
  now: Temporal.Instant,
): Promise<TsagMeeting> {
  const next = await findNextTsag(tx, now)
  const nextLabel = next && labelOf(next.starts)
  const label = wanted === NEXT_TSAG ? (nextLabel ?? NEXT_TSAG) : wanted
  const isNext = label === NEXT_TSAG || label === nextLabel
  const planned = (await tsagMeetings(tx)).find(m => labelOf(m.starts) === label)
  if (planned) {
    const days = { from: dayOf(planned.starts), until: dayOf(planned.ends) }
    return { label, days, place: planned.place, id: planned.id, isNext }
  }
  const days = (await daysInReports(tx)).get(label)
  return { label, days, place: undefined, id: undefined, isNext }
}

/** The TSAG meeting before this one, of those that the calendar or a report names; undefined: none is on record. */
export async function findPreviousTsag(
  tx: Transaction,
  { label, days }: TsagMeeting,
  now: Temporal.Instant,
): Promise<{ label: string; days: Days } | undefined> {
  const before =
    days?.from ?? (label === NEXT_TSAG ? inGeneva(now).toPlainDate().toString() : firstDayOf(label))
  const all = new Map(await daysInReports(tx))
  for (const m of await tsagMeetings(tx))
    all.set(labelOf(m.starts), { from: dayOf(m.starts), until: dayOf(m.ends) })
  const [last] = [...all]
    .filter(([, found]) => found.until < before)
    .toSorted(([, a], [, b]) => b.from.localeCompare(a.from))
  return last && { label: last[0], days: last[1] }
}

/** "TSAG 01-2026" → "2026-01-01", to compare. */
const firstDayOf = (label: string): string => `${label.slice(8)}-${label.slice(5, 7)}-01`

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
