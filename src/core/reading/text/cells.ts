/** A stretch of cells in a text, up to where the table ends. */
import { parseAnnex, parseHeading } from '../clauses.ts'
import { squeeze } from '../codes/words.ts'
import type { Line } from './lines.ts'

export interface TextCell {
  line: number
  /** Empty strings are the blank lines inside the cell. */
  lines: string[]
  /** Blank lines before the cell, at least one where a row may have ended. */
  gap: number
}

/** The first cell of a table: one that begins so is no continuation of the table above it. */
const FIRST_HEADER =
  /^(?:#|no\.?|nr\.?|item|c ?#|td ?#|doc(?:ument)?s? ?(?:#|no\.?|number)?|date|group|meeting|(?:wtsa(?:-\d\d)? )?action(?: (?:number|no\.?|#))?)$/i

/** The cells from line `start` on, and the index of the line that ends the table. `clause`: the one it stands under. */
export function collectCells(
  lines: readonly Line[],
  start: number,
  clause: string | undefined,
): { cells: TextCell[]; end: number } {
  const cells: TextCell[] = []
  let blanks = 0
  let i = start
  for (; i < lines.length; i++) {
    const line = lines[i]!
    if (line.kind === 'blank') blanks += 1
    else if (line.kind === 'cell') {
      const gap = line.loose ? Math.max(1, blanks) : blanks
      cells.push({ line: line.number, lines: line.text === '' ? [] : [line.text], gap })
      blanks = 0
    } else if (endsTable(lines, i, blanks, clause)) break
    else {
      const cell = cells.at(-1)!
      if (cell.lines.length > 0) cell.lines.push(...Array<string>(Math.min(blanks, 3)).fill(''))
      cell.lines.push(line.text.trim())
      blanks = 0
    }
  }
  return { cells, end: i }
}

/** A line of text after two blank lines is below the table; after one it goes on with the cell, unless it is a heading or names the next table. */
function endsTable(lines: readonly Line[], i: number, blanks: number, clause: string | undefined): boolean {
  const text = lines[i]!.text
  if (blanks >= 2 || parseAnnex(squeeze(text.slice(0, 300)))) return true
  if (blanks === 0) return false
  return parseHeading(text, clause) !== undefined || namesNextTable(lines, i)
}

function namesNextTable(lines: readonly Line[], i: number): boolean {
  for (const line of lines.slice(i + 1, i + 8)) {
    if (line.kind === 'cell') return FIRST_HEADER.test(line.text)
  }
  return false
}
