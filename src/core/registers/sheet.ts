/** Registers as tables for a spreadsheet program, to read and to sort. A workbook that is saved as CSV can be imported again. */
import type { Sheet } from '../writing/sheet.ts'
import type { AnyValues, Field, Fields } from './field.ts'
import type { AnyRegister, RegisterEntry } from './register.ts'
import { isInKey } from './register.ts'

/** A row an entry: its key and each of its fields, under their labels. Numbers stay numbers, and sort as such. */
export function toSheet(register: AnyRegister, entries: readonly RegisterEntry[]): Sheet {
  const shown = Object.entries(register.fields as Fields).filter(([name]) => !isInKey(register, name))
  return {
    name: register.title,
    columns: [register.key.label, ...shown.map(([, field]) => field.label)],
    rows: entries.map(({ key, fields }) => [
      key,
      ...shown.map(([name, field]) => toCell(field, fields, name)),
    ]),
  }
}

function toCell(field: Field<unknown>, fields: AnyValues, name: string): string | number | undefined {
  const value = fields[name]
  if (value === undefined || typeof value === 'number') return value
  return field.format(value)
}
