/** Dates, months and times in running text, in the many ways that reports write them. */

export interface FoundDate {
  /** "2026-03-04" */
  date: string
  /** The last day of a range such as "26-30 January 2026". */
  until?: string
  /** The year was not written; it is that of the meeting. */
  yearGuessed?: true
  start: number
  end: number
}

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']
const MONTH =
  '(Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)'
const DATE = new RegExp(
  `(?<![\\d.:/])(\\d{1,2})(?:st|nd|rd|th)?(?: ?(?:-|–|—|to) ?(\\d{1,2})(?:st|nd|rd|th)?)? ?\\.? ?${MONTH}(?![a-z])(?!\\.?,? ?\\d{5})\\.?,? ?(\\d{4}(?!\\d))?`,
  'gi',
)
/** "30 November – 4 December 2026", "28 December 2026 to 2 January 2027" */
const ACROSS = new RegExp(
  `(?<![\\d.:/])(\\d{1,2})(?:st|nd|rd|th)? ?\\.? ?${MONTH}\\.?,? ?(\\d{4})? ?(?:-|–|—|to|until) ?(\\d{1,2})(?:st|nd|rd|th)? ?\\.? ?${MONTH}(?![a-z])\\.?,? ?(\\d{4}(?!\\d))?`,
  'gi',
)
/** "October 12–16, 2026", with its year, for "May 12" may be the twelfth or 2012. */
const MONTH_FIRST = new RegExp(
  `(?<![\\p{L}\\d])${MONTH}\\.? (\\d{1,2})(?:st|nd|rd|th)?(?: ?(?:-|–|—|to) ?(\\d{1,2})(?:st|nd|rd|th)?)?,? (\\d{4})(?!\\d)`,
  'giu',
)
/** "12.10.2026"; with strokes, nothing says which of the two is the month. */
const POINTS = /(?<![\d.])(\d{1,2})\.(\d{1,2})\.(\d{4})(?![\d.]\d|\d)/g
const ISO = /(?<![\d-])(\d{4})-(\d{2})-(\d{2})(?![\d-])/g

/** The dates in squeezed text. One without a year is read in `year`, or left out when that is unknown. */
export function findDates(text: string, year?: number): FoundDate[] {
  const found = [...datesAcross(text, year), ...datesMonthFirst(text)]
  const isTaken = (at: number) => found.some(({ start, end }) => start <= at && at < end)
  for (const match of text.matchAll(DATE)) {
    const [whole, day, last, month, stated] = match
    if (isTaken(match.index)) continue
    const inYear = stated ? Number(stated) : year
    if (inYear === undefined) continue
    const date = toDate(inYear, monthNumber(month!), Number(day))
    const until = last ? toDate(inYear, monthNumber(month!), Number(last)) : undefined
    if (!date || (last && !until)) continue
    found.push({
      date,
      ...(until ? { until } : {}),
      ...(stated ? {} : { yearGuessed: true as const }),
      start: match.index,
      end: match.index + whole.trimEnd().length,
    })
  }
  for (const match of text.matchAll(ISO)) {
    const date = toDate(Number(match[1]), Number(match[2]), Number(match[3]))
    if (date) found.push({ date, start: match.index, end: match.index + match[0].length })
  }
  for (const match of text.matchAll(POINTS)) {
    const date = toDate(Number(match[3]), Number(match[2]), Number(match[1]))
    if (date) found.push({ date, start: match.index, end: match.index + match[0].length })
  }
  return found.toSorted((a, b) => a.start - b.start)
}

/** Days from one month into another. */
const datesAcross = (text: string, year: number | undefined): FoundDate[] =>
  [...text.matchAll(ACROSS)].flatMap((match): FoundDate[] => {
    const [whole, day, month, statedFirst, last, lastMonth, stated] = match
    const inYear = stated ? Number(stated) : statedFirst ? Number(statedFirst) : year
    if (inYear === undefined) return []
    const [from, to] = [monthNumber(month!), monthNumber(lastMonth!)]
    // Only the last day has its year: "28 December to 2 January 2027" begins in 2026.
    const firstYear = statedFirst ? Number(statedFirst) : from > to && stated ? inYear - 1 : inYear
    const lastYear = stated ? inYear : from > to ? inYear + 1 : inYear
    const [date, until] = [toDate(firstYear, from, Number(day)), toDate(lastYear, to, Number(last))]
    if (!date || !until || date > until) return []
    const end = match.index + whole.trimEnd().length
    return [{ date, until, ...(stated || statedFirst ? {} : { yearGuessed: true }), start: match.index, end }]
  })

