/** Entries of registers in the database, as they are looked for: listed, counted, completed. */
import { PLANNED_BY_VALUES, type Transaction } from '../database/client.ts'
import { Prisma } from '../database/generated/client.ts'
import type { Fields, FieldValues } from './field.ts'
import type { RegisterEntry, StoredRegister } from './register.ts'
import { type Row, toEntry } from './store-rows.ts'
import { hasFieldWords, hasKeyWords } from './words.ts'

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

/** The entries that have these keys. */
export async function findEntries<F extends Fields>(
  tx: Transaction,
  register: StoredRegister<F>,
  keys: readonly string[],
): Promise<RegisterEntry<FieldValues<F>>[]> {
  const rows = await findByKeys(tx, register, keys)
  return rows.filter(row => !row.removed).map(row => toEntry(register, row))
}

/**
 * The rows with these keys, each found by the index: with a list of a thousand keys PostgreSQL would compare every entry of
 * the register with every key.
 */
const findByKeys = (
  tx: Transaction,
  { name }: { name: string },
  keys: readonly string[],
): Promise<(Row & { removed: boolean })[]> =>
  keys.length === 0
    ? Promise.resolve([])
    : tx.$queryRaw`
    SELECT ${Prisma.raw(PLANNED_BY_VALUES)} e.id, e.key, e.number, e.fields, e.version, e.at, e.removed
    FROM unnest(${[...new Set(keys)]}::text[]) AS asked(key)
    CROSS JOIN LATERAL (SELECT * FROM "RegisterEntry" WHERE register = ${name} AND key = asked.key OFFSET 0) AS e`

/** The keys in the list that a reading once entered and that were taken back. */
export const findRemovedKeys = async (
  tx: Transaction,
  register: { name: string },
  keys: readonly string[],
): Promise<Set<string>> =>
  new Set((await findByKeys(tx, register, keys)).filter(row => row.removed).map(row => row.key))

export interface Wanted {
  /** The fields contain, for each condition, one of its values. */
  contains?: readonly (readonly object[])[]
  /** Words and numbers of the key or their beginnings, in capitals or not: "TD32", "326". */
  key?: string
  /** Words of the fields or their beginnings, however they are written. */
  text?: string
  skip?: number
  take?: number
}

/** Entries by their keys, numbers as numbers. */
export async function listEntries<F extends Fields>(
  tx: Transaction,
  register: StoredRegister<F>,
  wanted: Wanted = {},
): Promise<RegisterEntry<FieldValues<F>>[]> {
  const rows = await findRows(tx, register.name, wanted)
  return rows.map(row => toEntry(register, row))
}

/** How many entries there are, counted up to `most`: counting a hundred thousand reads them all. */
export async function countEntries(
  tx: Transaction,
  { name }: { name: string },
  { contains = [], key, text }: Wanted,
  most: number,
): Promise<number> {
  const words = key === undefined ? undefined : hasKeyWords(name, key)
  const worded = text === undefined ? undefined : hasFieldWords(text)
  if (words === null || worded === null) return 0
  const { found, from } = sourceOf(words)
  const where = worded ? Prisma.sql`${toWhere(name, contains)} AND ${worded}` : toWhere(name, contains)
  // In the order of their keys: PostgreSQL then reads as few as it takes where many entries fit.
  const [row] = await tx.$queryRaw<{ n: number }[]>`
    ${found} SELECT ${byValues(contains, worded)} count(*)::int AS n FROM (
      SELECT FROM ${from} WHERE ${where} ORDER BY "sortKey" LIMIT ${most}) AS counted`
  return row!.n
}

/** Keys for completion: those with the words and numbers that were typed, or their beginnings. */
export const completeKeys = async (
  tx: Transaction,
  { name }: { name: string },
  typed: string,
  take: number,
): Promise<string[]> =>
  (await findRows(tx, name, { take, ...(/[\p{L}\p{N}]/u.test(typed) && { key: typed }) })).map(row => row.key)

const COLUMNS = Prisma.sql`id, key, number, fields, version, at`

async function findRows(tx: Transaction, register: string, wanted: Wanted): Promise<Row[]> {
  const { contains = [], key, text, skip = 0, take = 100_000 } = wanted
  const page = Prisma.sql`ORDER BY "sortKey" OFFSET ${skip} LIMIT ${take}`
  const words = key === undefined ? undefined : hasKeyWords(register, key)
  const worded = text === undefined ? undefined : hasFieldWords(text)
  if (words === null || worded === null) return []
  const where = worded
    ? Prisma.sql`${toWhere(register, contains)} AND ${worded}`
    : toWhere(register, contains)
  if (words && skip === 0) {
    // A word that many keys have would have all of them read and sorted; it is among the first often enough.
    const first = await tx.$queryRaw<Row[]>`
      SELECT ${COLUMNS} FROM (
        SELECT * FROM "RegisterEntry" WHERE register = ${register} AND NOT removed ORDER BY "sortKey" LIMIT ${FIRST}) AS first
      WHERE ${words} AND ${where} ${page}`
    if (first.length === take) return first
  }
  const { found, from } = sourceOf(words)
  return tx.$queryRaw<
    Row[]
  >`${found} SELECT ${byValues(contains, worded)} ${COLUMNS} FROM ${from} WHERE ${where} ${page}`
}

const FIRST = 100

/** A filter or a word may fit a handful of entries or most of them. */
export const byValues = (contains: readonly unknown[], worded: Prisma.Sql | undefined): Prisma.Sql =>
  contains.length > 0 || worded ? Prisma.raw(PLANNED_BY_VALUES) : Prisma.empty

/** All entries, or apart those with the words: PostgreSQL takes every word for a frequent one, and would not use their index. */
export const sourceOf = (words: Prisma.Sql | undefined): { found: Prisma.Sql; from: Prisma.Sql } =>
  words
    ? {
        found: Prisma.sql`WITH found AS MATERIALIZED (SELECT * FROM "RegisterEntry" WHERE ${words})`,
        from: Prisma.sql`found`,
      }
    : { found: Prisma.empty, from: Prisma.sql`"RegisterEntry"` }

/** The conditions of filters on the table of entries. */
export function toWhere(register: string, contains: NonNullable<Wanted['contains']>): Prisma.Sql {
  const conditions = contains.map(
    any =>
      Prisma.sql`(${Prisma.join(
        any.map(value => Prisma.sql`fields @> ${JSON.stringify(value)}::jsonb`),
        ' OR ',
      )})`,
  )
  return Prisma.join([Prisma.sql`register = ${register} AND NOT removed`, ...conditions], ' AND ')
}
