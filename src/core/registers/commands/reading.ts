/** The commands of every register that read: list, show, history, export. */
import { type AnyCommand, type Context, command, everybody } from '../../commands/command.ts'
import { type Option, option, optional } from '../../commands/options.ts'
import {
  action,
  actions,
  type Block,
  binaryFile,
  type File,
  heading,
  list,
  type Message,
  note,
  table,
  text,
} from '../../messages/message.ts'
import { PAGE_LINES, pageOfList, turnPages } from '../../messages/turn-pages.ts'
import { entryPage, registerPage, withQuery } from '../../references/pages.ts'
import { describeBy } from '../../roles/by.ts'
import { joinText, phrase, type Text } from '../../text/spans.ts'
import { formatDate, formatTime, inGeneva } from '../../time/geneva.ts'
import { getWriter } from '../../writing/get-writer.ts'
import { writeCsv } from '../csv.ts'
import { type AnyValues, describeField, type Fields } from '../field.ts'
import { findHistory, type RegisterChange, type Snapshot } from '../history.ts'
import { inSentence } from '../names.ts'
import type { AnyRegister, Filter, RegisterEntry } from '../register.ts'
import { toSheet } from '../sheet.ts'
import { countEntries, getEntry, listEntries, type Wanted } from '../store.ts'
import { allOf, formOf } from './form-words.ts'
import { entryOption, pageOption, shortOption } from './options.ts'

/** Entries on one page of a list. */
const PAGE = 25
/**
 * So many entries are counted; a longer list says that there are more. With a filter, fewer are counted: where it fits
 * one entry in three, three are read for each.
 */
const MAX_COUNTED = 1000
const MAX_COUNTED_FILTERED = 500
/** Entries in one file. */
const MAX_EXPORTED = 100_000

export const readingCommands = (register: AnyRegister): AnyCommand[] => [
  listCommand(register),
  showCommand(register),
  historyCommand(register),
  exportCommand(register),
]

const filterOptions = (register: AnyRegister): Record<string, Option<unknown>> =>
  Object.fromEntries(
    Object.entries(register.filters as Record<string, Filter>).map(([name, filter]) => {
      const asked = { label: filter.label, example: filter.example }
      const own = (raw: string): unknown => {
        filter.contains(raw)
        return raw.trim()
      }
      const declared = filter.choices ? option.choice(filter.choices, asked) : shortOption(asked, own)
      return [name, optional(declared as Option<unknown>)]
    }),
  )

function wantedBy(register: AnyRegister, values: Record<string, unknown>): Wanted {
  const filters = register.filters as Record<string, Filter>
  const contains = Object.entries(filters).flatMap(([name, filter]) =>
    values[name] === undefined ? [] : [filter.contains(String(values[name]))],
  )
  const find = values.find as string | undefined
  const words = values.text as string | undefined
  return { contains, ...(find !== undefined && { key: find }), ...(words !== undefined && { text: words }) }
}

const findOption: Option<string | undefined> = {
  ...optional(option.text({ label: 'How its number or a word of it begins', example: '32' })),
  brief: 'Its number or a word of it',
}

const textOption: Option<string | undefined> = {
  ...optional(option.text({ label: 'Words on record of it, or their beginnings', example: 'trust' })),
  brief: 'Words on record',
}

