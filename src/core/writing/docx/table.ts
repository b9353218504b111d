/** Tables: a bold header that is repeated on each page, and rows that are not parted by a page. */
import { AlignmentType, Table, TableCell, TableLayoutType, TableRow, VerticalAlign, WidthType } from 'docx'
import type { Table as WrittenTable } from '../document.ts'
import { SMALL, TWIPS } from './styles.ts'
import { toParagraph } from './words.ts'

const MARGINS = { left: 4 * TWIPS, right: 4 * TWIPS, top: TWIPS, bottom: TWIPS }
const TIGHT = { spacing: { before: 1 * TWIPS, after: 1 * TWIPS } }

/** `lineWidth`: of the page's line, in twips. */
export function toTable({ columns, rows }: WrittenTable, lineWidth: number): Table {
  const whole = columns.reduce((sum, column) => sum + column.width, 0)
  const widths = columns.map(column => Math.floor((column.width / whole) * lineWidth))
  const widthOf = (from: number, count: number) =>
    widths.slice(from, from + count).reduce((sum, width) => sum + width, 0)
  const alignment = (column: number) => (columns[column]?.centred ? AlignmentType.CENTER : AlignmentType.LEFT)
  const header = new TableRow({
    tableHeader: true,
    cantSplit: true,
    children: columns.map(
      ({ title }, i) =>
        new TableCell({
          width: { size: widths[i]!, type: WidthType.DXA },
          margins: MARGINS,
          verticalAlign: VerticalAlign.CENTER,
          shading: { fill: 'EDEDED' },
          children: [toParagraph(title, { ...TIGHT, alignment: alignment(i) }, { bold: true, size: SMALL })],
        }),
    ),
  })
  const body = rows.map(row => {
    let at = 0
    const children = row.cells.map(({ lines, columns: span = 1 }) => {
      const from = at
      at += span
      return new TableCell({
        width: { size: widthOf(from, span), type: WidthType.DXA },
        margins: MARGINS,
        columnSpan: span,
        children: (lines.length > 0 ? lines : ['']).map(line =>
          toParagraph(
            line,
            {
              ...TIGHT,
              keepNext: row.keep ?? false,
              alignment: span > 1 ? AlignmentType.LEFT : alignment(from),
            },
            { size: SMALL, ...(row.strong && { bold: true }) },
          ),
        ),
      })
    })
    return new TableRow({ cantSplit: true, children })
  })
  return new Table({
    rows: [header, ...body],
    columnWidths: widths,
    layout: TableLayoutType.FIXED,
    width: { size: widthOf(0, widths.length), type: WidthType.DXA },
  })
}
