/** Columns by what their headings mean, wherever they stand and whatever they are called exactly. */
import { cellAt, cellLine, rowLine, rowWidth, tableWidth } from '../blocks.ts'
import { excerpt } from '../codes/words.ts'
import type { Cell, Row, Table } from '../document.ts'
import type { Unread } from '../findings.ts'

export type Meanings<Name extends string> = Record<Name, RegExp>

export interface Columns<Name extends string> {
  /** Index of the header row in `table.rows`. */
  header: number
  width: number
  /** The column of each meaning that was found, from 1. One column may have two meanings: "Time/Place". */
  at: Partial<Record<Name, number>>
  /** Headings that have no meaning of these, by column. */
  other: { column: number; heading: string }[]
}

/**
 * The columns of a table whose header has all of `needed`. The header is looked for in the first three rows: a
 * caption may stand above it in a merged cell.
 */
export function findColumns<Name extends string>(
  table: Table,
  meanings: Meanings<Name>,
  needed: readonly NoInfer<Name>[],
): Columns<Name> | undefined {
  const width = tableWidth(table)
  for (const [header, row] of table.rows.slice(0, 3).entries()) {
    const below = table.rows[header + 1]
    const whole = below && rowWidth(row) === width ? withSubheadings(row, below) : undefined
    const { at, other } = readHeader(whole ?? row, meanings)
    if (!needed.every(name => at[name] !== undefined)) continue
    // With a heading missing, the others may all stand above columns that aren't theirs.
    return rowWidth(row) === width ? { header: whole ? header + 1 : header, width, at, other } : undefined
  }
  return undefined
}

/**
 * One row of headings of two: where a heading spans several columns, those below it are their names, and the others
 * reach down or have nothing below. Undefined for a header of one row.
 */
function withSubheadings(row: Row, below: Row): Row | undefined {
  const spanning = row.cells.filter(cell => cell.columns > 1)
  if (spanning.length === 0 || rowWidth(below) !== rowWidth(row)) return undefined
  const isUnder = (cell: Cell) =>
    spanning.some(s => s.column <= cell.column && cell.column < s.column + s.columns)
  const isSplit = below.cells.every(cell =>
    isUnder(cell) ? cell.columns === 1 && cellLine(cell) !== '' : cellLine(cell) === '',
  )
  if (!isSplit || !below.cells.some(isUnder)) return undefined
  const cells = below.cells.map(cell => (isUnder(cell) ? cell : (cellAt(row, cell.column) ?? cell)))
  return { ...row, cells }
}

/** The meanings of a row's cells as headings. */
export function readHeader<Name extends string>(
  row: Row,
  meanings: Meanings<Name>,
): Pick<Columns<Name>, 'at' | 'other'> {
  const at: Partial<Record<Name, number>> = {}
  const other: { column: number; heading: string }[] = []
  for (const cell of row.cells) {
    const heading = cellLine(cell).slice(0, 200)
    const names = (Object.keys(meanings) as Name[]).filter(name => meanings[name].test(heading))
    const taken = names.every(name => at[name] !== undefined)
    for (const name of names) at[name] ??= cell.column
    // A second column of one meaning is none of that meaning.
    if (taken) other.push({ column: cell.column, heading })
  }
  return { at, other }
}

/** The rows below the header, without its repetitions on the further pages of a long table. */
export function bodyRows(table: Table, { header }: { header: number }): Row[] {
  const heading = rowLine(table.rows[header]!)
  return table.rows.slice(header + 1).filter(row => rowLine(row) !== heading)
}

/** Whether a row has a cell for every column. In a text, nothing says which one is missing of the others. */
export const isComplete = (row: Row, { width }: { width: number }): boolean => rowWidth(row) === width

/** The cell of a meaning in a complete row. */
export function cellFor<Name extends string>(row: Row, columns: Columns<Name>, name: Name): Cell | undefined {
  const column = columns.at[name]
  return column === undefined ? undefined : cellAt(row, column)
}

/** That cell as one squeezed line; '' when there is none. */
export const lineFor = <Name extends string>(row: Row, columns: Columns<Name>, name: Name): string =>
  cellLine(cellFor(row, columns, name))

/**
 * Columns with words in them of which nothing was read, each once: what a document says in them is not dropped
 * without a word. `read`: further columns that were read.
 */
export function unknownColumns<Name extends string>(
  table: Table,
  columns: Columns<Name>,
  read: readonly number[] = [],
): Unread[] {
  return columns.other.flatMap(({ column, heading }): Unread[] => {
    if (read.includes(column)) return []
    const filled = bodyRows(table, columns)
      .filter(row => isComplete(row, columns))
      .flatMap(row => row.cells.filter(cell => cell.column === column && cellLine(cell) !== ''))
    const [first] = filled
    if (!first || filled.every(cell => /^\d{1,3}[.)]?$/.test(cellLine(cell)))) return []
    return [{ place: first.place, words: excerpt(`${heading}: ${cellLine(first)}`), why: 'unknown-column' }]
  })
}
