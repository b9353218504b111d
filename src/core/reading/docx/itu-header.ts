import type { Block, Place, Row, Table, Words } from '../document.ts'

/** The labels of an ITU document's header, by which its tables are known. They stand above everything else. */
const LABEL =
  /^\s*(?:question(?:\(s\)|s)?|source|title|purpose|contact|abstract|keywords?|action|study period|original|group)\s*:\s*$/i
const SECTOR = /^\s*telecommunication standardization sector/i

/**
 * Parts the header tables (organisation and title, contacts, abstract) from the blocks of a document. Tables
 * below the first heading, or below a table of another kind, are not of the header.
 */
export function splitHeader(blocks: readonly Block[]): { header: Row[]; rest: Block[] } {
  const header: Row[] = []
  const rest: Block[] = []
  let above = true
  for (const block of blocks) {
    if (block.kind === 'heading') above = false
    if (block.kind === 'table' && above) {
      above = isHeaderTable(block, header.length > 0)
      if (above) {
        header.push(...block.rows.map((row, i) => withoutTable(row, header.length + i + 1)))
        continue
      }
    }
    rest.push(block)
  }
  return { header, rest: renumberTables(rest) }
}

/** The header tables of a page header. */
export const findHeaderRows = (blocks: readonly Block[]): Row[] => splitHeader(blocks).header

/** The first table has several labels; one is enough for those that follow it. */
function isHeaderTable(table: Table, follows: boolean): boolean {
  const lines = table.rows.flatMap(row => row.cells.map(cell => firstLine(cell.paragraphs[0]?.words)))
  const labels = lines.filter(line => LABEL.test(line)).length
  return (
    labels >= 2 ||
    (labels === 1 && (follows || table.rows.length <= 2)) ||
    lines.some(line => SECTOR.test(line))
  )
}

const firstLine = (words: Words | undefined): string => words?.text.trim().split('\n', 1)[0] ?? ''

/** The header is no table of the document's body, so its places have no table number. */
function withoutTable(row: Row, number: number): Row {
  const bare = ({ table: _, ...place }: Place): Place => ({ ...place, row: number })
  return { place: bare(row.place), cells: row.cells.map(cell => ({ ...cell, place: bare(cell.place) })) }
}

/** Tables are counted as a reader of the body counts them. */
function renumberTables(blocks: Block[]): Block[] {
  const tables = blocks.filter(block => block.kind === 'table')
  const numbers = new Map(tables.map(({ place }, i) => [place.table, i + 1]))
  for (const { place, rows } of tables) {
    const number = numbers.get(place.table)!
    const places = [place, ...rows.flatMap(row => [row.place, ...row.cells.map(cell => cell.place)])]
    for (const each of places) each.table = number
  }
  return blocks
}
