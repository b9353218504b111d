/** The table in a plan file: rows of cells by the names of their columns, whatever separator a spreadsheet wrote. */
import { parse } from 'csv-parse/sync'
import { z } from 'zod'
import { UserError } from '../errors.ts'
import { cmd, phrase } from '../text/spans.ts'

/** A row: where it stands ("Row 2"), and its cells by column. */
export interface PlanRow {
  place: string
  cells: Partial<Record<Column, string>>
}

/** The columns of a plan, in the order of the template. */
export const COLUMNS = ['group', 'kind', 'date', 'time', 'objective', 'deadline'] as const
/** And one that may be left out. */
export const OPTIONAL_COLUMN = 'title'
export type Column = (typeof COLUMNS)[number] | typeof OPTIONAL_COLUMN

/** Columns as reports head them. */
const SYNONYMS: Record<string, Column> = {
  'time (geneva time)': 'time',
  objectives: 'objective',
  'objectives/contributions invited on': 'objective',
  'contribution deadline': 'deadline',
}
const KNOWN: readonly string[] = [...COLUMNS, OPTIONAL_COLUMN]
/** A deadline and a title may be left out. */
const REQUIRED = COLUMNS.filter(c => c !== 'deadline')

/** Reads the rows of a plan; empty ones are left out. Throws a UserError for what is no table of a plan. */
export function readTable(text: string): PlanRow[] {
  assertReadable(text)
  const trimmed = text.replace(/^\uFEFF/, '').trim()
  return /^[[{]/.test(trimmed) ? fromJson(trimmed) : fromCsv(trimmed)
}

/** Throws a UserError for text that was decoded wrongly: letters would be lost. */
function assertReadable(text: string): void {
  const lost = /[^\s,;]{0,20}\uFFFD/u.exec(text)?.[0]
  if (text.includes('\0') || lost)
    throw notAPlan(
      `The plan has characters that can't be read${lost ? ` (“${lost}”)` : ''}: it is not UTF-8. Save it as “CSV UTF-8” and load it again.`,
    )
}

function fromCsv(text: string): PlanRow[] {
  const [header, ...rows] = readCells(text)
  if (!header) return []
  const names = header.cells.map(cell => {
    const name = cell.toLowerCase().replace(/\s+/g, ' ').replace(/:$/, '')
    return SYNONYMS[name] ?? name
  })
  const unknown = names.filter(n => n !== '' && n !== '#' && !KNOWN.includes(n))
  const missing = REQUIRED.filter(c => !names.includes(c))
  const twice = names.filter((n, i) => KNOWN.includes(n) && names.indexOf(n) < i)
  const faults = [
    ...(missing.length > 0 ? [`lacks the column ${missing.join(', ')}`] : []),
    ...(unknown.length > 0 ? [`has the unknown column ${unknown.map(n => `“${n}”`).join(', ')}`] : []),
    ...(twice.length > 0 ? [`has the column ${twice.join(', ')} twice`] : []),
  ]
  if (faults.length > 0)
    throw notAPlan(phrase`The plan ${faults.join(', and ')}. ${cmd('plan template')} shows how one looks.`)
  return rows.map(({ line, cells }) => {
    const spare = cells.slice(names.length).some(cell => cell !== '')
    if (spare)
      throw notAPlan(
        `Row ${line} of the plan has more cells than there are columns; put a text that holds the separator in quotation marks.`,
      )
    const named = names.map((name, i): [string, string] => [name, cells[i] ?? ''])
    return { place: `Row ${line}`, cells: Object.fromEntries(named.filter(([name]) => KNOWN.includes(name))) }
  })
}

/** The rows that aren't empty, with the line on which each ends. Spreadsheets separate by comma, semicolon or tab. */
function readCells(text: string): { line: number; cells: string[] }[] {
  const head = text.split(/\r?\n|\r/, 1)[0]!
  const count = (separator: string) => head.split(separator).length
  const delimiter = [',', ';', '\t'].toSorted((a, b) => count(b) - count(a))[0]!
  try {
    const rows = parse(text, {
      delimiter,
      trim: true,
      relax_column_count: true,
      info: true,
      record_delimiter: ['\r\n', '\n', '\r'],
    })
    // The library's types don't know what `info` returns.
    return (rows as unknown as { record: string[]; info: { lines: number } }[])
      .map(({ record, info }) => ({ line: info.lines, cells: record }))
      .filter(({ cells }) => cells.some(cell => cell !== ''))
  } catch (error) {
    throw notAPlan(
      phrase`The plan can't be read as CSV: ${error instanceof Error ? error.message : String(error)}. ${cmd('plan template')} shows how one looks.`,
    )
  }
}

function fromJson(text: string): PlanRow[] {
  const cells = z.record(z.string(), z.string().nullable())
  const meetings = z.array(cells)
  try {
    const read = z
      .union([meetings, z.object({ meetings }).transform(p => p.meetings)])
      .parse(JSON.parse(text))
    return read.map((row, i) => ({
      place: `Meeting ${i + 1}`,
      cells: Object.fromEntries(Object.entries(row).map(([name, cell]) => [name, cell ?? ''])),
    }))
  } catch {
    throw notAPlan(
      "The plan can't be read as JSON. Write a list of meetings, each with group, kind, date, time, objective and deadline as texts.",
    )
  }
}

export const notAPlan = (sentence: UserError['sentence']): UserError =>
  new UserError('not-a-plan', sentence, 'plan')
