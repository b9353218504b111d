/** TSAG meetings carry the month in which they begin: reports say "TSAG 01-2026" for that of 26 to 30 January 2026. */
import { inGeneva } from '../time/geneva.ts'
import type { Meeting } from './meeting.ts'

/** `from`: its first day, as "2026-01-26". */
export const toMeetingLabel = (from: string): string => `TSAG ${from.slice(5, 7)}-${from.slice(0, 4)}`

/** The first day of a meeting in Geneva, as "2026-01-26". */
export const firstDay = ({ starts }: Pick<Meeting, 'starts'>): string =>
  inGeneva(starts).toPlainDate().toString()

export const tsagLabel = (meeting: Pick<Meeting, 'starts'>): string => toMeetingLabel(firstDay(meeting))