const datesMonthFirst = (text: string): FoundDate[] =>
  [...text.matchAll(MONTH_FIRST)].flatMap((match): FoundDate[] => {
    const [whole, month, day, last, stated] = match
    // "12 May 12, 2026" is nothing, and "4 March 2026" has its day before.
    if (/\d ?$/.test(text.slice(Math.max(0, match.index - 2), match.index))) return []
    const [date, until] = [day, last].map(d =>
      d ? toDate(Number(stated), monthNumber(month!), Number(d)) : undefined,
    )
    if (!date || (last && !until)) return []
    const end = match.index + whole.length
    return [{ date, ...(until ? { until } : {}), start: match.index, end }]
  })

/** The date that is the whole text, but for a weekday. */
export function wholeDate(text: string, year?: number): FoundDate | undefined {
  const dates = findDates(text, year)
  const [first] = dates
  if (!first || dates.length > 1) return undefined
  const around = `${text.slice(0, first.start)}${text.slice(first.end)}`
  return /^(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|mon|tues?|wed|thu(?:rs?)?|fri|sat|sun)?[ ,.;]{0,4}$/i.test(
    around,
  )
    ? first
    : undefined
}

const MONTH_YEAR = new RegExp(`(?<![\\p{L}\\d])${MONTH}\\.?,? ?(\\d{4})(?!\\d)`, 'giu')

/** The months in squeezed text: "March 2024" → "2024-03". Days before them don't matter. */
export const findMonths = (text: string): string[] =>
  [...text.matchAll(MONTH_YEAR)].map(match => `${match[2]}-${two(monthNumber(match[1]!))}`)

/** The month that is the whole text. */
export function wholeMonth(text: string): string | undefined {
  const [month] = findMonths(text)
  return month && /^\p{L}{3,9}\.?,? ?\d{4}$/u.test(text.trim()) ? month : undefined
}

export interface FoundTime {
  /** "13:00" */
  start: string
  end: string
  /** The label of the zone, where one is written. */
  zone?: 'CET' | 'CEST'
}

const SPAN =
  /(?<!\d)(\d{1,2})[:.h](\d{2})(?!\d)(?: ?(?:hours|hrs|h))? ?(?:-|–|—|to|until) ?(\d{1,2})[:.h](\d{2})(?!\d)(?: ?(?:hours|hrs|h)\b)?(?: ?\(?(CES?T)\b)?/i

/** The first span of time in squeezed text. Undefined for one that ends before it starts. */
export function findTime(text: string): FoundTime | undefined {
  const match = SPAN.exec(text)
  if (!match) return findTwelveHours(text)
  const [start, end] = [toTime(match[1]!, match[2]!), toTime(match[3]!, match[4]!)]
  if (!start || !end || start >= end) return undefined
  const zone = match[5]?.toUpperCase() as 'CET' | 'CEST' | undefined
  return { start, end, ...(zone ? { zone } : {}) }
}

const TWELVE =
  /(?<![\d:.])(\d{1,2})(?:[:.](\d{2}))? ?([ap])\.?m\.? ?(?:-|–|—|to|until) ?(\d{1,2})(?:[:.](\d{2}))? ?([ap])\.?m\b\.?(?: ?\(?(CES?T)\b)?/i

/** "1 p.m. to 3:30 p.m." Both ends say which half of the day they are in. */
function findTwelveHours(text: string): FoundTime | undefined {
  const match = TWELVE.exec(text)
  if (!match) return undefined
  const [start, end] = [
    toNoonTime(match[1]!, match[2], match[3]!),
    toNoonTime(match[4]!, match[5], match[6]!),
  ]
  if (!start || !end || start >= end) return undefined
  const zone = match[7]?.toUpperCase() as 'CET' | 'CEST' | undefined
  return { start, end, ...(zone ? { zone } : {}) }
}

function toNoonTime(hour: string, minute: string | undefined, half: string): string | undefined {
  const h = Number(hour)
  if (h < 1 || h > 12) return undefined
  return toTime(String((h % 12) + (half.toLowerCase() === 'p' ? 12 : 0)), minute ?? '00')
}

const toTime = (hour: string, minute: string): string | undefined =>
  Number(hour) < 24 && Number(minute) < 60 ? `${two(Number(hour))}:${minute}` : undefined

const monthNumber = (word: string): number => MONTHS.indexOf(word.slice(0, 3).toLowerCase()) + 1

const two = (n: number): string => String(n).padStart(2, '0')

function toDate(year: number, month: number, day: number): string | undefined {
  try {
    return Temporal.PlainDate.from({ year, month, day }, { overflow: 'reject' }).toString()
  } catch {
    return undefined
  }
}
