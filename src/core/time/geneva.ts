/** Geneva time: the zone of every meeting and deadline (IANA zone Europe/Zurich). */
export const GENEVA = 'Europe/Zurich'

const MONTHS = 'January February March April May June July August September October November December'.split(
  ' ',
)
const DAYS = 'Monday Tuesday Wednesday Thursday Friday Saturday Sunday'.split(' ')

const two = (n: number) => String(n).padStart(2, '0')

/** The instant as Geneva's clocks show it. */
export const inGeneva = (at: Temporal.Instant): Temporal.ZonedDateTime => at.toZonedDateTimeISO(GENEVA)

/** The instant at which Geneva's clocks show `time` on `date`. A time skipped in spring moves on, one that comes twice in autumn is the first. */
export const atGeneva = (date: Temporal.PlainDate, time: Temporal.PlainTime | string): Temporal.Instant =>
  date.toZonedDateTime({ timeZone: GENEVA, plainTime: Temporal.PlainTime.from(time) }).toInstant()

/** The last instant of a date by which an answer is awaited: 23:59:59 Geneva time. */
export const endOfDay = (date: Temporal.PlainDate): Temporal.Instant => atGeneva(date, '23:59:59')

type HasDate = Temporal.PlainDate | Temporal.ZonedDateTime

/** "13 May 2026" */
export const formatDate = (d: HasDate): string => `${d.day} ${MONTHS[d.month - 1]} ${d.year}`

/** "Wednesday 13 May 2026" */
export const formatDay = (d: HasDate): string => `${DAYS[d.dayOfWeek - 1]} ${formatDate(d)}`

/** "13:00" */
export const formatTime = (t: Temporal.ZonedDateTime | Temporal.PlainTime): string =>
  `${two(t.hour)}:${two(t.minute)}`

/** CET in winter, CEST in summer: the label that fits the instant. */
export const genevaLabel = (at: Temporal.Instant): 'CET' | 'CEST' =>
  inGeneva(at).offsetNanoseconds === 3_600_000_000_000 ? 'CET' : 'CEST'

/** Whether Geneva's clocks show that time twice, in the night in which they go back. */
const occursTwice = (at: Temporal.ZonedDateTime): boolean => {
  const read = (disambiguation: 'earlier' | 'later') =>
    at.toPlainDateTime().toZonedDateTime(GENEVA, { disambiguation })
  return !read('earlier').equals(read('later'))
}

/** "CEST"; with its offset where the clocks show that time twice: "CEST, UTC+2". */
const labelOf = (at: Temporal.Instant): string => {
  const label = genevaLabel(at)
  return occursTwice(inGeneva(at)) ? `${label}, UTC+${label === 'CEST' ? 2 : 1}` : label
}

/** The label of a span; of one across a change of the clocks, that of its end too: "CEST, to CET". */
const labelOfSpan = (from: Temporal.Instant, to: Temporal.Instant): string => {
  const [start, end] = [labelOf(from), labelOf(to)]
  const isOneDay = inGeneva(from).toPlainDate().equals(inGeneva(to).toPlainDate())
  return isOneDay && genevaLabel(from) !== genevaLabel(to) ? `${start}, to ${end}` : start
}

/** "13 May 2026, 13:00–15:00 Geneva time (CEST)" */
export const formatTimeSpan = (from: Temporal.Instant, to: Temporal.Instant): string => {
  const [start, end] = [inGeneva(from), inGeneva(to)]
  const until = start.toPlainDate().equals(end.toPlainDate())
    ? formatTime(end)
    : `${formatDate(end)}, ${formatTime(end)}`
  return `${formatDate(start)}, ${formatTime(start)}–${until} Geneva time (${labelOfSpan(from, to)})`
}

/** The same in another zone: "13 May 2026, 20:00–22:00 Asia/Tokyo" */
export const formatTimeSpanIn = (
  from: Temporal.Instant,
  to: Temporal.Instant | undefined,
  zone: string,
): string => {
  const start = from.toZonedDateTimeISO(zone)
  const head = `${formatDate(start)}, ${formatTime(start)}`
  const place = zone === GENEVA ? `Geneva time (${genevaLabel(from)})` : zone
  if (!to) return `${head} ${place}`
  const end = to.toZonedDateTimeISO(zone)
  const until = start.toPlainDate().equals(end.toPlainDate())
    ? formatTime(end)
    : `${formatDate(end)}, ${formatTime(end)}`
  return `${head}–${until} ${place}`
}

/** How long from `now` to a later instant, in words: "3 days", "5 hours", "20 minutes". Rounded down, but never to nothing: what is left in full. */
export const formatTimeLeft = (now: Temporal.Instant, to: Temporal.Instant): string => {
  const minutes = Math.max(1, Math.floor(now.until(to).total('minutes')))
  const [count, unit] =
    minutes >= 2 * 1440
      ? [Math.floor(minutes / 1440), 'day']
      : minutes >= 120 || minutes === 60
        ? [Math.floor(minutes / 60), 'hour']
        : [minutes, 'minute']
  return `${count} ${unit}${count === 1 ? '' : 's'}`
}
