/** A document that was saved as text, tables included: each cell begins with a tab, rows are parted by blank lines. */
import { createHash } from 'node:crypto'
import { UserError } from '../../errors.ts'
import { isAnnex, parseAnnex, parseHeading } from '../clauses.ts'
import { squeeze } from '../codes/words.ts'
import type { Block, Document, Place, Row } from '../document.ts'
import { collectCells, type TextCell } from './cells.ts'
import { type DelimitedTable, readDelimited } from './delimited.ts'
import { labelled } from './labels.ts'
import { type Line, toLines } from './lines.ts'
import { partTables, toRow, toRows } from './tables.ts'

/** 5 MB, as for files of every kind. */
export const LARGEST_TEXT_BYTES = 5_000_000

/**
 * Reads a text. `name`: the file's, for messages and the source of entries. Throws a UserError when it is too
 * large, empty, or no text at all.
 */
export function readText(text: string, name: string): Document {
  if (Buffer.byteLength(text) > LARGEST_TEXT_BYTES)
    throw new UserError('too-large', `${name} is larger than 5 MB; send the part that is to be read.`)
  if (text.includes('\0'))
    throw new UserError('not-a-document', `${name} is no text; send a .docx file or plain text.`)
  if (text.trim() === '') throw new UserError('not-a-document', `${name} is empty; send the report itself.`)
  const digest = createHash('sha256').update(text).digest('hex')
  const lines = toLines(text)
  const read = new TextReader(lines).read()
  const hasClauses = read.blocks.some(block => block.kind === 'heading' && !isAnnex(block.number))
  return { name, digest, ...(hasClauses ? read : new TextReader(withoutPoints(lines)).read()) }
}

/**
 * If no clause was found, lines such as "3. Discussion" may be the headings: short ones without a number of an
 * action, when there are several.
 */
function withoutPoints(lines: readonly Line[]): readonly Line[] {
  const isHeading = ({ kind, text }: Line) =>
    kind === 'text' && /^\d{1,2}(?:\.\d{1,2}){0,3}\.\s+\p{Lu}[^:;]{2,80}$/u.test(text) && !/-\d/.test(text)
  if (lines.filter(isHeading).length < 3) return lines
  return lines.map(line =>
    isHeading(line) ? { ...line, text: line.text.replace(/^([\d.]+)\./, '$1') } : line,
  )
}

class TextReader {
  readonly #lines: readonly Line[]
  readonly #blocks: Block[] = []
  readonly #header: Row[] = []
  #clause: string | undefined
  #title: string | undefined
  #tables = 0

  constructor(lines: readonly Line[]) {
    this.#lines = lines
  }

  read(): Pick<Document, 'blocks' | 'header'> {
    let i = 0
    while (i < this.#lines.length) {
      const line = this.#lines[i]!
      if (line.kind === 'cell' && this.#isHeaderLabel(line.text)) i = this.#readHeader(i)
      else if (line.kind === 'cell') i = this.#readTables(i)
      else {
        const table = readDelimited(this.#lines, i)
        if (table) {
          this.#pushTable(table)
          i = table.end
          continue
        }
        if (line.kind === 'text') this.#readLine(line.text, line.number)
        i += 1
      }
    }
    return { blocks: this.#blocks, header: this.#header }
  }

  #place(line: number): Place {
    return {
      ...(this.#clause === undefined ? {} : { clause: this.#clause }),
      ...(this.#title === undefined ? {} : { title: this.#title }),
      line,
    }
  }

  #readLine(text: string, line: number): void {
    const heading = isAnnex(this.#clause)
      ? parseAnnex(squeeze(text.slice(0, 300)))
      : parseHeading(text, this.#clause)
    if (heading) {
      this.#clause = heading.number
      this.#title = heading.title
      const { level, number } = heading
      const words = { text: squeeze(text) }
      this.#blocks.push({ kind: 'heading', level, number, words, place: this.#place(line) })
    } else if (!this.#readHeaderLine(text, line)) {
      this.#blocks.push({ kind: 'paragraph', ...labelled(text), place: this.#place(line) })
    }
  }

  /** "Action:	For review" above the first clause is a row of the document's header. */
  #readHeaderLine(text: string, line: number): boolean {
    const match = this.#clause === undefined ? /^ ?(\p{L}[\p{L} ]{0,40}:)\t/u.exec(text) : null
    if (!match) return false
    this.#pushHeader(match[1]!, [text.slice(match[0].length).replaceAll('\t', ' ').trim()], line)
    return true
  }

  #isHeaderLabel(text: string): boolean {
    return this.#clause === undefined && /^\p{L}[\p{L} ]{0,40}:$/u.test(text)
  }

  /** "Abstract:" in a cell, with what follows it up to a blank line or the next label. */
  #readHeader(start: number): number {
    const value: string[] = []
    let i = start + 1
    for (; i < this.#lines.length; i++) {
      const { kind, text } = this.#lines[i]!
      if (kind === 'blank' || this.#isHeaderLabel(text) || /^ ?\p{L}[\p{L} ]{0,40}:\t/u.test(text)) break
      value.push(text.trim())
    }
    this.#pushHeader(this.#lines[start]!.text, value, this.#lines[start]!.number)
    return i
  }

  #pushHeader(label: string, value: string[], line: number): void {
    const cells = [[label], value].map((lines): TextCell => ({ line, lines, gap: 0 }))
    this.#header.push(toRow(cells, { line, row: this.#header.length + 1 }))
  }

  #pushTable({ rows }: DelimitedTable): void {
    this.#tables += 1
    const table = this.#tables
    this.#blocks.push({
      kind: 'table',
      place: { ...this.#place(rows[0]!.line), table },
      rows: rows.map(({ line, cells }, i) =>
        toRow(
          cells.map((text): TextCell => ({ line, lines: [text], gap: 0 })),
          { ...this.#place(0), table, row: i + 1 },
        ),
      ),
    })
  }

  #readTables(start: number): number {
    const { cells, end } = collectCells(this.#lines, start, this.#clause)
    for (const table of partTables(cells)) this.#readTable(table)
    return end
  }

  #readTable(cells: TextCell[]): void {
    if (cells.every(cell => cell.lines.length === 0)) return
    if (cells.length === 1) {
      // One cell is no table but indented text.
      for (const [i, line] of cells[0]!.lines.entries()) if (line) this.#readLine(line, cells[0]!.line + i)
      return
    }
    const { rows, below, rest } = toRows(cells)
    this.#tables += 1
    const table = this.#tables
    const place = { ...this.#place(cells[0]!.line), table }
    this.#blocks.push({
      kind: 'table',
      place,
      rows: rows.map((row, i) => toRow(row, { ...this.#place(0), table, row: i + 1 })),
    })
    for (const { line, text } of below) this.#readLine(text, line)
    if (rest.length > 0) this.#readTable(rest)
  }
}
