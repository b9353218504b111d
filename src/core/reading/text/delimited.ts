/** Tables that have a row on each line: cells parted by tabs, as a spreadsheet is pasted, or by strokes. */
import type { Line } from './lines.ts'

export interface DelimitedTable {
  rows: { line: number; cells: string[] }[]
  /** The line behind the table. */
  end: number
}

/** Two cells parted by a tab are a heading or an item of a list more often than a row. */
const FEWEST_CELLS = 3
const FEWEST_ROWS = 2
/** Between the header and the rows of a table with strokes. */
const RULE = /^[\s|:+-]+$/

/** The table that begins on a line; undefined where none does. */
export function readDelimited(lines: readonly Line[], start: number): DelimitedTable | undefined {
  const first = lines[start]!
  if (first.kind !== 'text') return undefined
  return isStroked(first.raw) ? readStroked(lines, start) : readTabbed(lines, start)
}

const isStroked = (raw: string): boolean => /^ {0,3}\|.*\|\s*$/.test(raw)

function readStroked(lines: readonly Line[], start: number): DelimitedTable | undefined {
  const rows: DelimitedTable['rows'] = []
  let end = start
  for (; end < lines.length && isStroked(lines[end]!.raw); end++) {
    const { raw, number } = lines[end]!
    if (!RULE.test(raw)) rows.push({ line: number, cells: raw.trim().slice(1, -1).split('|').map(trim) })
  }
  return rows.length >= FEWEST_ROWS && rows[0]!.cells.length > 1 ? { rows, end } : undefined
}

/** The first row has all cells; where the first cell of a later row is empty, its line begins with the tab. */
function readTabbed(lines: readonly Line[], start: number): DelimitedTable | undefined {
  const width = cellsOf(lines[start]!).length
  if (width < FEWEST_CELLS || cellsOf(lines[start + 1]).length !== width) return undefined
  const rows: DelimitedTable['rows'] = []
  let end = start
  for (; end < lines.length; end++) {
    const line = lines[end]!
    const cells = cellsOf(line)
    if (cells.length < 2 || cells.length > width) break
    rows.push({ line: line.number, cells })
  }
  return { rows, end }
}

const cellsOf = (line: Line | undefined): string[] =>
  line === undefined || line.kind === 'blank' ? [] : line.raw.replace(/\r$/, '').split('\t').map(trim)

/** Without the quotation marks that a spreadsheet puts around a cell. */
const trim = (cell: string): string => {
  const text = cell.trim()
  return /^".*"$/.test(text) && text.length > 1 ? text.slice(1, -1).replaceAll('""', '"') : text
}
