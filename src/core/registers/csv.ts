/** Registers as CSV files: a row an entry, a column its key and each of its fields. */

import { UserError } from '../errors.ts'
import { readCsvRows } from './csv-rows.ts'
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

/** The rows of a file, and every fault in it. */
export interface CsvContent<F extends Fields> {
  /** The rows without a fault. */
  entries: CsvEntry<F>[]
  faults: CsvFault[]
}

/** Rows that are read before other work goes on. */
const ROWS_AT_ONCE = 250

/**
 * Reads a CSV file; `pause` lets other work go on. Throws a UserError for a file of another kind. The faults of its
 * rows are returned, for the rules of the register may find more: a file is taken whole or not at all.
 */
export async function readCsv<F extends Fields>(
  register: Register<F>,
  text: string,
  now: Temporal.Instant,
  pause: () => Promise<unknown> = async () => {},
): Promise<CsvContent<F>> {
  const [header, ...body] = await readCsvRows(text, pause)
  const names = namesOf(register as unknown as Register, header?.cells ?? [])
  assertColumns(register as unknown as Register, names)
  if (body.length === 0) throw new UserError('empty-file', 'The file has no rows under its header.', 'csv')
  const faults: CsvFault[] = []
  const seen = new Map<string, number>()
  const entries: CsvEntry<F>[] = []
  for (const [i, { row, cells }] of body.entries()) {
    if (i % ROWS_AT_ONCE === ROWS_AT_ONCE - 1) await pause()
    const before = faults.length
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
    const key = read(register.key.name, cell => register.key.parse(cell, now))
    if (key === undefined && faults.length === before && !register.key.create)
      faults.push({ row, column: register.key.name, sentence: 'it is empty' })
    if (key !== undefined && seen.has(key))
      faults.push({
        row,
        column: register.key.name,
        sentence: `${register.key.format(key, now)} is already in row ${seen.get(key)}`,
      })
    if (key !== undefined && !seen.has(key)) seen.set(key, row)
    const fields = Object.fromEntries(
      Object.entries(register.fields).flatMap(([name, field]) => {
        if (isInKey(register, name)) return []
        const value = read(toOptionName(name), cell => field.parse(cell) as unknown)
        return value === undefined ? [] : [[name, value]]
      }),
    ) as FieldValues<F>
    if (faults.length === before) entries.push({ row, key, fields })
  }
  return { entries, faults }
}

/**
 * The columns that a header means, in small letters: by their names, or by their labels, as in a workbook that was saved
 * as CSV. A label that two columns have stands for the first of them that is left.
 */
function namesOf(register: Register, header: readonly string[]): string[] {
  const columns = [
    { name: register.key.name, label: register.key.label },
    ...Object.entries(register.fields)
      .filter(([name]) => !isInKey(register, name))
      .map(([name, { label }]) => ({ name: toOptionName(name), label })),
  ].map(({ name, label }) => ({ name: name.toLowerCase(), label: label.toLowerCase() }))
  const taken = new Set<string>()
  return header.map(cell => {
    const words = cell.trim().toLowerCase()
    const meant = [
      ...columns.filter(({ name }) => name === words),
      ...columns.filter(({ label }) => label === words),
    ].find(({ name }) => !taken.has(name))
    if (meant) taken.add(meant.name)
    return meant?.name ?? words
  })
}

/** Throws one UserError for all that is wrong with the header. */
function assertColumns(register: Register, names: readonly string[]): void {
  const [only, ...more] = names
  if (only && more.length === 0 && /^\S{1,200}\.(?:csv|txt|tsv)$/.test(only))
    throw new UserError(
      'only-a-name',
      `"${only}" is the name of a file and not its text; at the terminal, @ before the name takes the file itself.`,
      'csv',
    )
  const columns = csvColumns(register)
  const quote = (list: readonly string[]) => list.map(name => `"${name}"`).join(', ')
  const unknown = names.filter(name => !columns.some(column => column.toLowerCase() === name))
  const twice = [...new Set(names.filter((name, i) => names.indexOf(name) < i))]
  const lacksKey = !names.includes(register.key.name.toLowerCase()) && !register.key.create
  const faults = [
    ...(unknown.length > 0 ? [`it has no column ${quote(unknown)}`] : []),
    ...(twice.length > 0 ? [`the file has the column ${quote(twice)} twice`] : []),
    ...(lacksKey ? [`the column ${register.key.name} is missing`] : []),
  ]
  if (faults.length === 0) return
  throw new UserError(
    'not-a-register-file',
    `This is not a file of ${inSentence(register.title)}: ${faults.join('; ')}. Its columns are ${columns.join(', ')}.`,
    'csv',
  )
}

/** All faults of a file in one refusal. */
export function csvRefusal(faults: readonly CsvFault[]): UserError {
  const named = faults
    .toSorted((a, b) => a.row - b.row)
    .slice(0, MAX_FAULTS)
    .map(({ row, column, sentence }) => {
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
