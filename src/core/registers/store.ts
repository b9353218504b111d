/** Entries of registers in the database: found, listed, written with their history. */
import { isDeepStrictEqual } from 'node:util'
import { z } from 'zod'
import type { Transaction } from '../database/client.ts'
import { instantFrom, toColumn } from '../database/columns.ts'
import { Prisma } from '../database/generated/client.ts'
import { UserError } from '../errors.ts'
import type { Work } from '../events/events.ts'
import { type By, bySchema } from '../roles/by.ts'
import { cmd, phrase } from '../text/spans.ts'
import type { AnyValues, Fields, FieldValues } from './field.ts'
import { inSentence } from './names.ts'
import type { Register, RegisterEntry, StoredRegister } from './register.ts'

/** Who writes, and where what they write comes from. */
export interface Origin {
  by: By
  /** "TD164R3" */
  source?: string | undefined
  /** "Annex 1, table 3, row 4" */
  clause?: string | undefined
  reading?: number
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

export type Row = { id: number; key: string; fields: unknown; version: number; at: Date }

/** The fields as their schemas parse them: stored data are not trusted. */
function parseFields<F extends Fields>(register: StoredRegister<F>, stored: unknown): FieldValues<F> {
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
  fields: parseFields(register, row.fields),
  version: row.version,
  at: instantFrom(row.at),
})

/** "T25-TSAG-TD9" before "T25-TSAG-TD10". */
const toSortKey = (key: string): string => key.replace(/\d+/g, digits => digits.padStart(6, '0'))

export async function findEntry<F extends Fields>(
  tx: Transaction,
  register: StoredRegister<F>,
  key: string,
): Promise<RegisterEntry<FieldValues<F>> | undefined> {
  const row = await tx.registerEntry.findUnique({ where: { register_key: { register: register.name, key } } })
  return row && !row.removed ? toEntry(register, row) : undefined
}

/** The entry, or a UserError that says how to find it. */
export async function getEntry<F extends Fields>(
  tx: Transaction,
  register: Register<F>,
  key: string,
  now: Temporal.Instant,
): Promise<RegisterEntry<FieldValues<F>>> {
  const entry = await findEntry(tx, register, key)
  if (entry) return entry
  throw new UserError(
    'no-entry',
    phrase`${register.key.format(key, now)} is not in the register of ${inSentence(register.title)}. ${cmd(`${register.room} list`)} names its entries.`,
    register.key.name,
  )
}

