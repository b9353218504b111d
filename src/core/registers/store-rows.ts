/** Rows of the database as entries of registers. */
import { z } from 'zod'
import { instantFrom } from '../database/columns.ts'
import type { Fields, FieldValues } from './field.ts'
import type { RegisterEntry, StoredRegister } from './register.ts'

export type Row = {
  id: number
  key: string
  number: number | null
  fields: unknown
  version: number
  at: Date
}

/** The fields as their schemas parse them: stored data are not trusted. */
export function parseFields<F extends Fields>(register: StoredRegister<F>, stored: unknown): FieldValues<F> {
  const record = z.record(z.string(), z.unknown()).parse(stored)
  const values = Object.entries(register.fields).flatMap(([name, { schema }]) =>
    record[name] === undefined ? [] : [[name, schema.parse(record[name])]],
  )
  return Object.fromEntries(values) as FieldValues<F>
}

export const toEntry = <F extends Fields>(
  register: StoredRegister<F>,
  row: Row,
): RegisterEntry<FieldValues<F>> => ({
  id: row.id,
  key: row.key,
  number: row.number,
  fields: parseFields(register, row.fields),
  version: row.version,
  at: instantFrom(row.at),
})

/** "T25-TSAG-TD9" before "T25-TSAG-TD10". */
export const toSortKey = (key: string): string => key.replace(/\d+/g, digits => digits.padStart(6, '0'))