function listCommand(register: AnyRegister): AnyCommand {
  return command({
    path: `${register.room} list`,
    form: { title: allOf(register), submit: 'List' },
    summary: `The register of ${inSentence(register.title)}, by ${inSentence(register.key.label)}`,
    brief: 'The whole register, page by page',
    options: {
      ...filterOptions(register),
      find: findOption,
      text: textOption,
      page: pageOption,
    },
    effect: 'read',
    who: everybody,
    page: values => withQuery(registerPage(register.name), pageFilters(values)),
    async run(values, context): Promise<Message> {
      const { tx, now } = context
      const below: Block[] = (await register.listed?.(context)) ?? []
      const wanted = wantedBy(register, values)
      const page = (values.page as number | undefined) ?? 1
      const most = wanted.contains?.length ? MAX_COUNTED_FILTERED : MAX_COUNTED
      const counted = await countEntries(tx, register, wanted, most + 1)
      const total = counted > most ? `more than ${most.toLocaleString('en')}` : String(counted)
      if (counted === 0) {
        const none = `${register.title}: no entry${isFiltered(wanted) ? ' like this' : ' yet'}.`
        return { summary: none, blocks: [text(none), ...below] }
      }
      const entries: RegisterEntry[] = await listEntries(tx, register, {
        ...wanted,
        skip: (page - 1) * PAGE,
        take: PAGE,
      })
      const columns = register.columns as AnyRegister['columns']
      const rows = entries.map((entry): Text[] => [
        register.key.format(entry.key, now),
        ...columns.map((column: AnyRegister['columns'][number]) => column.text(entry, now)),
      ])
      const pages = Math.ceil(counted / PAGE)
      const isLast = counted > most ? entries.length < PAGE : page >= pages
      const next = Object.fromEntries(
        Object.entries({ ...values, page: page + 1 }).flatMap(([name, value]) =>
          value === undefined ? [] : [[name, String(value)]],
        ),
      )
      return {
        summary: `${register.title}, ${counted === 1 ? '1 entry' : `${total} entries`}: ${entries.map(e => register.key.format(e.key, now)).join(', ')}.`,
        blocks: [
          heading(register.title),
          table(
            [register.key.label, ...columns.map((column: AnyRegister['columns'][number]) => column.title)],
            rows,
          ),
          ...(pages > 1
            ? [note(`Page ${page}${counted > most ? '' : ` of ${pages}`}, ${total} entries.`)]
            : []),
          ...below,
          ...(isLast ? [] : [actions([action('Next page', `${register.room} list`, next)])]),
        ],
      }
    },
  })
}

/** The filters of a list as its page has them; it has `text` only in lists of issues. */
const pageFilters = (values: Record<string, unknown>): Record<string, string | undefined> =>
  Object.fromEntries(
    Object.entries(values)
      .filter(([name]) => name !== 'page')
      .map(([name, value]) => [
        name === 'text' ? 'words' : name,
        value === undefined ? undefined : String(value),
      ]),
  )

const pageOfEntry = (register: AnyRegister, values: Record<string, unknown>, now: Temporal.Instant): string =>
  entryPage(register.name, register.key.parse(values[register.key.name] as string, now))

const isFiltered = ({ contains = [], key, text }: Wanted): boolean =>
  contains.length > 0 || key !== undefined || text !== undefined

/** The fields that are known, in words. */
export const describeFields = (register: AnyRegister, fields: AnyValues): { label: string; value: Text }[] =>
  Object.entries(register.fields as Fields).flatMap(([name, field]) => {
    const value = describeField(field, fields[name])
    return value === '' ? [] : [{ label: field.label, value }]
  })

function showCommand(register: AnyRegister): AnyCommand {
  const name = register.key.name as string
  return command({
    path: `${register.room} show`,
    form: formOf(register, 'Show', 'Show'),
    summary: `${register.noun.replace(/^(an?) /, (_: string, a: string) => (a === 'an' ? 'An ' : 'A '))}: all that is on record of it`,
    brief: 'One, with all that is on record of it',
    options: { [name]: entryOption(register) },
    effect: 'read',
    who: everybody,
    page: (values, now) => pageOfEntry(register, values, now),
    async run(values, context): Promise<Message> {
      const { tx, now } = context
      const entry = await entryNamed(register, values, { tx, now })
      return showEntry(register, entry, await register.details?.(entry, context), now)
    },
  })
}

/** The entry that the key option names. */
async function entryNamed(
  register: AnyRegister,
  values: Record<string, unknown>,
  { tx, now }: Pick<Context, 'tx' | 'now'>,
): Promise<RegisterEntry> {
  const key = register.key.parse(values[register.key.name] as string, now)
  return getEntry(tx, register, (await register.key.resolve?.(tx, key)) ?? key, now)
}

/** An entry with what is known of it. */
export function showEntry(
  register: AnyRegister,
  entry: RegisterEntry,
  details: readonly Block[] | undefined,
  now: Temporal.Instant,
): Message {
  const reference = register.key.format(entry.key, now)
  const known = describeFields(register, entry.fields)
  return {
    summary: `${reference} (${known.map(({ label, value }) => `${inSentence(label)}: ${value}`).join('; ')}).`,
    blocks: [
      heading(reference),
      { kind: 'fields', fields: known },
      ...(details ?? []),
      actions([action('History', `${register.room} history`, { [register.key.name]: reference })]),
    ],
  }
}

