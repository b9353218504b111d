/** The meetings of the calendar that report-backs name: "2026-05", "2026-05-25", "TSAG 10-2026", "MTG-3". Pure. */
import { MEETING, type Meeting } from '../../meetings/meeting.ts'
import { inGeneva } from '../../time/geneva.ts'
import { toMeetingLabel } from '../periods.ts'

/** The day on which a meeting begins: "2026-05-25". */
export const dayOf = ({ starts }: Pick<Meeting, 'starts'>): string =>
  inGeneva(starts).toPlainDate().toString()

/** Whether a meeting was called off. */
export const isOff = ({ status }: Pick<Meeting, 'status'>): boolean =>
  status === 'CANCELLED' || status === 'NOT_HELD'

/**
 * The meeting that a report-back names, of the group to which the report is owed. Among several in a month it is the
 * first that takes place.
 */
export function findNamedMeeting(
  named: string,
  to: string | undefined,
  meetings: readonly Meeting[],
): Meeting | undefined {
  const fitting = meetings
    .filter(m => isNamed(named, to, m))
    .toSorted((a, b) => Temporal.Instant.compare(a.starts, b.starts))
  return fitting.find(m => !isOff(m)) ?? fitting[0]
}

function isNamed(named: string, to: string | undefined, meeting: Meeting): boolean {
  if (named === MEETING.format(meeting.id)) return true
  if (meeting.kind === 'TSAG_MEETING' && named === toMeetingLabel(dayOf(meeting))) return true
  return /^\d{4}-\d{2}/.test(named) && meeting.group === to && dayOf(meeting).startsWith(named)
}

/** The date that a meeting's name says by itself: "TSAG 10-2026" → "2026-10"; undefined: none. */
export function dateNamed(named: string): string | undefined {
  if (/^\d{4}-\d{2}(-\d{2})?$/.test(named)) return named
  const [, month, year] = /^TSAG (\d{2})-(\d{4})$/.exec(named) ?? []
  return month === undefined ? undefined : `${year}-${month}`
}

/** The months about which report-backs speak, the first and the last: meetings outside of them need not be read. */
export function monthsNamed(named: readonly string[]): { from: string; to: string } | undefined {
  const months = named.flatMap(name => dateNamed(name)?.slice(0, 7) ?? []).toSorted()
  return months.length === 0 ? undefined : { from: months[0]!, to: months.at(-1)! }
}
