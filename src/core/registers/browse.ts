/** Entries as somebody looks through them on a page: filtered, searched, sorted, a page at a time. */
import type { Transaction } from '../database/client.ts'
import { Prisma } from '../database/generated/client.ts'
import { UserError } from '../errors.ts'
import type { Fields } from './field.ts'
import { inSentence, toOptionName } from './names.ts'
import type { AnyRegister, Filter, RegisterEntry } from './register.ts'
import { type Row, toEntry, toWhere, type Wanted } from './store.ts'

/** Entries on one page. */
export const PAGE_SIZE = 50

/** More entries than these are sorted by what an index has: their keys, or when they changed. */
const SORTED_MOST = 20_000

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
  total: number
  pages: number
}

/** What entries can be sorted by: the values of `sort`, with their words. */
export const sortChoices = (register: AnyRegister): { value: string; label: string }[] => [
  { value: 'key', label: register.key.label },
  { value: '-key', label: `${register.key.label}, from the end` },
  { value: '-changed', label: 'latest changed' },
  ...Object.entries(register.fields as Fields).map(([name, { label }]) => ({
    value: toOptionName(name),
    label,
  })),
]

/** What somebody typed as PostgreSQL's search has it: "iot:* & secur:*". Empty: there is no word in it. */
const searchOf = (words: string): string =>
  (words.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []).map(word => `${word}:*`).join(' & ')

/** The conditions that filters and searches make. Throws a UserError for a value that can't be read. */
export function toWanted(register: AnyRegister, { filters, find, words }: Omit<Browsing, 'page'>): Wanted {
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
  const query = words === undefined ? undefined : searchOf(words)
  if (query === '') throw new UserError('no-words', `There is no word in “${words}” to search for.`, 'words')
  return {
    contains,
    ...(find !== undefined && { key: find }),
    ...(query !== undefined && { words: query }),
  }
}

/** One page of the entries. Throws a UserError for a filter, an order or a page that there isn't. */
export async function browse(tx: Transaction, register: AnyRegister, asked: Browsing): Promise<Browsed> {
  const where = toWhere(register.name, toWanted(register, asked))
  const skip = (asked.page - 1) * PAGE_SIZE
  const [counted] = await tx.$queryRaw<{ n: number }[]>`
    SELECT count(*)::int AS n FROM "RegisterEntry" WHERE ${where}`
  const total = counted!.n
  const pages = Math.max(1, Math.ceil(total / PAGE_SIZE))
  if (asked.page > pages)
    throw new UserError(
      'no-page',
      `There is no page ${asked.page}: this list has ${pages === 1 ? 'one page' : `${pages} pages`}.`,
      'page',
    )
  const order = toOrder(register, asked.sort ?? 'key', total)
  const rows = await tx.$queryRaw<Row[]>`
    SELECT id, key, fields, version, at FROM "RegisterEntry" WHERE ${where}
    ORDER BY ${order} OFFSET ${skip} LIMIT ${PAGE_SIZE}`
  return { entries: rows.map(row => toEntry(register, row) as RegisterEntry), total, pages }
}

function toOrder(register: AnyRegister, sort: string, total: number): Prisma.Sql {
  switch (sort) {
    case 'key':
      return Prisma.sql`"sortKey"`
    case '-key':
      return Prisma.sql`"sortKey" DESC`
    case '-changed':
      return Prisma.sql`at DESC, "sortKey"`
  }
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
      `These are ${total} entries, too many to sort by ${field}; filter them first.`,
      'sort',
    )
  const by = Prisma.sql`fields ->> ${field}`
  return sort.startsWith('-') ? Prisma.sql`${by} DESC NULLS LAST, "sortKey"` : Prisma.sql`${by}, "sortKey"`
}
