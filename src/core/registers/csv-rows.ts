/** The rows of a CSV file, whatever separator a spreadsheet wrote, in parts: a file of 10,000 rows doesn't stop all else. */
import { parse } from 'csv-parse/sync'
import { UserError } from '../errors.ts'

export interface CsvRow {
  /** As a spreadsheet counts it, from 1; the header and empty rows count. */
  row: number
  cells: string[]
}

/** Lines that are read at once. */
const PART_LINES = 1000

/** Reads the rows that aren't empty; `pause` lets other work go on. Throws a UserError for what is no CSV file. */
export async function readCsvRows(text: string, pause: () => Promise<unknown>): Promise<CsvRow[]> {
  assertCsv(text)
  const plain = text.replace(/^\uFEFF/, '')
  const delimiter = delimiterOf(plain)
  const rows: CsvRow[] = []
  let before = 0
  for (const part of partsOf(plain)) {
    const cells = parsePart(part, delimiter, before)
    for (const [i, each] of cells.entries())
      if (each.some(cell => cell.trim() !== '')) rows.push({ row: before + i + 1, cells: each })
    before += cells.length
    await pause()
  }
  return rows
}

function assertCsv(text: string): void {
  const not = (sentence: string) => new UserError('not-csv', sentence, 'csv')
  if (/^(?:%PDF|\{|\[|<)/.test(text.trimStart()) || text.includes('\0'))
    throw not('This is not a CSV file. Save the table as CSV in UTF-8, and import that file.')
  if (text.includes('\uFFFD'))
    throw not('The file has characters that can\u2019t be read: it is not UTF-8. Save it as “CSV UTF-8”.')
}

/** Spreadsheets separate by comma, semicolon or tab: the one that the header has most of. */
function delimiterOf(text: string): string {
  const header = text.split(/\r?\n|\r/, 1)[0]!
  return [',', ';', '\t'].toSorted((a, b) => header.split(b).length - header.split(a).length)[0]!
}

/** Stretches of whole rows: a line ends no row while a quotation is open. */
function* partsOf(text: string): Generator<string> {
  let from = 0
  let at = 0
  let lines = 0
  let isOpen = false
  while (at < text.length) {
    const end = text.indexOf('\n', at)
    const stop = end < 0 ? text.length : end + 1
    for (let quote = text.indexOf('"', at); quote >= 0 && quote < stop; quote = text.indexOf('"', quote + 1))
      isOpen = !isOpen
    lines += 1
    at = stop
    if ((lines >= PART_LINES && !isOpen) || at >= text.length) {
      yield text.slice(from, at)
      from = at
      lines = 0
    }
  }
}

function parsePart(part: string, delimiter: string, before: number): string[][] {
  try {
    return parse(part, {
      delimiter,
      relax_column_count: true,
      record_delimiter: ['\r\n', '\n', '\r'],
    })
  } catch (error) {
    const { records } = error as { records?: number }
    const row = records === undefined ? '' : ` in row ${before + records + 1}`
    throw new UserError(
      'not-csv',
      `The file can't be read as CSV: quotation marks do not match${row}. Put a cell that holds the separator or a quotation mark in quotation marks, and double those within it.`,
      'csv',
    )
  }
}