/** Those of the keys that are there. */
export async function findEntries<F extends Fields>(
  tx: Transaction,
  register: StoredRegister<F>,
  keys: readonly string[],
): Promise<RegisterEntry<FieldValues<F>>[]> {
  const rows = await tx.registerEntry.findMany({
    where: { register: register.name, key: { in: [...keys] }, removed: false },
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

export function toWhere(register: string, { contains = [], key, words }: Wanted): Prisma.Sql {
  const conditions = [
    Prisma.sql`register = ${register} AND NOT removed`,
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
    SELECT id, key, fields, version, at FROM "RegisterEntry" WHERE ${toWhere(register.name, wanted)}
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

/** Throws a UserError for fields that break a rule of the register. */
async function assertValid<F extends Fields>(
  work: Work,
  register: Register<F>,
  fields: FieldValues<F>,
): Promise<void> {
  for (const name of register.required)
    if (fields[name] === undefined)
      throw new UserError(
        'field-missing',
        `${register.title}: ${inSentence(register.fields[name]!.label)} is missing; every entry has one.`,
        name,
      )
  await register.check?.(fields, work)
}

/** A new entry with its first change. Throws a UserError when its key is taken or a rule of the register is broken. */
export async function addEntry<F extends Fields>(
  work: Work,
  register: Register<F>,
  { key, fields }: { key: string | undefined; fields: FieldValues<F> },
  origin: Origin,
): Promise<RegisterEntry<FieldValues<F>>> {
  const { tx, now } = work
  const whole = { ...(key !== undefined && register.fromKey?.(key)), ...fields }
  await assertValid(work, register, whole)
  if (key === undefined && !register.key.create)
    throw new UserError(
      'no-key',
      `Every entry of ${inSentence(register.title)} is known by its ${inSentence(register.key.label)}, like ${register.key.example}.`,
      register.key.name,
    )
  const there =
    key === undefined
      ? null
      : await tx.registerEntry.findUnique({ where: { register_key: { register: register.name, key } } })
  if (there && !there.removed)
    throw new UserError(
      'entry-exists',
      phrase`${register.key.format(there.key, now)} is already in the register. ${cmd(`${register.room} set`)} changes it.`,
      register.key.name,
    )
  if (there)
    return writeVersion(work, register, { ...there, before: null }, { key: there.key, fields: whole }, origin)
  // A number that the register gives by itself names an entry that is there, or none.
  if (key !== undefined && key.replace(/\d+/g, '0') === register.key.create?.(0, {}))
    await getEntry(tx, register, key, now)
  const temporary = key ?? `new ${crypto.randomUUID()}`
  const row = await tx.registerEntry.create({
    data: {
      register: register.name,
      key: temporary,
      sortKey: toSortKey(temporary),
      fields: whole as Prisma.InputJsonObject,
      version: 0,
      at: toColumn(now),
    },
  })
  const after = { key: key ?? register.key.create!(row.id, whole), fields: whole }
  if (after.key !== temporary) await assertFree(work, register, after.key)
  return writeVersion(work, register, { ...row, before: null }, after, origin)
}

/** Entries written by one statement. */
const BATCH = 1000

/**
 * Many new entries with their first changes, in few statements. Their keys are new to the register and differ;
 * the caller checks each with `assertNewEntry` first.
 */
export async function addEntries<F extends Fields>(
  work: Work,
  register: Register<F>,
  entries: readonly Snapshot<FieldValues<F>>[],
  origin: Origin,
): Promise<void> {
  const { tx, now } = work
  const at = toColumn(now)
  for (let from = 0; from < entries.length; from += BATCH) {
    const batch = entries.slice(from, from + BATCH)
    const rows = await tx.registerEntry.createManyAndReturn({
      data: batch.map(({ key, fields }) => ({
        register: register.name,
        key,
        sortKey: toSortKey(key),
        fields: { ...register.fromKey?.(key), ...fields } as Prisma.InputJsonObject,
        at,
      })),
    })
    await tx.registerChange.createMany({
      data: rows.map(row => ({
        entryId: row.id,
        number: row.version,
        at,
        by: origin.by,
        source: origin.source ?? null,
        clause: origin.clause ?? null,
        before: Prisma.DbNull,
        after: { key: row.key, fields: row.fields } as Prisma.InputJsonObject,
        readingId: origin.reading ?? null,
      })),
    })
    if (register.written) for (const row of rows) await register.written(work, toEntry(register, row))
  }
}

/** Throws a UserError for a new entry that breaks a rule of its register. */
export const assertNewEntry = <F extends Fields>(
  work: Work,
  register: Register<F>,
  { key, fields }: Snapshot<FieldValues<F>>,
): Promise<void> => assertValid(work, register, { ...register.fromKey?.(key), ...fields })

/** Those of the keys that a reading once entered and that were taken back. */
export const findRemovedKeys = async (
  tx: Transaction,
  register: { name: string },
  keys: readonly string[],
): Promise<Set<string>> =>
  new Set(
    (
      await tx.registerEntry.findMany({
        where: { register: register.name, key: { in: [...keys] }, removed: true },
        select: { key: true },
      })
    ).map(row => row.key),
  )

/**
 * Changes an entry; `change` has the fields that change, undefined for one that isn't known any more. Returns the
 * entry as it was when nothing differs.
 */
export async function changeEntry<F extends Fields>(
  work: Work,
  register: Register<F>,
  entry: RegisterEntry<FieldValues<F>>,
  change: { key?: string; fields?: { [K in keyof F]?: FieldValues<F>[K] | undefined } },
  origin: Origin,
): Promise<RegisterEntry<FieldValues<F>>> {
  const merged = { ...entry.fields, ...change.fields }
  const fields = Object.fromEntries(
    Object.entries(merged).filter(([, value]) => value !== undefined),
  ) as FieldValues<F>
  const key = change.key ?? entry.key
  if (key === entry.key && isDeepStrictEqual(fields, entry.fields)) return entry
  await assertValid(work, register, fields)
  if (key !== entry.key) await assertFree(work, register, key)
  return writeVersion(
    work,
    register,
    { ...entry, before: { key: entry.key, fields: entry.fields } },
    { key, fields },
    origin,
  )
}

async function assertFree<F extends Fields>(work: Work, register: Register<F>, key: string): Promise<void> {
  if (!(await findEntry(work.tx, register, key))) return
  throw new UserError(
    'entry-exists',
    `${register.key.format(key, work.now)} is already in the register; each entry is there once.`,
    register.key.name,
  )
}

/** Writes the next version of an entry with its change; refuses when somebody else wrote it in between. */
async function writeVersion<F extends Fields>(
  work: Work,
  register: Register<F>,
  entry: { id: number; version: number; before: Snapshot | null },
  after: Snapshot<FieldValues<F>>,
  origin: Origin,
): Promise<RegisterEntry<FieldValues<F>>> {
  const { tx, now } = work
  const version = entry.version + 1
  const { count } = await tx.registerEntry.updateMany({
    where: { id: entry.id, version: entry.version },
    data: {
      key: after.key,
      sortKey: toSortKey(after.key),
      fields: after.fields as Prisma.InputJsonObject,
      version,
      removed: false,
      at: toColumn(now),
    },
  })
  if (count === 0)
    throw new UserError(
      'changed-meanwhile',
      `Somebody else changed ${register.key.format(after.key, now)} at the same moment; look at it and try again.`,
    )
  await writeChange(tx, now, entry.id, version, entry.before, after, origin)
  const written = { id: entry.id, key: after.key, fields: after.fields, version, at: now }
  await register.written?.(work, written)
  return written
}

const writeChange = (
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

/**
 * Takes back a change that left the entry as it is now: the entry is again as it was before, or out of the register.
 * Returns false where the entry is otherwise; it then stays so.
 */
export async function takeBackChange(
  { tx, now }: Work,
  change: { entryId: number; before: unknown; after: unknown },
  origin: Origin,
): Promise<boolean> {
  const before = change.before === null ? null : snapshotSchema.parse(change.before)
  const after = snapshotSchema.parse(change.after)
  const entry = await tx.registerEntry.findUniqueOrThrow({ where: { id: change.entryId } })
  const { key, fields } = snapshotSchema.parse({ key: entry.key, fields: entry.fields })
  if (entry.removed || key !== after.key || !isDeepStrictEqual(fields, after.fields)) return false
  const { count } = await tx.registerEntry.updateMany({
    where: { id: entry.id, version: entry.version },
    data: {
      version: entry.version + 1,
      at: toColumn(now),
      ...(before
        ? {
            key: before.key,
            sortKey: toSortKey(before.key),
            fields: before.fields as Prisma.InputJsonObject,
          }
        : { removed: true }),
    },
  })
  if (count === 0) return false
  await writeChange(tx, now, entry.id, entry.version + 1, after, before, origin)
  return true
}
