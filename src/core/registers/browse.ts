/** Entries as somebody looks through them on a page: filtered, searched, sorted, a page at a time. */
import type { Transaction } from '../database/client.ts'
import { Prisma } from '../database/generated/client.ts'
import { UserError } from '../errors.ts'
import type { Fields } from './field.ts'
import { byValues, sourceOf, toWhere } from './list.ts'
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
  /** "key", "changed", or the name of a field; with "-" before it, from the end. */
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
export const sortChoices = (register: AnyRegister): { value: string; label: string }[] => [
  { value: 'key', label: register.key.label },
  { value: '-key', label: `${register.key.label}, from the end` },
  { value: '-changed', label: 'latest changed' },
  ...Object.entries(register.fields as Fields).map(([name, { label }]) => ({
    value: toOptionName(name),
    label,
  })),
]

/** Entries that fit: the parts of a statement about them. */
interface Fitting {
  /** Before SELECT: those whose keys fit, found apart. */
  found: Prisma.Sql
  /** After SELECT. */
  planned: Prisma.Sql
  from: Prisma.Sql
  where: Prisma.Sql
}

/** What filters and searches make of it. Throws a UserError for a value that can't be read. */
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
    ...sourceOf(keyed),
    planned: byValues(contains, worded),
    where: Prisma.join(conditions, ' AND '),
  }
}

/** One page of the entries. Throws a UserError for a filter, an order or a page that there isn't. */
export async function browse(tx: Transaction, register: AnyRegister, asked: Browsing): Promise<Browsed> {
  const fitting = toFitting(register, asked)
  const { found, planned, from, where } = fitting
  const { page, sort = 'key' } = asked
  const list = (order: Prisma.Sql) => tx.$queryRaw<Row[]>`
    ${found} SELECT ${planned} id, key, number, fields, version, at FROM ${from} WHERE ${where}
    ORDER BY ${order} OFFSET ${(page - 1) * PAGE_SIZE} LIMIT ${PAGE_SIZE}`
  // Lists that end on their first page need no count.
  const first = page === 1 && INDEXED[sort] ? await list(INDEXED[sort]) : undefined
  const isWhole = first !== undefined && first.length < PAGE_SIZE
  const counted = isWhole ? first.length : await countUpTo(tx, fitting, MOST_COUNTED + 1)
  const total = Math.min(counted, MOST_COUNTED)
  const pages = Math.max(1, Math.ceil(total / PAGE_SIZE))
  const hasMore = counted > MOST_COUNTED
  if (page > pages)
    throw new UserError(
      'no-page',
      hasMore
        ? `Lists go on to page ${pages}; filter or search to see fewer entries, or sort them from the end.`
        : `There is no page ${page}: this list has ${pages === 1 ? 'one page' : `${pages} pages`}.`,
      'page',
    )
  const order = INDEXED[sort] ?? toOrder(register, sort, counted)
  const rows = first ?? (await list(order))
  return { entries: rows.map(row => toEntry(register, row) as RegisterEntry), total, hasMore, pages }
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

function toOrder(register: AnyRegister, sort: string, total: number): Prisma.Sql {
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
  if (total > SORTED_MOST)
    throw new UserError(
      'too-many-to-sort',
      `These are more than ${SORTED_MOST} entries, too many to sort by ${field}; filter them first.`,
      'sort',
    )
  const by = Prisma.sql`fields ->> ${field}`
  return sort.startsWith('-') ? Prisma.sql`${by} DESC NULLS LAST, "sortKey"` : Prisma.sql`${by}, "sortKey"`
}
