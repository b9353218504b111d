/**
 * Cells in a row of text, parted into the rows of a table. A blank line ends a row, but also stands inside one
 * where a cell ends in an empty paragraph; so the number of columns is found first, and then the parting of
 * least cost. Nothing is known here of what the cells mean.
 */

/** Cells without a blank line between them: they are of one row, unless a row's end was lost. */
type Run = number

/** A blank line inside a row, a row with too few cells, one with too many: two short runs rather join, a lone short row stays. */
const JOIN = 0.6
/** A blank line where the header has one too: that column's cells end in an empty paragraph. */
const SAME_JOIN = 0.2
const SHORT = 0.5
const LOST_END = 1
const LONG = 6
const WIDEST = 24

/**
 * How many cells each row has. `runs`: the numbers of cells between blank lines, in order. The number of columns
 * is the length of a possible first row, the one that leaves fewest rows too short or too long. `headings`: how
 * many cells at the beginning may be headings; a first row doesn't go beyond them.
 */
export function partRows(runs: readonly Run[], headings = Number.POSITIVE_INFINITY): number[] {
  let best: { cost: number; rows: number[] } | undefined
  const possible = widths(runs)
  // All in one run: the line between the header and the first row is lost.
  const whole = headings < (runs[0] ?? 0) && runs[0]! % headings === 0 ? [headings] : []
  const likely = [...possible.filter(width => width <= headings), ...whole]
  for (const width of likely.length > 0 ? likely : possible) {
    const parted = partBy(runs, width)
    if (!best || parted.cost < best.cost) best = parted
  }
  return best?.rows ?? []
}

/** The lengths that the header row may have: its first run, or that and the next ones. */
function widths(runs: readonly Run[]): number[] {
  const found: number[] = []
  let sum = 0
  for (const run of runs.slice(0, 4)) {
    sum += run
    if (sum <= WIDEST || found.length === 0) found.push(sum)
  }
  return found
}

function partBy(runs: readonly Run[], width: number): { cost: number; rows: number[] } {
  const inHeader = joins(runs, 0, width)
  // cost[i]: of the best parting of the first i runs; from[i]: where its last row begins.
  const cost = [0]
  const from = [0]
  for (let end = 1; end <= runs.length; end++) {
    cost[end] = Number.POSITIVE_INFINITY
    let cells = 0
    for (let start = end - 1; start >= 0; start--) {
      cells += runs[start]!
      if (cells > width && start < end - 1) break
      const same = start === 0 ? [] : inHeader
      const row = rowCost(cells, width) + joinCost(joins(runs, start, cells), same)
      if (cost[start]! + row < cost[end]!) {
        cost[end] = cost[start]! + row
        from[end] = start
      }
    }
  }
  const rows: number[] = []
  for (let end = runs.length; end > 0; end = from[end]!)
    rows.unshift(...splitLong(sumRuns(runs, from[end]!, end), width))
  return { cost: cost[runs.length]!, rows }
}

/** After how many cells of a row its blank lines stand, for a row of `cells` cells from run `start` on. */
function joins(runs: readonly Run[], start: number, cells: number): number[] {
  const found: number[] = []
  for (let i = start, sum = runs[i] ?? cells; sum < cells; sum += runs[++i] ?? cells) found.push(sum)
  return found
}

const joinCost = (row: readonly number[], header: readonly number[]): number =>
  row.reduce((sum, at) => sum + (header.includes(at) ? SAME_JOIN : JOIN), 0)

function rowCost(cells: number, width: number): number {
  if (cells === width) return 0
  if (cells < width) return SHORT
  return cells % width === 0 ? LOST_END * (cells / width - 1) : LONG
}

/** Rows that ran together because the line between them was lost. */
const splitLong = (cells: number, width: number): number[] =>
  cells > width && cells % width === 0 ? Array<number>(cells / width).fill(width) : [cells]

const sumRuns = (runs: readonly Run[], start: number, end: number): number =>
  runs.slice(start, end).reduce((sum, run) => sum + run, 0)
