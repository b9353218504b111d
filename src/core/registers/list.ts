/** Entries of registers by conditions, in the order of their keys. */
import type { Transaction } from '../database/client.ts'
import { Prisma } from '../database/generated/client.ts'
import type { Fields, FieldValues } from './field.ts'
import type { RegisterEntry, StoredRegister } from './register.ts'
import { type Row, toEntry } from './store-rows.ts'

/** Entries by their own numbers in the database, which no other name changes, in the order of their keys. */
export async function findEntriesById<F extends Fields>(
  tx: Transaction,
  register: StoredRegister<F>,
  ids: readonly number[],
): Promise<RegisterEntry<FieldValues<F>>[]> {
  const rows = await tx.registerEntry.findMany({
    where: { register: register.name, id: { in: [...ids] }, removed: false },
    orderBy: { sortKey: 'asc' },
  })
  return rows.map(row => toEntry(register, row))
}

export interface Wanted {
  /** The fields contain, for each condition, one of its values. */
  contains?: readonly (readonly object[])[]
  /** A part of the key, in capitals or not. */
  key?: string
  /** Words in its fields, as PostgreSQL's search has them: "trust:* & iot:*". */
  words?: string
  skip?: number
  take?: number
}

/** The conditions on the table of entries. */
export function toWhere(register: string, { contains = [], key, words }: Wanted): Prisma.Sql {
  const conditions = [
    Prisma.sql`register = ${register} AND NOT removed`,
    // By the index of three letters each, where that many are known; it finds some more.
    ...(key === undefined || key.length < 3
      ? []
      : [Prisma.sql`intersg_trigrams(key) @> intersg_trigrams(${key})`]),
    ...(key === undefined ? [] : [Prisma.sql`position(lower(${key}) in lower(key)) > 0`]),
    ...(words === undefined
      ? []
      : [Prisma.sql`jsonb_to_tsvector('simple', fields, '["string"]') @@ to_tsquery('simple', ${words})`]),
    ...contains.map(
      any =>
        Prisma.sql`(${Prisma.join(
          any.map(value => Prisma.sql`fields @> ${JSON.stringify(value)}::jsonb`),
          ' OR ',
        )})`,
    ),
  ]
  return Prisma.join(conditions, ' AND ')
}

/** Entries by their keys, numbers as numbers. */
export async function listEntries<F extends Fields>(
  tx: Transaction,
  register: StoredRegister<F>,
  wanted: Wanted = {},
): Promise<RegisterEntry<FieldValues<F>>[]> {
  const rows = await tx.$queryRaw<Row[]>`
    SELECT id, key, number, fields, version, at FROM "RegisterEntry" WHERE ${toWhere(register.name, wanted)}
    ORDER BY "sortKey" OFFSET ${wanted.skip ?? 0} LIMIT ${wanted.take ?? 100_000}`
  return rows.map(row => toEntry(register, row))
}

export async function countEntries(
  tx: Transaction,
  register: { name: string },
  wanted: Wanted = {},
): Promise<number> {
  const [row] = await tx.$queryRaw<{ n: number }[]>`
    SELECT count(*)::int AS n FROM "RegisterEntry" WHERE ${toWhere(register.name, wanted)}`
  return row!.n
}

/** Keys for completion: those that contain what was typed. */
export const completeKeys = async (
  tx: Transaction,
  register: { name: string },
  typed: string,
  take: number,
): Promise<string[]> =>
  (
    await tx.$queryRaw<{ key: string }[]>`
      SELECT key FROM "RegisterEntry" WHERE ${toWhere(register.name, { key: typed })}
      ORDER BY "sortKey" LIMIT ${take}`
  ).map(row => row.key)
