/** Entries as somebody looks through them on a page: filtered, searched, sorted, a page at a time. */
import type { Transaction } from '../database/client.ts'
import { Prisma } from '../database/generated/client.ts'
import { UserError } from '../errors.ts'
import type { Fields } from './field.ts'
import { byValues, FIRST, sourceOf, toWhere } from './list.ts'
import { inSentence, toOptionName } from './names.ts'
import type { AnyRegister, Filter, RegisterEntry } from './register.ts'
import { type Row, toEntry } from './store-rows.ts'
import { hasFieldWords, hasKeyWords } from './words.ts'

/** Entries on one page. */
export const PAGE_SIZE = 50

/** So many entries are counted and paged through at most: counting a hundred thousand takes longer than showing fifty. */
export const MOST_COUNTED = 10_000

/** More entries than these are sorted by what an index has: their keys, or when they changed. */
const SORTED_MOST = 5_000

export interface Browsing {
  /** Values of the register's filters, by their names, as they are written. */
  filters: Readonly<Record<string, string>>
  /** A part of the key. */
  find?: string | undefined
  /** Words of its fields, or how they begin. */
  words?: string | undefined
  /** "key", "changed", or the name of a field; with "-" before it, in reverse. */
  sort?: string | undefined
  /** From 1. */
  page: number
}

export interface Browsed {
  entries: RegisterEntry[]
  /** At most `MOST_COUNTED`. */
  total: number
  /** There are more entries than were counted. */
  hasMore: boolean
  pages: number
}

/** The values of `sort`: the fields that entries can be sorted by, with their words. */
export const sortChoices = (
  register: AnyRegister,
  chosen?: string | undefined,
): { value: string; label: string }[] => {
  const ofFields = Object.entries(register.fields as Fields).map(([name, { label }]) => ({
    value: toOptionName(name),
    label: inShort(label),
  }))
  const key = inShort(register.key.label)
  return [
    { value: 'key', label: key },
    { value: '-key', label: `${key}, in reverse` },
    { value: '-changed', label: 'latest changed' },
    ...ofFields.flatMap(choice =>
      chosen === `-${choice.value}`
        ? [choice, { value: chosen, label: `${choice.label}, in reverse` }]
        : [choice],
    ),
  ]
}

