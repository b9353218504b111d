import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Block, Row } from '../../../src/core/reading/document.ts'

/** Real reports lie beside the repository where they are at hand, or where INTERSG_REPORTS says. */
const FOLDER = process.env.INTERSG_REPORTS ?? join(import.meta.dirname, '../../../../shared/reports')

/** The text of a report, or undefined where it isn't at hand. */
export function findReport(name: string, folder = FOLDER): string | undefined {
  const file = join(folder, name)
  return existsSync(file) ? readFileSync(file, 'utf8') : undefined
}

/**
 * A report in text as blocks, by its lay-out alone: a line with a tab before it begins a cell, further lines
 * continue it, a blank line ends the row, two the table. No meaning is looked for: this is what is written into a
 * .docx and must come back.
 */
export function reportBlocks(text: string): Block[] {
  const blocks: Block[] = []
  let rows: string[][][] = []
  let blank = 0
  const endTable = () => {
    if (rows.length > 0) blocks.push({ kind: 'table', rows: toRows(rows), place: {} })
    rows = []
  }
  for (const line of text.split(/\r?\n/)) {
    if (line.trim() === '') {
      blank += 1
      if (blank > 1) endTable()
      continue
    }
    if (/^ ?\t/.test(line)) {
      if (blank > 0 || rows.length === 0) rows.push([])
      rows.at(-1)!.push([line.trim()])
    } else if (rows.length > 0 && blank === 0) rows.at(-1)!.at(-1)!.push(line.trim())
    else {
      endTable()
      blocks.push({ kind: 'paragraph', words: { text: line.trim() }, place: {} })
    }
    blank = 0
  }
  endTable()
  return blocks
}

/** A short row's last cell goes on to the right edge of the table, as Word would draw it. */
const toRows = (rows: readonly string[][][]): Row[] =>
  rows.map(cells => ({
    place: {},
    cells: cells.map((lines, i) => ({
      paragraphs: lines.filter(text => text !== '').map(text => ({ words: { text } })),
      column: i + 1,
      columns: 1,
      rows: 1,
      place: {},
    })),
  }))
