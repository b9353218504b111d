// The one place where the database's values and Temporal meet. Prisma hands out `Date`s and accepts ISO strings.

/** The instant of a `timestamptz` column. */
export const instantFrom = (value: Date): Temporal.Instant => value.toTemporalInstant()

/** The date of a `date` column, which Prisma hands out as its midnight in UTC. */
export const dateFrom = (value: Date): Temporal.PlainDate =>
  value.toTemporalInstant().toZonedDateTimeISO('UTC').toPlainDate()

/** What to write into a `timestamptz(3)` column. Cut to what it holds, or an instant read back would differ. */
export const toColumn = (instant: Temporal.Instant): string =>
  instant.toString({ fractionalSecondDigits: 3, roundingMode: 'floor' })

/** What to write into a `date` column. */
export const dateColumn = (date: Temporal.PlainDate): string => `${date.toString()}T00:00:00.000Z`
