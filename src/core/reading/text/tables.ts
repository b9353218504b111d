/** A stretch of cells as tables with rows. */

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

/** The rows of one table. A complete row whose last cell goes on after a blank line was the table's last. */
export function toRows(cells: readonly TextCell[]): ParsedTable {
  const rows: TextCell[][] = []
  let at = 0
  const sizes = partRows(runs(cells))
  const width = sizes[0] ?? 0
  for (const [i, size] of sizes.entries()) {
    const row = cells.slice(at, at + size)
    at += size
    const last = row.at(-1)
    const blank = last && (size >= width || i === sizes.length - 1) ? last.lines.indexOf('') : -1
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
