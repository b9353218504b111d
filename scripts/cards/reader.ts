/** The reader of the pictures: somebody in Tokyo with the apps as they come, in English. */
export const ZONE = 'Asia/Tokyo'

/** "8:00 PM" */
export const timeOf = (at: Temporal.Instant): string => said(at, { hour: 'numeric', minute: '2-digit' })

/** Parts of the date as English writes them: "May 13, 2026". Always with plain spaces, whatever ICU prefers. */
export const said = (at: Temporal.Instant, format: Intl.DateTimeFormatOptions): string =>
  new Intl.DateTimeFormat('en-US', { timeZone: ZONE, ...format })
    .format(at.epochMilliseconds)
    .replaceAll('\u202f', ' ')

/** How many days of the reader's calendar until `at`. */
export const daysUntil = (at: Temporal.Instant, now: Temporal.Instant): number =>
  dayOf(now).until(dayOf(at), { largestUnit: 'day' }).days

const dayOf = (at: Temporal.Instant) => at.toZonedDateTimeISO(ZONE).toPlainDate()
