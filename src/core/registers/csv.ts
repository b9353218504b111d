/** Registers as CSV files: a row an entry, a column its key and each of its fields. */

import { parse } from 'csv-parse/sync'
import { UserError } from '../errors.ts'
import type { AnyValues, Fields, FieldValues } from './field.ts'
import { inSentence, toOptionName } from './names.ts'
import type { Register, RegisterEntry } from './register.ts'
import { isInKey } from './register.ts'

/** Spreadsheets take a cell that begins with one of these for a formula; an apostrophe before it makes it text. */
const FORMULA = /^'*[=+\-@]/

const toCell = (text: string): string => {
  const safe = FORMULA.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

/** The header row: the key, then the fields. */
export const csvColumns = (register: Pick<Register, 'key' | 'keyFields' | 'fields'>): string[] => [
  register.key.name,
  ...Object.keys(register.fields)
    .filter(name => !isInKey(register, name))
    .map(toOptionName),
]

/** The entries as a CSV file; an empty cell means that the value is not known. */
export function writeCsv<F extends Fields>(
  register: Register<F>,
  entries: readonly RegisterEntry<FieldValues<F>>[],
): string {
  const rows = entries.map(({ key, fields }) => [
    key,
    ...Object.entries(register.fields).flatMap(([name, { format }]) => {
      if (isInKey(register, name)) return []
      const value = (fields as AnyValues)[name]
      return value === undefined ? '' : format(value)
    }),
  ])
  return [csvColumns(register as unknown as Register), ...rows]
    .map(row => row.map(toCell).join(','))
    .join('\r\n')
    .concat('\r\n')
}

export interface CsvEntry<F extends Fields> {
  /** The row of the file, from 1; the header row counts. */
  row: number
  key: string | undefined
  fields: FieldValues<F>
}

/** A fault of a file, with its place. */
export interface CsvFault {
  row: number
  column: string
  sentence: string
}

/** The most faults that a refusal names. */
const MAX_FAULTS = 20

/**
 * Reads a CSV file. Throws one UserError with every fault of the file, each with its row and column: a file is taken
 * whole or not at all.
 */
export function readCsv<F extends Fields>(
  register: Register<F>,
  text: string,
  now: Temporal.Instant,
): CsvEntry<F>[] {
  const rows = parseRows(text)
  const [header, ...body] = rows
  const columns = csvColumns(register as unknown as Register)
  const names = (header ?? []).map(name => name.trim().toLowerCase())
  const unknown = names.filter(name => !columns.some(column => column.toLowerCase() === name))
  const keyColumn = names.indexOf(register.key.name.toLowerCase())
  if (header === undefined || unknown.length > 0 || (keyColumn < 0 && !register.key.create))
    throw new UserError(
      'not-a-register-file',
      `This is not a file of ${inSentence(register.title)}: ${
        unknown.length > 0
          ? `it has no column ${unknown.map(name => `"${name}"`).join(', ')}`
          : `the column ${register.key.name} is missing`
      }. Its columns are ${columns.join(', ')}.`,
      'csv',
    )
  if (body.length === 0) throw new UserError('empty-file', 'The file has no rows under its header.', 'csv')
  const faults: CsvFault[] = []
  const seen = new Map<string, number>()
  const entries = body.map((cells, i): CsvEntry<F> => {
    const row = i + 2
    const read = <T>(column: string, parse: (text: string) => T): T | undefined => {
      const cell = cells[names.indexOf(column.toLowerCase())]?.trim().replace(/^'(?='*[=+\-@])/, '') ?? ''
      if (cell === '') return undefined
      try {
        return parse(cell)
      } catch (error) {
        if (!(error instanceof UserError)) throw error
        faults.push({ row, column, sentence: error.message })
        return undefined
      }
    }
    if (cells.length !== names.length)
      faults.push({
        row,
        column: '',
        sentence: `it has ${cells.length} cells, the header has ${names.length}`,
      })
    const before = faults.length
    const key = read(register.key.name, cell => register.key.parse(cell, now))
    if (key === undefined && faults.length === before && !register.key.create)
      faults.push({ row, column: register.key.name, sentence: 'it is empty' })
    if (key !== undefined && seen.has(key))
      faults.push({
        row,
        column: register.key.name,
        sentence: `${key} is already in row ${seen.get(key)}`,
      })
    if (key !== undefined) seen.set(key, row)
    const fields = Object.fromEntries(
      Object.entries(register.fields).flatMap(([name, field]) => {
        if (isInKey(register, name)) return []
        const value = read(toOptionName(name), cell => field.parse(cell) as unknown)
        return value === undefined ? [] : [[name, value]]
      }),
    ) as FieldValues<F>
    return { row, key, fields }
  })
  if (faults.length > 0) throw csvRefusal(faults)
  return entries
}

/** All faults of a file in one refusal. */
export function csvRefusal(faults: readonly CsvFault[]): UserError {
  const named = faults.slice(0, MAX_FAULTS).map(({ row, column, sentence }) => {
    const place = column === '' ? `row ${row}` : `row ${row}, column ${column}`
    return `${place}: ${sentence.replace(/\.$/, '')}`
  })
  const more = faults.length > MAX_FAULTS ? `; and ${faults.length - MAX_FAULTS} more` : ''
  return new UserError(
    'file-faults',
    `Nothing was entered, the file has ${faults.length === 1 ? 'a fault' : `${faults.length} faults`}: ${named.join('; ')}${more}.`,
    'csv',
  )
}

function parseRows(text: string): string[][] {
  try {
    return parse(text, { bom: true, skip_empty_lines: true, relax_column_count: true })
  } catch (error) {
    throw new UserError(
      'not-csv',
      `The file can't be read as CSV: ${error instanceof Error ? error.message : String(error)}.`,
      'csv',
    )
  }
}
