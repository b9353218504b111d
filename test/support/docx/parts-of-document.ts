/** Documents of a few parts, written as a text, as lines with tabs, and as a .docx with real lists and merged cells. */
import {
  DeletedTextRun,
  Document,
  HeadingLevel,
  InsertedTextRun,
  LevelFormat,
  Packer,
  Paragraph,
  Table,
  TableCell,
  TableRow,
  TextRun,
} from 'docx'

/** Words before, deleted, inserted and behind. */
type Tracked = [before: string, deleted: string, inserted: string, behind: string]

export interface MergedCell {
  text: string
  columns: number
  rows: number
}
type AnyCell = string | MergedCell

export type Part =
  | { heading: string }
  | { line: string }
  | { item: string }
  | { rows: AnyCell[][] }
  | { tracked: Tracked }

export const h = (heading: string): Part => ({ heading })
export const p = (line: string): Part => ({ line })
export const b = (item: string): Part => ({ item })
export const t = (...rows: AnyCell[][]): Part => ({ rows })
export const tracked = (...words: Tracked): Part => ({ tracked: words })
/** A cell that spans columns, or reaches down over rows. */
export const wide = (text: string, columns: number): MergedCell => ({ text, columns, rows: 1 })
export const tall = (text: string, rows: number): MergedCell => ({ text, columns: 1, rows })

const textOf = (cell: AnyCell): string => (typeof cell === 'string' ? cell : cell.text)

/** As a converter writes it: each cell begins with a tab, rows are parted by blank lines. */
export const toText = (parts: readonly Part[], end = '\n'): string =>
  write(parts, rows => rows.flatMap(row => [...row.map(cell => `\t${textOf(cell)}`), ''])).replaceAll(
    '\n',
    end,
  )

/** As a table is pasted from a spreadsheet: a row a line. */
export const toTabs = (parts: readonly Part[]): string =>
  write(parts, rows => rows.map(row => row.map(cell => textOf(cell).replaceAll('\n', ' ')).join('\t')))

function write(parts: readonly Part[], table: (rows: AnyCell[][]) => string[]): string {
  return parts
    .flatMap((part): string[] => {
      if ('heading' in part) return ['', part.heading]
      if ('line' in part) return [part.line]
      if ('item' in part) return [`· ${part.item}`]
      if ('rows' in part) return ['', ...table(part.rows), '']
      const [before, , inserted, behind] = part.tracked
      return [`${before}${inserted}${behind}`]
    })
    .join('\n')
}

const CHANGE = { author: 'A. Person', date: '2026-01-30T12:00:00Z' }

export async function toDocx(parts: readonly Part[]): Promise<Uint8Array> {
  const children = parts.flatMap(toElements)
  const numbering = {
    config: [{ reference: 'item', levels: [{ level: 0, format: LevelFormat.BULLET, text: '•' }] }],
  }
  return new Uint8Array(await Packer.toBuffer(new Document({ numbering, sections: [{ children }] })))
}

function toElements(part: Part): (Paragraph | Table)[] {
  if ('heading' in part)
    return [new Paragraph({ heading: HeadingLevel.HEADING_1, children: [new TextRun(part.heading)] })]
  if ('line' in part) return paragraphs(part.line)
  if ('item' in part)
    return [new Paragraph({ numbering: { reference: 'item', level: 0 }, children: [new TextRun(part.item)] })]
  // Word joins two tables that follow each other.
  if ('rows' in part) return [new Table({ rows: part.rows.map(toRow) }), new Paragraph('')]
  const [before, deleted, inserted, behind] = part.tracked
  return [
    new Paragraph({
      children: [
        new TextRun(before),
        new DeletedTextRun({ id: 1, text: deleted, ...CHANGE }),
        new InsertedTextRun({ id: 2, text: inserted, ...CHANGE }),
        new TextRun(behind),
      ],
    }),
  ]
}

const toRow = (row: AnyCell[]): TableRow =>
  new TableRow({
    children: row.map(
      cell =>
        new TableCell({
          ...(typeof cell !== 'string' && { columnSpan: cell.columns, rowSpan: cell.rows }),
          children: paragraphs(textOf(cell)),
        }),
    ),
  })

const paragraphs = (text: string): Paragraph[] =>
  text.split('\n').map(line => new Paragraph({ children: [new TextRun(line)] }))
