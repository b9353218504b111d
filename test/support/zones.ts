/**
 * Zones by ICU's rules, through Intl: another way than the program's, to compare with it. An instant is in epoch
 * milliseconds, a time on somebody's clocks is written "2026-03-11T13:00:00" (the seconds may be left out).
 */

const HOUR = 3_600_000
export const GENEVA = 'Europe/Zurich'

const formats = new Map<string, Intl.DateTimeFormat>()

function formatOf(zone: string): Intl.DateTimeFormat {
  let format = formats.get(zone)
  if (!format) {
    const two = '2-digit'
    format = new Intl.DateTimeFormat('en-GB', {
      timeZone: zone,
      hourCycle: 'h23',
      ...{ year: 'numeric', month: two, day: two, hour: two, minute: two, second: two },
    })
    formats.set(zone, format)
  }
  return format
}

/** The time on clocks in a zone at an instant. */
export function shownIn(zone: string, at: number): string {
  const parts = Object.fromEntries(
    formatOf(zone)
      .formatToParts(at)
      .map(p => [p.type, p.value]),
  )
  return `${parts.year}-${parts.month}-${parts.day}T${parts.hour}:${parts.minute}:${parts.second}`
}

/** How far a zone's clocks are ahead of UTC at an instant, in milliseconds; instants of whole seconds only. */
export const offsetIn = (zone: string, at: number): number => Date.parse(`${shownIn(zone, at)}Z`) - at

/** The instants at which clocks in a zone show a time: none where it is skipped, two where it comes twice. */
export function instantsIn(zone: string, shown: string): number[] {
  const utc = Date.parse(`${shown}Z`)
  const offsets = new Set([-26, 26].map(hours => offsetIn(zone, utc + hours * HOUR)))
  return [...offsets]
    .map(offset => utc - offset)
    .filter(at => offsetIn(zone, at) === utc - at)
    .toSorted((a, b) => a - b)
}

/** The instant at which Geneva's clocks show a time; of two the first. Throws for a time that they never show. */
export function inGeneva(shown: string): number {
  const [at] = instantsIn(GENEVA, shown)
  if (at === undefined) throw new Error(`Geneva's clocks never show ${shown}`)
  return at
}

/** CET or CEST, at a time that Geneva's clocks show. */
export const labelOf = (shown: string): string =>
  offsetIn(GENEVA, inGeneva(shown)) === HOUR ? 'CET' : 'CEST'

/** A date of the calendar so many days later, or earlier. */
export const daysFrom = (date: string, days: number): string =>
  new Date(Date.parse(`${date}T12:00Z`) + days * 24 * HOUR).toISOString().slice(0, 10)
