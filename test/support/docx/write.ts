import {
  CarriageReturn,
  DeletedTextRun,
  Document as DocxDocument,
  ExternalHyperlink,
  HeadingLevel,
  InsertedTextRun,
  LevelFormat,
  Packer,
  Paragraph,
  type ParagraphChild,
  Tab,
  Table,
  TableCell,
  TableRow,
  TextRun,
} from 'docx'
import type { Block, Cell, Row, Words } from '../../../src/core/reading/document.ts'

const CHANGE = { id: 1, author: 'A. Person', date: '2026-01-30T12:00:00Z' }
const HEADINGS = Object.values(HeadingLevel)

/**
 * The blocks of a document as a .docx, by the package `docx`. The number of a heading must be in its words; a
 * list label is written as a list whose every label is that one.
 */
export async function writeDocx(blocks: readonly Block[], header: readonly Row[] = []): Promise<Uint8Array> {
  const labels = [...new Set(blocks.flatMap(labelsIn))]
  const above = header.length > 0 ? [toTable(header, labels), new Paragraph('')] : []
  return new Uint8Array(
    await Packer.toBuffer(
      new DocxDocument({
        numbering: {
          config: labels.map((text, i) => ({
            reference: `label-${i}`,
            levels: [{ level: 0, format: LevelFormat.BULLET, text }],
          })),
        },
        sections: [{ children: [...above, ...blocks.flatMap(block => toElements(block, labels))] }],
      }),
    ),
  )
}

function labelsIn(block: Block): string[] {
  if (block.kind === 'heading') return []
  if (block.kind === 'paragraph') return block.label === undefined ? [] : [block.label]
  return block.rows.flatMap(row =>
    row.cells.flatMap(cell => cell.paragraphs.flatMap(each => each.label ?? [])),
  )
}

function toElements(block: Block, labels: readonly string[]): (Paragraph | Table)[] {
  if (block.kind === 'heading')
    return [new Paragraph({ heading: HEADINGS[block.level - 1]!, children: toRuns(block.words) })]
  if (block.kind === 'paragraph') return [toParagraph(block, labels)]
  // Word joins two tables that follow each other.
  return [toTable(block.rows, labels), new Paragraph('')]
}

const toTable = (rows: readonly Row[], labels: readonly string[]): Table =>
  new Table({
    rows: rows.map(row => new TableRow({ children: row.cells.map(cell => toCell(cell, labels)) })),
  })

const toCell = ({ paragraphs, columns, rows }: Cell, labels: readonly string[]): TableCell =>
  new TableCell({
    columnSpan: columns,
    rowSpan: rows,
    children: paragraphs.length > 0 ? paragraphs.map(each => toParagraph(each, labels)) : [new Paragraph('')],
  })

const toParagraph = (
  { label, words }: { label?: string; words: Words },
  labels: readonly string[],
): Paragraph =>
  new Paragraph({
    children: toRuns(words),
    ...(label !== undefined && { numbering: { reference: `label-${labels.indexOf(label)}`, level: 0 } }),
  })

/** The words that both readings begin and end with are written once, as Word does. */
function toRuns({ text, before = text, links = [] }: Words): ParagraphChild[] {
  if (before === text) return toLinkedRuns(text, links)
  const start = commonLength([...text], [...before])
  const end = commonLength([...text.slice(start)].reverse(), [...before.slice(start)].reverse())
  const middle = (whole: string) => whole.slice(start, whole.length - end)
  return [
    ...toLinkedRuns(text.slice(0, start), []),
    ...(middle(before) ? [new DeletedTextRun({ ...CHANGE, children: toPieces(middle(before)) })] : []),
    ...(middle(text) ? [new InsertedTextRun({ ...CHANGE, children: toPieces(middle(text)) })] : []),
    ...toLinkedRuns(text.slice(text.length - end), []),
  ]
}

function toLinkedRuns(text: string, links: readonly { text: string; url: string }[]): ParagraphChild[] {
  const [link, ...others] = links
  const at = link === undefined ? -1 : text.indexOf(link.text)
  if (link === undefined || at < 0) return text === '' ? [] : [new TextRun({ children: toPieces(text) })]
  return [
    ...toLinkedRuns(text.slice(0, at), []),
    new ExternalHyperlink({ link: link.url, children: [new TextRun({ children: toPieces(link.text) })] }),
    ...toLinkedRuns(text.slice(at + link.text.length), others),
  ]
}

/** Tabs and line breaks are elements of a run. */
const toPieces = (text: string) =>
  text
    .split(/([\t\n])/)
    .filter(piece => piece !== '')
    .map(piece => (piece === '\t' ? new Tab() : piece === '\n' ? new CarriageReturn() : piece))

/** How much two texts share from their first character on, in UTF-16 units. */
function commonLength(a: readonly string[], b: readonly string[]): number {
  const differs = a.findIndex((char, i) => char !== b[i])
  return a.slice(0, differs < 0 ? a.length : differs).join('').length
}
