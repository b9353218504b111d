/** Lifetimes as bars. Places are in percent of the width, so a picture fits every screen undistorted. Pure. */
import { type Html, markup } from './markup.ts'

export interface Life {
  entry: { key: string }
  from: Temporal.PlainDate | undefined
  until: Temporal.PlainDate | undefined
  reviews: readonly Temporal.PlainDate[]
  isClosed: boolean
  words: string
}

export interface Scale {
  first: Temporal.PlainDate
  days: number
}

/** Whole years that hold all the dates. */
export function scaleOf(dates: readonly (Temporal.PlainDate | undefined)[]): Scale {
  const years = dates.flatMap(date => (date === undefined ? [] : [date.year]))
  const first = Temporal.PlainDate.from({ year: Math.min(...years), month: 1, day: 1 })
  const last = Temporal.PlainDate.from({ year: Math.max(...years) + 1, month: 1, day: 1 })
  return { first, days: first.until(last).days }
}

/** A date in percent of the width, to a tenth. */
export const placeOf = ({ first, days }: Scale, date: Temporal.PlainDate): number =>
  Math.round((first.until(date).days / days) * 1000) / 10

export function lifeBar(life: Life, scale: Scale, today: Temporal.PlainDate): Html {
  const from = life.from === undefined ? 0 : placeOf(scale, life.from)
  // A closed activity ended at the latest today; if one goes on without a known end, its bar fades to the edge.
  const until = life.until ?? (life.isClosed ? today : undefined)
  const to = until === undefined ? 100 : placeOf(scale, until)
  const isKnown = life.from !== undefined && until !== undefined
  const className = life.isClosed ? 'closed' : isKnown ? 'span' : 'open'
  return markup`<svg class="life" role="img" aria-label="${life.entry.key}: ${life.words}"><line class="base" x1="0" x2="100%" y1="10" y2="10"/><rect class="${className}" x="${from}%" width="${Math.max(0.5, to - from)}%" y="5" height="10" rx="2"/>${life.reviews.map(
    date => markup`<circle class="review" cx="${placeOf(scale, date)}%" cy="10" r="4"/>`,
  )}<line class="today" x1="${placeOf(scale, today)}%" x2="${placeOf(scale, today)}%" y1="0" y2="20"/>${years(
    scale,
  ).map(year => markup`<text x="${placeOf(scale, middleOf(year))}%" y="33">${year}</text>`)}</svg>`
}

/** As many years as fit side by side on a small screen. */
function years({ first, days }: Scale): number[] {
  const count = Math.round(days / 365.25)
  const step = Math.ceil(count / 8)
  return Array.from({ length: count }, (_, i) => first.year + i).filter((_, i) => i % step === 0)
}

const middleOf = (year: number): Temporal.PlainDate => Temporal.PlainDate.from({ year, month: 7, day: 1 })
