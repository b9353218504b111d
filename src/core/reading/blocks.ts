/** Small questions to the blocks of a document. */
import { squeeze } from './codes/words.ts'
import type { Cell, Paragraph, Row, Table } from './document.ts'

/** All text of a cell, a line a paragraph, list labels included. */
export const cellText = (cell: Cell): string =>
  cell.paragraphs.map(p => (p.label === undefined ? p.words.text : `${p.label} ${p.words.text}`)).join('\n')

/** A cell as one squeezed line. */
export const cellLine = (cell: Cell | undefined): string => (cell ? squeeze(cellText(cell)) : '')

/** A row as one squeezed line, its cells apart. */
export const rowLine = (row: Row): string =>
  row.cells
    .map(cellLine)
    .filter(text => text !== '')
    .join(' | ')

export const rowWidth = (row: Row): number => row.cells.reduce((sum, cell) => sum + cell.columns, 0)

/** The columns of a table: as many as most rows have, so that one row with a cell too many or too few doesn't count. */
export function tableWidth(table: Table): number {
  const counts = new Map<number, number>()
  for (const row of table.rows) counts.set(rowWidth(row), (counts.get(rowWidth(row)) ?? 0) + 1)
  const header = table.rows[0] ? rowWidth(table.rows[0]) : 0
  const [most] = [...counts].toSorted((a, b) => b[1] - a[1] || b[0] - a[0])
  return Math.max(header, most?.[0] ?? 0)
}

/**
 * A table in which each row has all columns: where a cell from above reaches down, an empty one with `rows: 0`
 * stands for it. Readers leave the covered cells out.
 */
export function withCovered(table: Table): Table {
  const open: { cell: Cell; until: number }[] = []
  const rows = table.rows.map((row, i): Row => {
    const covered = open
      .filter(({ until }) => until > i)
      .map(({ cell }): Cell => ({ ...cell, paragraphs: [], rows: 0, place: { ...cell.place, ...row.place } }))
    for (const cell of row.cells) if (cell.rows > 1) open.push({ cell, until: i + cell.rows })
    if (covered.length === 0) return row
    const own = row.cells.filter(cell => !covered.some(c => c.column === cell.column))
    return { ...row, cells: [...own, ...covered].toSorted((a, b) => a.column - b.column) }
  })
  return { ...table, rows }
}

/** A table in which a cell that reaches down says the same in every row, but for the one of `column`. */
export function withReaching(table: Table, column: number | undefined): Table {
  const above = new Map<number, Cell>()
  const rows = table.rows.map((row): Row => {
    const cells = row.cells.map(cell => {
      const reaching = cell.rows === 0 && cell.column !== column ? above.get(cell.column) : undefined
      return reaching ? { ...cell, paragraphs: reaching.paragraphs } : cell
    })
    for (const cell of row.cells) if (cell.rows > 0) above.set(cell.column, cell)
    return { ...row, cells }
  })
  return { ...table, rows }
}

/** The cell that covers a column. */
export const cellAt = (row: Row, column: number): Cell | undefined =>
  row.cells.find(cell => cell.column <= column && column < cell.column + cell.columns)

/** A paragraph as one squeezed line, without its list label. */
export const paragraphLine = (block: Paragraph): string => squeeze(block.words.text)