function historyCommand(register: AnyRegister): AnyCommand {
  const name = register.key.name as string
  return command({
    path: `${register.room} history`,
    form: formOf(register, 'History of', 'Show'),
    summary: `Every change of ${register.noun}: who, when, from which document and clause`,
    brief: 'Every change of one',
    options: {
      [name]: entryOption(register),
      page: { ...pageOption, isFor: () => false },
    },
    effect: 'read',
    who: everybody,
    page: (values, now) => pageOfEntry(register, values, now),
    async run(values, { tx, now }): Promise<Message> {
      const entry = await entryNamed(register, values, { tx, now })
      const changes: RegisterChange[] = await findHistory(tx, register, entry)
      const lines = changes.map((change): Text => {
        const at = inGeneva(change.at)
        const from = [change.source, change.clause].filter(part => part !== null).join(', ')
        return phrase`${formatDate(at)}, ${formatTime(at)}, ${describeBy(change.by)}: ${describeChange(register, change, now)}${from === '' ? '' : ` (${from})`}`
      })
      // The newest changes are on the last page.
      const page = pageOfList(lines.length, (values.page as number | undefined) ?? Infinity)
      const shown = lines.slice(page.skip, page.skip + PAGE_LINES)
      const reference = register.key.format(entry.key, now)
      return {
        summary: phrase`${reference}${page.of}: ${joinText(shown, '; ')}.`,
        blocks: [
          heading(`History of ${reference}${page.of}`),
          list(shown),
          ...turnPages(page, `${register.room} history`, { [name]: reference }),
        ],
      }
    },
  })
}

/** A change in words: "state: reserved → available". */
function describeChange(
  register: AnyRegister,
  { before, after }: Pick<RegisterChange, 'before' | 'after'>,
  now: Temporal.Instant,
): string {
  if (after === null) return 'taken out of the register again'
  if (before === null)
    return `entered with ${differences(register, { key: after.key, fields: {} }, after, now)}`
  return differences(register, before, after, now)
}

/** The fields in which two states of an entry differ. */
export function differences(
  register: AnyRegister,
  before: Snapshot,
  after: Snapshot,
  now: Temporal.Instant,
): string {
  const changed = Object.entries(register.fields as Fields).flatMap(([name, field]) => {
    const [old, fresh] = [describeField(field, before.fields[name]), describeField(field, after.fields[name])]
    if (old === fresh) return []
    return [
      `${inSentence(field.label)}: ${old === '' ? '' : `${old} → `}${fresh === '' ? 'not known' : fresh}`,
    ]
  })
  const renamed =
    before.key === after.key
      ? []
      : [`${register.key.format(before.key, now)} → ${register.key.format(after.key, now)}`]
  return [...renamed, ...changed].join('; ') || 'nothing else'
}

/** "documents.csv" */
const fileName = (register: AnyRegister, format: string): string =>
  `${register.name.replaceAll(' ', '-')}.${format}`

function exportCommand(register: AnyRegister): AnyCommand {
  return command({
    path: `${register.room} export`,
    form: { title: allOf(register), submit: 'Export' },
    summary: `The register of ${inSentence(register.title)} as a file: CSV to import again, or an Excel workbook`,
    brief: 'The register as a CSV or Excel file',
    options: {
      ...filterOptions(register),
      find: findOption,
      text: textOption,
      format: optional(option.choice(['csv', 'xlsx'], { label: 'Kind of file', example: 'xlsx' })),
    },
    effect: 'read',
    who: everybody,
    async run(values, context): Promise<Message> {
      const wanted = wantedBy(register, values)
      const entries = await listEntries(context.tx, register, { ...wanted, take: MAX_EXPORTED })
      const count = entries.length === 1 ? '1 entry' : `${entries.length} entries`
      const format = (values.format as 'csv' | 'xlsx' | undefined) ?? 'csv'
      const kind = format === 'csv' ? 'a CSV file' : 'an Excel workbook'
      const summary = `${register.title}: ${count} as ${kind}; an empty cell means that the value is not known.`
      const name = fileName(register, format)
      const file: File =
        format === 'csv'
          ? { name, type: 'text/csv', content: writeCsv(register, entries), asked: true }
          : binaryFile(name, XLSX, await getWriter(context).sheet(toSheet(register, entries)))
      return { summary, blocks: [text(summary)], files: [file] }
    },
  })
}

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
