/** A year at a glance: twelve months, each a small picture with its meetings and deadlines. Pure. */
import { type Content, type Html, markup } from './markup.ts'

export type Mark = 'meeting' | 'over' | 'deadline' | 'cancelled'

export interface Marked {
  date: Temporal.PlainDate
  mark: Mark
  /** "RG-DT interim RG meeting" */
  words: string
}

const MONTHS = 'January February March April May June July August September October November December'.split(
  ' ',
)
const WEEKDAYS = ['M', 'T', 'W', 'T', 'F', 'S', 'S']

/** The width and height of a day, and the top of the first week. */
const [WIDE, HIGH, TOP] = [22, 19, 14]

/** `hrefOf`: the address behind a day with meetings. */
export function renderYear(
  year: number,
  marked: readonly Marked[],
  today: Temporal.PlainDate,
  hrefOf: (date: Temporal.PlainDate) => string,
): Html {
  const byDay = Map.groupBy(marked, m => m.date.toString())
  return markup`<div class="year">${MONTHS.map(
    (name, i) =>
      markup`<section><h2>${name}</h2>${renderMonth(Temporal.PlainYearMonth.from({ year, month: i + 1 }), byDay, today, hrefOf)}</section>
`,
  )}</div>`
}

function renderMonth(
  month: Temporal.PlainYearMonth,
  byDay: ReadonlyMap<string, readonly Marked[]>,
  today: Temporal.PlainDate,
  hrefOf: (date: Temporal.PlainDate) => string,
): Html {
  const first = month.toPlainDate({ day: 1 })
  const before = first.dayOfWeek - 1
  const weeks = Math.ceil((before + month.daysInMonth) / 7)
  const days = Array.from({ length: month.daysInMonth }, (_, i): Content => {
    const date = first.add({ days: i })
    const place = before + i
    const x = (place % 7) * WIDE + WIDE / 2
    const y = TOP + Math.floor(place / 7) * HIGH + HIGH / 2
    return renderDay(date, x, y, byDay.get(date.toString()) ?? [], date.equals(today), hrefOf)
  })
  return markup`<svg viewBox="0 0 ${7 * WIDE} ${TOP + weeks * HIGH}">${WEEKDAYS.map(
    (day, i) => markup`<text class="head" aria-hidden="true" x="${i * WIDE + WIDE / 2}" y="9">${day}</text>`,
  )}${days}</svg>`
}

function renderDay(
  date: Temporal.PlainDate,
  x: number,
  y: number,
  marks: readonly Marked[],
  isToday: boolean,
  hrefOf: (date: Temporal.PlainDate) => string,
): Content {
  const number = (className?: string) =>
    className === undefined
      ? markup`<text x="${x}" y="${y + 3.5}">${date.day}</text>`
      : markup`<text class="${className}" x="${x}" y="${y + 3.5}">${date.day}</text>`
  const ring =
    isToday && markup`<rect class="today" x="${x - 10}" y="${y - 8.5}" width="20" height="17" rx="4"/>`
  if (marks.length === 0) return [ring, number()]
  const has = (mark: Mark) => marks.some(m => m.mark === mark)
  const disc = has('meeting') ? 'meeting' : has('over') ? 'over' : undefined
  const words = `${date.day} ${MONTHS[date.month - 1]}: ${marks.map(m => m.words).join('; ')}`
  return markup`<a href="${hrefOf(date)}" aria-label="${words}"${disc === undefined && markup` class="plain-day"`}><title>${words}</title>${
    disc && markup`<circle class="${disc}" cx="${x}" cy="${y}" r="8"/>`
  }${has('deadline') && markup`<rect class="deadline" x="${x - 9}" y="${y - 8}" width="18" height="16"/>`}${
    has('cancelled') &&
    disc === undefined &&
    markup`<path class="cancelled" d="M${x - 8} ${y + 7}L${x + 8} ${y - 7}"/>`
  }${ring}${number(disc === 'over' ? 'on-over' : undefined)}</a>`
}

export const renderYearKey = (): Html =>
  markup`<ul class="key"><li><svg viewBox="0 0 18 18" aria-hidden="true"><circle class="meeting" cx="9" cy="9" r="8"/></svg>a meeting ahead</li><li><svg viewBox="0 0 18 18" aria-hidden="true"><circle class="over" cx="9" cy="9" r="8"/></svg>a meeting that is over</li><li><svg viewBox="0 0 18 18" aria-hidden="true"><rect class="deadline" x="1" y="1" width="16" height="16"/></svg>last day for contributions</li><li><svg viewBox="0 0 18 18" aria-hidden="true"><path class="cancelled" d="M1 17L17 1"/></svg>cancelled</li></ul>`