/** A label without its explanation, to fit a narrow window: "Number, or title if there is none" → "Number". */
const inShort = (label: string): string => label.replace(/ ?[,(].*$/s, '')

/** Entries that fit: the parts of a statement about them. */
interface Fitting {
  /** A part that their keys must have; undefined: all fit. */
  keyed?: Prisma.Sql | undefined
  /** Before SELECT: those whose keys fit, found apart. */
  found: Prisma.Sql
  /** After SELECT. */
  planned: Prisma.Sql
  from: Prisma.Sql
  where: Prisma.Sql
}

/** The value for filters and searches. Throws a UserError for one that can't be read. */
function toFitting(register: AnyRegister, { filters, find, words }: Omit<Browsing, 'page'>): Fitting {
  const declared = register.filters as Record<string, Filter>
  const contains = Object.entries(filters).map(([name, value]) => {
    const filter = declared[name]
    if (filter === undefined)
      throw new UserError('no-filter', `${register.title} can’t be filtered by “${name}”.`, name)
    if (filter.choices && !filter.choices.includes(value))
      throw new UserError(
        'no-choice',
        `“${value}” is not one of the values of ${inSentence(filter.label)}: ${filter.choices.join(', ')}.`,
        name,
      )
    return filter.contains(value)
  })
  const noWords = (typed: string, option: string) =>
    new UserError('no-words', `There is no word in “${typed}” to search for.`, option)
  const worded = words === undefined ? undefined : hasFieldWords(words)
  if (worded === null) throw noWords(words!, 'words')
  const keyed = find === undefined ? undefined : hasKeyWords(register.name, find)
  if (keyed === null) throw noWords(find!, 'find')
  const conditions = [toWhere(register.name, contains), ...(worded ? [worded] : [])]
  return {
    keyed,
    ...sourceOf(keyed),
    planned: byValues(contains, worded),
    where: Prisma.join(conditions, ' AND '),
  }
}

/** One page of the entries. Throws a UserError for a filter, an order or a page that there isn't. */
export async function browse(tx: Transaction, register: AnyRegister, asked: Browsing): Promise<Browsed> {
  const fitting = toFitting(register, asked)
  const { page, sort = 'key' } = asked
  const { rows, counted } = INDEXED[sort]
    ? await readIndexed(tx, register, fitting, INDEXED[sort], page)
    : await readSorted(tx, fitting, toOrder(register, sort), page)
  const total = Math.min(counted, MOST_COUNTED)
  const pages = Math.max(1, Math.ceil(total / PAGE_SIZE))
  const hasMore = counted > MOST_COUNTED
  if (page > pages)
    throw new UserError(
      'no-page',
      hasMore
        ? `Lists go on to page ${pages}; filter or search to see fewer entries, or sort them in reverse.`
        : `There is no page ${page}: this list has ${pages === 1 ? 'one page' : `${pages} pages`}.`,
      'page',
    )
  if (!INDEXED[sort] && counted > SORTED_MOST)
    throw new UserError(
      'too-many-to-sort',
      `These are more than ${SORTED_MOST} entries, too many to sort by ${fieldOf(register, sort)}; filter them first.`,
      'sort',
    )
  return { entries: rows.map(row => toEntry(register, row) as RegisterEntry), total, hasMore, pages }
}

/** Entries of a page, and how many fit in all, counted no further than one more than `MOST_COUNTED`. */
interface Found {
  rows: Row[]
  counted: number
}

/** A page in an order that an index has. A page that isn't there is not read. */
async function readIndexed(
  tx: Transaction,
  register: { name: string },
  fitting: Fitting,
  order: Prisma.Sql,
  page: number,
): Promise<Found> {
  // A list that ends on its first page needs no count; for a search, the count says how it is read best.
  const first = page === 1 && !fitting.keyed ? await readPage(tx, fitting, order, 1) : undefined
  if (first !== undefined && first.length < PAGE_SIZE) return { rows: first, counted: first.length }
  const counted = await countUpTo(tx, fitting, MOST_COUNTED + 1)
  if (first !== undefined || (page - 1) * PAGE_SIZE >= Math.min(counted, MOST_COUNTED))
    return { rows: first ?? [], counted }
  const among =
    page <= EARLY && counted >= FREQUENT
      ? await readAmongFirst(tx, register, fitting, order, page)
      : undefined
  return { rows: among ?? (await readPage(tx, fitting, order, page)), counted }
}

/** From so many entries with a word on, the first pages of them are likely to be among the first entries of the register. */
const FREQUENT = 1000
/** Pages that are looked for there; reading all entries with the word costs no more for a later one. */
const EARLY = 10

const readPage = (
  tx: Transaction,
  { found, planned, from, where }: Fitting,
  order: Prisma.Sql,
  page: number,
): Promise<Row[]> => tx.$queryRaw`
  ${found} SELECT ${planned} id, key, number, fields, version, at FROM ${from} WHERE ${where}
  ORDER BY ${order} OFFSET ${(page - 1) * PAGE_SIZE} LIMIT ${PAGE_SIZE}`

/**
 * An early page of entries whose keys fit, where the first entries of the register fill it: all entries with a word that
 * many have would otherwise be read and sorted. Undefined: they don't.
 */
async function readAmongFirst(
  tx: Transaction,
  { name }: { name: string },
  { keyed, where }: Fitting,
  order: Prisma.Sql,
  page: number,
): Promise<Row[] | undefined> {
  if (!keyed) return undefined
  const rows = await tx.$queryRaw<Row[]>`
    SELECT id, key, number, fields, version, at FROM (
      SELECT * FROM "RegisterEntry" WHERE register = ${name} AND NOT removed ORDER BY ${order} LIMIT ${page * FIRST}) AS first
    WHERE ${keyed} AND ${where} ORDER BY ${order} OFFSET ${(page - 1) * PAGE_SIZE} LIMIT ${PAGE_SIZE}`
  return rows.length === PAGE_SIZE ? rows : undefined
}

/** A page in another order, for which all that fit are read: so they are counted by the same statement. */
async function readSorted(
  tx: Transaction,
  { found, planned, from, where }: Fitting,
  order: Prisma.Sql,
  page: number,
): Promise<Found> {
  const all = found === Prisma.empty ? Prisma.sql`WITH` : Prisma.sql`${found},`
  const rows = await tx.$queryRaw<(Row & { counted: number })[]>`
    ${all} fitting AS MATERIALIZED (
      SELECT ${planned} id, key, number, fields, version, at, "sortKey" FROM ${from} WHERE ${where} LIMIT ${MOST_COUNTED + 1}),
    counted AS (SELECT count(*)::int AS counted FROM fitting)
    SELECT page.*, counted FROM counted LEFT JOIN (
      SELECT id, key, number, fields, version, at FROM fitting, counted WHERE counted <= ${SORTED_MOST}
      ORDER BY ${order} OFFSET ${(page - 1) * PAGE_SIZE} LIMIT ${PAGE_SIZE}) AS page ON true`
  return { rows: rows.filter(row => row.id !== null), counted: rows[0]!.counted }
}

/** How many entries there are, counted no further than `most`. */
async function countUpTo(
  tx: Transaction,
  { found, planned, from, where }: Fitting,
  most: number,
): Promise<number> {
  const [row] = await tx.$queryRaw<{ n: number }[]>`
    ${found} SELECT ${planned} count(*)::int AS n FROM (SELECT 1 FROM ${from} WHERE ${where} LIMIT ${most}) AS counted`
  return row!.n
}

/** How many entries a register has, counted no further than `MOST_COUNTED`. */
export async function countOf(
  tx: Transaction,
  register: { name: string },
): Promise<{ total: number; hasMore: boolean }> {
  const all = { ...sourceOf(undefined), planned: Prisma.empty, where: toWhere(register.name, []) }
  const counted = await countUpTo(tx, all, MOST_COUNTED + 1)
  return { total: Math.min(counted, MOST_COUNTED), hasMore: counted > MOST_COUNTED }
}

/** Orders that an index has. */
const INDEXED: Record<string, Prisma.Sql> = {
  key: Prisma.sql`"sortKey"`,
  '-key': Prisma.sql`"sortKey" DESC`,
  '-changed': Prisma.sql`at DESC`,
}

/** The field of an order: "title", "-title". Throws a UserError where there is none. */
function fieldOf(register: AnyRegister, sort: string): string {
  const field = Object.keys(register.fields as Fields).find(
    name => toOptionName(name) === sort.replace(/^-/, ''),
  )
  if (field === undefined)
    throw new UserError(
      'no-order',
      `${register.title} can’t be sorted by “${sort}”; it can be by ${sortChoices(register)
        .map(c => c.value)
        .join(', ')}.`,
      'sort',
    )
  return field
}

function toOrder(register: AnyRegister, sort: string): Prisma.Sql {
  const by = Prisma.sql`fields ->> ${fieldOf(register, sort)}`
  return sort.startsWith('-') ? Prisma.sql`${by} DESC NULLS LAST, "sortKey"` : Prisma.sql`${by}, "sortKey"`
}
