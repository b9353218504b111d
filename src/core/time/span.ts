/** A start and an end on Geneva's clocks as instants, where those clocks show them. */
import { UserError } from '../errors.ts'
import { formatDate, formatTime, GENEVA, genevaLabel } from './geneva.ts'
import type { TimeSpan, ZoneLabel } from './parse.ts'

export interface Instants {
  starts: Temporal.Instant
  ends: Temporal.Instant
}

/**
 * The instants of a span on a date in Geneva; `until`: its last day, where it has several. A time that occurs twice is
 * the first, unless its label says the second. Throws a UserError for a time that the clocks skip, and for a label that
 * doesn't fit its date.
 */
export function toInstants(date: Temporal.PlainDate, span: TimeSpan, until = date): Instants {
  const starts = toInstant(date, span.start, span.label)
  if (span.label && genevaLabel(starts) !== span.label)
    throw new UserError(
      'wrong-label',
      `${span.label} does not fit ${formatDate(date)}, ${formatTime(span.start)}: Geneva is on ${genevaLabel(starts)} then. Write the time as Geneva's clocks show it, without a label or with that one.`,
      'time',
    )
  // In the night in which the clocks go back, a span keeps its length on them.
  const first = toInstant(until, span.end, span.label)
  const ends = Temporal.Instant.compare(first, starts) > 0 ? first : toInstant(until, span.end, 'CET')
  return { starts, ends }
}

/** One time of day as an instant. Throws a UserError for one that the clocks of Geneva skip. */
function toInstant(date: Temporal.PlainDate, time: Temporal.PlainTime, label?: ZoneLabel): Temporal.Instant {
  const read = (disambiguation: 'earlier' | 'later' | 'reject') =>
    date.toPlainDateTime(time).toZonedDateTime(GENEVA, { disambiguation })
  const [earlier, later] = [read('earlier'), read('later')]
  if (!earlier.toPlainDateTime().equals(later.toPlainDateTime()))
    throw new UserError(
      'no-such-time',
      `${formatDate(date)}, ${formatTime(time)} does not exist in Geneva: the clocks go from ${formatTime(skipped(earlier))} to 03:00 in that night. Please give another time.`,
      'time',
    )
  return (label === 'CET' ? later : earlier).toInstant()
}

/** The hour from which the clocks jump: 02:00. */
const skipped = (before: Temporal.ZonedDateTime): Temporal.PlainTime =>
  before.toPlainTime().round({ smallestUnit: 'hour', roundingMode: 'floor' }).add({ hours: 1 })
