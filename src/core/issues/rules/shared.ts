/** Helpers that the rules share. */
import type { Text } from '../../text/spans.ts'
import { formatDate, inGeneva } from '../../time/geneva.ts'
import type { Refusal } from '../rules.ts'

/** The roles that speak in the name of an SG concerned. */
export const REPRESENTS = ['chair', 'vice-chair'] as const

export const no = (code: string, sentence: Text): Refusal => ({ code, sentence })

/** The refusal of a day that is over; undefined: it is ahead. */
export const assertDayAhead = (day: Temporal.PlainDate, now: Temporal.Instant): Refusal | undefined =>
  Temporal.PlainDate.compare(day, inGeneva(now).toPlainDate()) < 0
    ? no('past', `${formatDate(day)} is in the past; give a later date.`)
    : undefined
