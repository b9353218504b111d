/** The history of entries: the rows that every change leaves, and that the database refuses to change. */
import { z } from 'zod'
import type { Transaction } from '../database/client.ts'
import { instantFrom } from '../database/columns.ts'
import { type By, bySchema } from '../roles/by.ts'
import type { AnyValues, Fields, FieldValues } from './field.ts'
import type { StoredRegister } from './register.ts'
import { parseFields } from './store-rows.ts'

/** An entry as a change has it, before or after. */
export interface Snapshot<V = AnyValues> {
  key: string
  fields: V
}

export interface RegisterChange<V = AnyValues> {
  number: number
  at: Temporal.Instant
  by: By
  source: string | null
  clause: string | null
  before: Snapshot<V> | null
  after: Snapshot<V> | null
}

/** The history of an entry, the first change first. */
export async function findHistory<F extends Fields>(
  tx: Transaction,
  register: StoredRegister<F>,
  entry: { id: number },
): Promise<RegisterChange<FieldValues<F>>[]> {
  const rows = await tx.registerChange.findMany({ where: { entryId: entry.id }, orderBy: { number: 'asc' } })
  const toSnapshot = (stored: unknown): Snapshot<FieldValues<F>> | null => {
    if (stored === null) return null
    const { key, fields } = snapshotSchema.parse(stored)
    return { key, fields: parseFields(register, fields) }
  }
  return rows.map(row => ({
    number: row.number,
    at: instantFrom(row.at),
    by: bySchema.parse(row.by),
    source: row.source,
    clause: row.clause,
    before: toSnapshot(row.before),
    after: toSnapshot(row.after),
  }))
}

export const snapshotSchema = z.object({ key: z.string(), fields: z.record(z.string(), z.unknown()) })
