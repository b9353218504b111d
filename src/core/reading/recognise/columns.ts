/** Columns by what their headings mean, wherever they stand and whatever they are called exactly. */
import { cellAt, cellLine, rowWidth, tableWidth } from '../blocks.ts'
import type { Cell, Row, Table } from '../document.ts'

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
    const { at, other } = readHeader(row, meanings)
    if (!needed.every(name => at[name] !== undefined)) continue
    // With a heading missing, the others may all stand above columns that aren't theirs.
    return rowWidth(row) === width ? { header, width, at, other } : undefined
  }
  return undefined
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
    for (const name of names) at[name] ??= cell.column
    if (names.length === 0) other.push({ column: cell.column, heading })
  }
  return { at, other }
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
