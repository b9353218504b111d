import type { Cell, Place, Row } from '../document.ts'

/** How a cell continues the one above it (w:vMerge) or the one before it (w:hMerge). */
export type Merge = 'restart' | 'continue'

export interface CellProperties {
  /** Columns of the grid. */
  span: number
  vertical?: Merge
  horizontal?: Merge
}

/** A cell that later rows may continue. */
interface Open {
  cell: Cell
  row: number
}

/** The rows of a table from its cells, in their order. Cells that a merged cell covers are absent. */
export class TableBuilder {
  private readonly rows: Row[] = []
  private readonly open = new Map<number, Open>()
  private column = 1
  private readonly place: Place

  /** `place`: the table's own. */
  constructor(place: Place) {
    this.place = place
  }

  beginRow(): void {
    this.rows.push({ cells: [], place: { ...this.place, row: this.rows.length + 1 } })
    this.column = 1
  }

  /** Leaves out columns of the grid before the first cell (w:gridBefore). */
  skipColumns(count: number): void {
    this.column += count
  }

  addCell(
    paragraphs: Cell['paragraphs'],
    { span, vertical, horizontal }: CellProperties,
    line: number,
  ): void {
    const row = this.rows.at(-1)
    if (row === undefined) return
    const column = this.column
    this.column += span
    const left = row.cells.at(-1)
    if (horizontal === 'continue' && left !== undefined) {
      left.columns += span
      left.paragraphs.push(...paragraphs)
      return
    }
    const above = this.open.get(column)
    if (vertical === 'continue' && above !== undefined && above.row === this.rows.length - 1) {
      above.row += 1
      above.cell.rows += 1
      above.cell.paragraphs.push(...paragraphs)
      return
    }
    const cell = { paragraphs, column, columns: span, rows: 1, place: { ...row.place, column, line } }
    row.cells.push(cell)
    if (vertical !== undefined) this.open.set(column, { cell, row: this.rows.length })
  }

  /**
   * The rows with logical columns: a column of the grid at which no cell begins is none. Word cuts the grid
   * wherever the edge of any cell was dragged to, so that neighbours may be columns 1, 4 and 5 of it.
   */
  finish(): Row[] {
    const cells = this.rows.flatMap(row => row.cells)
    const starts = [...new Set(cells.map(cell => cell.column))].sort((a, b) => a - b)
    for (const cell of cells) {
      const first = countBelow(starts, cell.column)
      cell.columns = countBelow(starts, cell.column + cell.columns) - first
      cell.column = first + 1
      cell.place.column = first + 1
    }
    return this.rows
  }
}

/** How many of the sorted numbers are less than `limit`. */
function countBelow(sorted: readonly number[], limit: number): number {
  let low = 0
  let high = sorted.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (sorted[middle]! < limit) low = middle + 1
    else high = middle
  }
  return low
}
