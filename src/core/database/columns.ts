// The one place where the database's values and Temporal meet: Prisma hands out `Date`s, and is given them. It takes ISO
// strings too, but makes those part of the query, and so plans the query anew for each instant.

/** The instant of a `timestamptz` column. */
export const instantFrom = (value: Date): Temporal.Instant => value.toTemporalInstant()

/** The date of a `date` column, which Prisma hands out as its midnight in UTC. */
export const dateFrom = (value: Date): Temporal.PlainDate =>
  value.toTemporalInstant().toZonedDateTimeISO('UTC').toPlainDate()

/** What to write into a `timestamptz(3)` column: cut to the millisecond it holds, or an instant read back would differ. */
export const toColumn = (instant: Temporal.Instant): Date => new Date(instant.epochMilliseconds)

/** What to write into a `date` column. */
export const dateColumn = (date: Temporal.PlainDate): Date =>
  toColumn(date.toZonedDateTime('UTC').toInstant())
