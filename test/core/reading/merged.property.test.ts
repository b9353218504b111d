/** Cells that one program merges, and another splits or repeats. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Cell, Document, Row, Table } from '../../../src/core/reading/document.ts'
import { readDocument } from '../../../src/core/reading/read-document.ts'
import { readText } from '../../../src/core/reading/text/read-text.ts'
import { compose, plan, silentlyWrong, tablesOf } from './damaged.ts'

/** How an export shows a cell that covers several. */
type Export = 'merged' | 'split' | 'repeated'

const isTable = (block: Document['blocks'][number]): block is Table => block.kind === 'table'

const withTable = (document: Document, t: number, change: (table: Table) => Table): Document => {
  const tables = document.blocks.filter(isTable)
  return { ...document, blocks: document.blocks.map(b => (b === tables[t] ? change(tables[t]!) : b)) }
}

const emptied = (cell: Cell): Cell => ({ ...cell, paragraphs: [] })

const without = (row: Row, column: number): Row => ({
  ...row,
  cells: row.cells.filter(cell => cell.column !== column),
})
const changed = (row: Row, column: number, change: (cell: Cell) => Cell): Row => ({
  ...row,
  cells: row.cells.map(cell => (cell.column === column ? change(cell) : cell)),
})

/** The cell of a column reaches over so many rows. */
const downwards =
  (at: number, column: number, count: number, as: Export) =>
  (table: Table): Table => {
    const first = table.rows[at]?.cells.find(cell => cell.column === column)
    if (!first) return table
    const rows = table.rows.map((row, r) => {
      if (r === at) return as === 'merged' ? changed(row, column, c => ({ ...c, rows: count })) : row
      if (r < at || r >= at + count) return row
      if (as === 'merged') return without(row, column)
      return changed(row, column, cell =>
        as === 'split' ? emptied(cell) : { ...cell, paragraphs: first.paragraphs },
      )
    })
    return { ...table, rows }
  }

/** The first cell of the row of totals reaches over the columns before the marks. */
const alongTotals =
  (as: Export) =>
  (table: Table): Table => {
    const width = table.rows[0]!.cells.length
    const total = table.rows.at(-1)!
    const missing = width - total.cells.length
    const [first, ...marks] = total.cells
    const cells: Cell[] = [
      { ...first!, columns: as === 'merged' ? missing + 1 : 1 },
      ...(as === 'merged'
        ? []
        : Array.from({ length: missing }, (_, i): Cell => {
            const place = { ...first!.place, column: i + 2 }
            return { ...(as === 'split' ? emptied(first!) : first!), column: i + 2, place }
          })),
      ...marks.map(cell => ({
        ...cell,
        column: cell.column + missing,
        place: { ...cell.place, column: cell.column + missing },
      })),
    ]
    return { ...table, rows: [...table.rows.slice(0, -1), { ...total, cells }] }
  }

describe('however an export shows merged cells, no entry is wrong silently:', () => {
  test('a cell over several rows', () => {
    fc.assert(
      fc.property(
        plan,
        fc.nat(),
        fc.nat(),
        fc.nat(),
        fc.integer({ min: 2, max: 3 }),
        (parts, t, r, c, size) => {
          const document = readText(compose(tablesOf(parts)), 'TD1')
          const tables = document.blocks.filter(isTable)
          const index = t % tables.length
          const table = tables[index]!
          const isList = index === tables.length - 1
          const last = table.rows.length - (isList ? 1 : 0)
          const at = 1 + (r % Math.max(1, last - 2))
          const count = Math.min(size, last - at)
          fc.pre(count > 1)
          const column = 1 + (c % table.rows[0]!.cells.length)
          const as = (how: Export) =>
            readDocument(withTable(document, index, downwards(at, column, count, how)))
          const repeated = as('repeated')
          expect({
            merged: silentlyWrong(repeated, as('merged')),
            split: silentlyWrong(repeated, as('split')),
          }).toEqual({
            merged: [],
            split: [],
          })
        },
      ),
      { numRuns: 200 },
    )
  })

  test('the words of a row of totals', () => {
    fc.assert(
      fc.property(plan, parts => {
        const document = readText(compose(tablesOf(parts)), 'TD1')
        const list = document.blocks.filter(isTable).length - 1
        const truth = readDocument(document)
        for (const how of ['merged', 'split', 'repeated'] as const) {
          const reading = readDocument(withTable(document, list, alongTotals(how)))
          expect(reading.entries, how).toHaveLength(truth.entries.length)
          expect(silentlyWrong(truth, reading), how).toEqual([])
          expect(
            reading.disagreements.map(d => d.kind),
            how,
          ).toEqual(truth.disagreements.map(d => d.kind))
        }
      }),
      { numRuns: 60 },
    )
  })
})
