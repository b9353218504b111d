/** The history of an entry: each change with its author and its source, as it was before and after. Nothing in it is changed. */
import { z } from 'zod'
import type { Transaction } from '../database/client.ts'
import { instantFrom, toColumn } from '../database/columns.ts'
import { Prisma } from '../database/generated/client.ts'
import { type By, bySchema } from '../roles/by.ts'
import type { AnyValues, Fields, FieldValues } from './field.ts'
import type { StoredRegister } from './register.ts'
import { parseFields } from './store-rows.ts'

/** The author of a change, and its source. */
export interface Origin {
  by: By
  /** "TD164R3" */
  source?: string | undefined
  /** "Annex 1, table 3, row 4" */
  clause?: string | undefined
  reading?: number
  /** The instant after which "the next TSAG meeting" is meant; left out: that of the change. */
  since?: Temporal.Instant
}

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

/** Adds a change to the history of an entry. `number` is the version of the entry that it makes. */
export const writeChange = (
  tx: Transaction,
  now: Temporal.Instant,
  entryId: number,
  number: number,
  before: Snapshot | null,
  after: Snapshot | null,
  { by, source, clause, reading }: Origin,
) =>
  tx.registerChange.create({
    data: {
      entryId,
      number,
      at: toColumn(now),
      by,
      source: source ?? null,
      clause: clause ?? null,
      before: before === null ? Prisma.DbNull : (before as unknown as Prisma.InputJsonObject),
      after: after === null ? Prisma.DbNull : (after as unknown as Prisma.InputJsonObject),
      readingId: reading ?? null,
    },
  })
