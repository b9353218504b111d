/** A stretch of cells as tables with rows. */

import { wholeDate } from '../codes/dates.ts'
import { wholeReference } from '../codes/documents.ts'
import type { Cell, Place, Row } from '../document.ts'
import type { TextCell } from './cells.ts'
import { labelled } from './labels.ts'
import { partRows } from './rows.ts'

/** Two tables that follow each other without text between them: the second begins with the first one's header again. */
export function partTables(cells: readonly TextCell[]): TextCell[][] {
  const header = cells.slice(0, runs(cells)[0] ?? 0).map(wordsIn)
  const tables: TextCell[][] = []
  let from = 0
  for (let i = 1; i < cells.length; i++) {
    if (cells[i]!.gap < 2 || !header.every((text, k) => cells[i + k] && wordsIn(cells[i + k]!) === text))
      continue
    tables.push(cells.slice(from, i))
    from = i
  }
  return [...tables, cells.slice(from)]
}

export interface ParsedTable {
  rows: TextCell[][]
  /** Text that turned out to stand below the table, when its last cell seemed to go on. */
  below: { line: number; text: string }[]
  /** Cells after that text: another table. */
  rest: TextCell[]
}

/**
 * The rows of one table. If its last cell goes on after a blank line, or the next row is a header, text stands in
 * between.
 */
export function toRows(cells: readonly TextCell[]): ParsedTable {
  const rows: TextCell[][] = []
  let at = 0
  const sizes = partRows(runs(cells), headingCount(cells))
  const width = sizes[0] ?? 0
  for (const [i, size] of sizes.entries()) {
    const row = cells.slice(at, at + size)
    at += size
    const last = row.at(-1)
    const ends = i === sizes.length - 1 || (size >= width && isHeader(cells.slice(at, at + sizes[i + 1]!)))
    const blank = last && ends ? last.lines.indexOf('') : -1
    if (!last || blank < 0) {
      rows.push(row)
      continue
    }
    rows.push([...row.slice(0, -1), { ...last, lines: last.lines.slice(0, blank) }])
    const below = last.lines
      .map((text, k) => ({ line: last.line + k, text }))
      .slice(blank)
      .filter(l => l.text !== '')
    return { rows, below, rest: cells.slice(at) }
  }
  return { rows, below: [], rest: [] }
}

const HEADING =
  /^(?:#|no\.?|item|number|[a-z]{1,3} ?#|.*\b(?:dates?|time|place|objectives?|deadline|title|source|status|action|group|allocation|resolution|summary|approved)\b.*|WP ?\d|RG-[A-Z]+)$/i

/** Whether at least half of a row's cells are headings of columns. */
const isHeader = (row: readonly TextCell[]): boolean =>
  row.filter(cell => HEADING.test(wordsIn(cell).slice(0, 60).replaceAll('\n', ' '))).length * 2 >= row.length

/** How many cells stand before the first that is no heading: a figure, a mark, a date, a reference, or nothing. */
function headingCount(cells: readonly TextCell[]): number {
  const first = cells.findIndex(cell => {
    const text = wordsIn(cell).slice(0, 80)
    return (
      /^\(?\d{0,4}\)?[.)]?$/.test(text) || wholeDate(text) !== undefined || wholeReference(text) !== undefined
    )
  })
  return first > 0 ? first : Number.POSITIVE_INFINITY
}

/** The numbers of cells between blank lines. */
function runs(cells: readonly TextCell[]): number[] {
  const found: number[] = []
  for (const cell of cells) {
    if (found.length === 0 || cell.gap > 0) found.push(1)
    else found[found.length - 1]! += 1
  }
  return found
}

export const wordsIn = (cell: TextCell): string => cell.lines.join('\n').trim()

/** A row in the document's model. The columns of a short row are counted from the left: where its cells belong is for the reader of its words. */
export function toRow(cells: readonly TextCell[], place: Place): Row {
  return {
    place: { ...place, line: cells[0]!.line },
    cells: cells.map((cell, i): Cell => {
      const where = { ...place, column: i + 1, line: cell.line }
      return {
        paragraphs: cell.lines.filter(text => text !== '').map(labelled),
        column: i + 1,
        columns: 1,
        rows: 1,
        place: where,
      }
    }),
  }
}
