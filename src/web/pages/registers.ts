/** The page of every register, made of its declaration: filters, search, sorting and pages in the address. */
import type { Context } from 'hono'
import type { AnyCommand, Context as Commands } from '../../core/commands/command.ts'
import { UserError } from '../../core/errors.ts'
import { plainText } from '../../core/messages/plain.ts'
import { entryPage, registerPage } from '../../core/references/pages.ts'
import { type Browsing, browse, countOf, sortChoices } from '../../core/registers/browse.ts'
import { inSentence } from '../../core/registers/names.ts'
import type { AnyRegister, Column, Filter } from '../../core/registers/register.ts'
import { REGISTERS } from '../../core/registers/registers.ts'
import type { Text } from '../../core/text/spans.ts'
import { renderBlocks, renderTable, type ShownCommand } from './blocks.ts'
import { type FilterField, renderFilters, toChoices } from './filters.ts'
import type { Page } from './layout.ts'
import { markup } from './markup.ts'
import { renderPaging } from './paging.ts'
import { readPage, readPart, readValue } from './query.ts'
import type { Reader } from './reader.ts'
import { linked } from './text.ts'

export const REGISTERS_PAGE = '/registers'

/** All registers with how much is in each. */
export async function registersPage(_: Context, reader: Reader): Promise<Page> {
  const { tx } = reader.context
  const counts = await Promise.all(REGISTERS.map(register => countOf(tx, register)))
  return {
    title: 'Registers',
    under: REGISTERS_PAGE,
    body: renderTable(
      'Registers',
      ['Register', 'Entries'],
      REGISTERS.map((register, i) => [
        markup`<a href="${reader.base}${registerPage(register.name)}">${register.title as string}</a>`,
        countWords(counts[i]!.total, counts[i]!.hasMore),
      ]),
    ),
  }
}

const countWords = (total: number, hasMore: boolean): string =>
  total === 1 ? '1 entry' : `${hasMore ? 'more than ' : ''}${total.toLocaleString('en')} entries`

/** The register at an address. Throws a UserError. */
export function registerAt(c: Context): AnyRegister {
  const slug = readPart(c, 'register')
  const found = REGISTERS.find(register => registerPage(register.name) === `${REGISTERS_PAGE}/${slug}`)
  if (found) return found
  throw new UserError('no-register', 'There is no such register; the page of registers lists them all.')
}

/** The filters, searches and order in an address. */
export function readFilters(c: Context, register: AnyRegister): Omit<Browsing, 'page'> {
  const filters = Object.keys(register.filters as Record<string, Filter>).flatMap(name => {
    const value = readValue(c, name)
    return value === undefined ? [] : [[name, value] as const]
  })
  return {
    filters: Object.fromEntries(filters),
    find: readValue(c, 'find'),
    words: readValue(c, 'words'),
    sort: readValue(c, 'sort'),
  }
}

export async function registerPageOf(c: Context, reader: Reader): Promise<Page> {
  const { tx, now } = reader.context
  const register = registerAt(c)
  const { filters, find, words, sort } = readFilters(c, register)
  const page = readPage(c)
  const { entries, total, hasMore, pages } = await browse(tx, register, { filters, find, words, sort, page })
  const columns = register.columns as readonly Column<unknown>[]
  return {
    title: register.title,
    under: REGISTERS_PAGE,
    commands: commandsOfRegister(register, reader),
    body: markup`${renderFilters(reader.base + registerPage(register.name), [
      ...Object.entries(register.filters as Record<string, Filter>).map(
        ([name, { label, example, choices }]): FilterField => ({
          name,
          label,
          value: filters[name],
          ...(choices ? { choices: toChoices(choices), none: 'any' } : { example }),
        }),
      ),
      { name: 'find', label: `Part of the ${inSentence(register.key.label)}`, value: find },
      { name: 'words', label: 'Words', value: words },
      { name: 'sort', label: 'Sorted by', value: sort ?? 'key', choices: sortChoices(register, sort) },
    ])}
<p>${countWords(total, hasMore)}.</p>
${
  entries.length > 0 &&
  renderTable(
    register.title,
    [register.key.label, ...columns.map(column => column.title)],
    entries.map(entry => [
      markup`<a class="ref" href="${reader.base}${entryPage(register.name, entry.key)}">${register.key.format(entry.key, now) as string}</a>`,
      ...columns.map(column => linked(clip(column.text(entry, now)), reader)),
    ]),
  )
}
${renderPaging(c, reader, page, pages, page < pages)}`,
  }
}

/** The longest text in a list, in characters; the page of the entry has it whole. */
const CLIPPED = 240

function clip(text: Text): string {
  const characters = [...plainText(text)]
  return characters.length <= CLIPPED ? characters.join('') : `${characters.slice(0, CLIPPED).join('')}…`
}

export async function entryPageOf(c: Context, reader: Reader): Promise<Page> {
  const { context } = reader
  const register = registerAt(c)
  const raw = readPart(c, 'key')
  const run = (verb: string) =>
    (register.allCommands as AnyCommand[])
      .find(({ path }) => path === `${register.room} ${verb}`)!
      .run({ [register.key.name]: raw }, context)
  const shown = await run('show')
  const history = await run('history')
  const reference = register.key.format(await keyOf(register, raw, context), context.now) as string
  return {
    title: reference,
    under: REGISTERS_PAGE,
    commands: commandsOfEntry(register, reference),
    body: markup`<p><a href="${reader.base}${registerPage(register.name)}">${register.title as string}</a></p>
${renderBlocks(shown.blocks.slice(1), reader)}
<h2>History</h2>
${renderBlocks(
  history.blocks.filter(block => block.kind !== 'heading'),
  reader,
)}`,
  }
}

export async function keyOf(
  register: AnyRegister,
  raw: string,
  { tx, now }: Pick<Commands, 'tx' | 'now'>,
): Promise<string> {
  const key = register.key.parse(raw, now)
  return (await register.key.resolve?.(tx, key)) ?? key
}

/** Commands about the whole register: those that add to it, or give it as a file. */
const commandsOfRegister = (register: AnyRegister, { context: { catalog } }: Reader): ShownCommand[] =>
  [
    ['Add an entry', 'add'],
    ['Add many from a file', 'import'],
    ['Get it as a file', 'export'],
  ]
    .map(([label, verb]) => ({ label: label!, line: `${register.room} ${verb}` }))
    .filter(({ line }) => catalog.some(({ path }) => path === line))

/** Commands that change an entry: those of the register that ask for it. */
const commandsOfEntry = (register: AnyRegister, reference: string): ShownCommand[] =>
  (register.allCommands as AnyCommand[])
    .filter(
      ({ effect, options, path }) =>
        effect === 'change' && register.key.name in options && !/ (?:add|import)$/.test(path),
    )
    .map(({ path }) => ({
      label: path
        .split(' ')[1]!
        .replace(/^./, letter => letter.toUpperCase())
        .replaceAll('-', ' '),
      line: `${path} ${register.key.name}:${/^\S+$/.test(reference) ? reference : `"${reference}"`}`,
    }))
