/**
 * The one place where the database's values and Temporal meet: Prisma returns `Date`s and takes them. It takes ISO
 * strings too, but makes those part of the statement, which PostgreSQL would then plan again for each instant.
 */

/** The instant of a `timestamptz` column. */
export const instantFrom = (value: Date): Temporal.Instant => value.toTemporalInstant()

/** The date of a `date` column, which Prisma returns as its midnight in UTC. */
export const dateFrom = (value: Date): Temporal.PlainDate =>
  value.toTemporalInstant().toZonedDateTimeISO('UTC').toPlainDate()

/**
 * The value to write into a `timestamptz(3)` column, cut to the millisecond that it holds: otherwise an instant read
 * back would differ from the one written.
 */
export const toColumn = (instant: Temporal.Instant): Date => new Date(instant.epochMilliseconds)

/** The value to write into a `date` column. */
export const dateColumn = (date: Temporal.PlainDate): Date =>
  toColumn(date.toZonedDateTime('UTC').toInstant())
