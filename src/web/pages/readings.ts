/** Documents that were read: the list, and each with what it would enter and what disagrees, beside its place. */
import type { Context } from 'hono'
import { instantFrom } from '../../core/database/columns.ts'
import { UserError } from '../../core/errors.ts'
import { entryPage, PAGES, readingPage } from '../../core/references/pages.ts'
import { compareWithRegisters, type PreviewLine } from '../../core/registers/reading/changes.ts'
import { mayReadDocuments } from '../../core/registers/reading/commands.ts'
import { findReading, READING, type StoredReading } from '../../core/registers/reading/preview.ts'
import { bySchema, describeBy } from '../../core/roles/by.ts'
import { notAllowed } from '../../core/roles/not-allowed.ts'
import { formatDate, formatTime, inGeneva } from '../../core/time/geneva.ts'
import { renderTable, type ShownCommand } from './blocks.ts'
import type { Page } from './layout.ts'
import { type Content, type Html, markup } from './markup.ts'
import { addressWith, renderPaging } from './paging.ts'
import { readChoice, readPage, readPart } from './query.ts'
import type { Reader } from './reader.ts'

/** Readings, and entries of one, on one page. */
const SIZE = 50

function assertMayReadDocuments({ context: { actor } }: Reader): void {
  if (!mayReadDocuments.allows(actor)) throw notAllowed(actor, mayReadDocuments.words, 'see what was read')
}

export async function readingsPage(c: Context, reader: Reader): Promise<Page> {
  assertMayReadDocuments(reader)
  const { tx } = reader.context
  const page = readPage(c)
  const rows = await tx.documentReading.findMany({
    orderBy: { id: 'desc' },
    skip: (page - 1) * SIZE,
    take: SIZE + 1,
    omit: { content: true },
  })
  if (rows.length === 0 && page > 1)
    throw new UserError('no-page', `There is no page ${page} of documents read.`, 'page')
  return {
    title: 'Documents read',
    under: PAGES.readings,
    commands: [{ label: 'Read a document', line: 'read document' }],
    body: markup`${
      rows.length === 0
        ? markup`<p>No document has been read yet.</p>`
        : renderTable(
            'Documents read',
            ['Reading', 'Document', 'Read', 'By', 'State'],
            rows
              .slice(0, SIZE)
              .map(row => [
                markup`<a href="${reader.base}${readingPage(READING.format(row.id))}">${READING.format(row.id)}</a>`,
                row.name,
                whenOf(instantFrom(row.at)),
                describeBy(bySchema.parse(row.by)),
                row.undoneAt
                  ? row.confirmedAt
                    ? 'taken back'
                    : 'dropped'
                  : row.confirmedAt
                    ? 'entered'
                    : 'not entered',
              ]),
          )
    }
${renderPaging(c, reader, page, undefined, rows.length > SIZE)}`,
  }
}

const whenOf = (at: Temporal.Instant): string => `${formatDate(inGeneva(at))}, ${formatTime(inGeneva(at))}`

const PARTS = ['entries', 'disagreements', 'not read'] as const
type Part = (typeof PARTS)[number]

export async function readingPageOf(c: Context, reader: Reader): Promise<Page> {
  assertMayReadDocuments(reader)
  const { tx } = reader.context
  const stored = await findReading(tx, READING.parse(readPart(c, 'reference')))
  const part = readChoice(c, 'part', PARTS)
  const page = readPage(c)
  const { content } = stored
  const counts: Record<Part, number> = {
    entries: content.entries.length,
    disagreements: content.disagreements.length,
    'not read': content.unread.length,
  }
  const pages = Math.max(1, Math.ceil(counts[part] / SIZE))
  if (page > pages)
    throw new UserError(
      'no-page',
      `There is no page ${page}: this part has ${pages === 1 ? 'one page' : `${pages} pages`}.`,
      'page',
    )
  return {
    title: `${READING.format(stored.id)}: ${stored.name}`,
    under: PAGES.readings,
    commands: commandsFor(stored),
    body: markup`<p class="lead">${stateOf(stored)}</p>
<nav class="pages" aria-label="Parts of this reading">${PARTS.map(each =>
      each === part
        ? markup`<strong aria-current="true">${titleOf(each, stored)} (${counts[each]})</strong>`
        : markup`<a href="${addressWith(c, reader, { part: each, page: undefined })}">${titleOf(each, stored)} (${counts[each]})</a>`,
    )}</nav>
${await renderPart(stored, part, (page - 1) * SIZE, reader)}
${renderPaging(c, reader, page, pages, page < pages)}`,
  }
}

function titleOf(part: Part, { confirmedAt, undoneAt }: StoredReading): string {
  switch (part) {
    case 'entries':
      // Disputed lines are never entered with the others, so "what it entered" would be too much.
      return confirmedAt || undoneAt ? 'Its entries' : 'What it would enter'
    case 'disagreements':
      return 'What disagrees'
    case 'not read':
      return 'What was not read'
  }
}

const stateOf = ({ confirmedAt, undoneAt }: StoredReading): string =>
  undoneAt
    ? confirmedAt
      ? 'What it had entered is taken back.'
      : 'It was dropped; nothing of it was entered.'
    : confirmedAt
      ? `It was entered on ${whenOf(confirmedAt)} Geneva time.`
      : 'Nothing of it is entered yet.'

const commandsFor = ({ id, confirmedAt, undoneAt }: StoredReading): ShownCommand[] => {
  const reference = READING.format(id)
  if (undoneAt) return []
  return [
    { label: 'Enter what is not disputed', line: `read confirm ${reference}` },
    { label: 'Enter all but some lines', line: `read confirm ${reference} except:3,7-9` },
    { label: 'Enter disputed lines', line: `read confirm ${reference} disputed:12,15` },
    confirmedAt
      ? { label: 'Take back', line: `read undo ${reference}` }
      : { label: 'Drop', line: `read drop ${reference}` },
  ]
}

async function renderPart(stored: StoredReading, part: Part, skip: number, reader: Reader): Promise<Html> {
  const { content } = stored
  switch (part) {
    case 'entries': {
      const { tx, now } = reader.context
      const { lines: all } = await compareWithRegisters(tx, stored, now)
      const lines = all.slice(skip, skip + SIZE)
      return lines.length === 0
        ? markup`<p>It has no entries for a register.</p>`
        : renderTable(
            titleOf('entries', stored),
            ['Line', 'Place', 'Register', 'Entry', 'State', 'What'],
            lines.map(line => entryCells(line, reader)),
            'What',
          )
    }
    case 'disagreements':
      return content.disagreements.length === 0
        ? markup`<p>Nothing in it disagrees.</p>`
        : markup`<ul class="plain">${content.disagreements.slice(skip, skip + SIZE).map(
            ({
              certain,
              sentence,
              places,
            }) => markup`<li><p><strong class="${certain ? 'warn' : 'soft'}">${certain ? 'Contradiction' : 'To look at'}</strong> ${sentence}.</p>
<dl>${places.map(({ place, words }) => markup`<div><dt>${place}</dt><dd>“${clip(words)}”</dd></div>`)}</dl></li>
`,
          )}</ul>`
    case 'not read':
      return content.unread.length === 0
        ? markup`<p>All of it was read.</p>`
        : renderTable(
            'What was not read',
            ['Place', 'Why', 'Words'],
            content.unread.slice(skip, skip + SIZE).map(({ place, why, words }) => [place, why, clip(words)]),
          )
  }
}

function entryCells({ line, entry, register, key, state }: PreviewLine, reader: Reader): Content[] {
  const { now } = reader.context
  const reference = register && key !== undefined ? (register.key.format(key, now) as string) : entry.key
  const isThere = key !== undefined && (state.kind === 'there' || state.kind === 'changed')
  return [
    line,
    entry.places.join('; '),
    (register?.title as string | undefined) ?? entry.register,
    isThere
      ? markup`<a class="ref" href="${reader.base}${entryPage(register!.name, key)}">${reference}</a>`
      : reference,
    markup`${state.kind}${entry.disputed && markup`, <span class="warn">disputed</span>`}`,
    whatOf(state, entry),
  ]
}

function whatOf(state: PreviewLine['state'], { fields }: PreviewLine['entry']): Content {
  switch (state.kind) {
    case 'changed':
      return state.differences.map(
        (d, i) =>
          markup`${i > 0 && '; '}${d.label} ${d.known !== '' && markup`<del>${clip(d.known)}</del> → `}<ins>${clip(d.found)}</ins>`,
      )
    case 'unreadable':
      return state.sentence
    default:
      return clip(fields.words ?? fields.title ?? fields.subject ?? '')
  }
}

/** The longest words of a place on this page, in characters. */
const CLIPPED = 300

const clip = (words: string): string => {
  const characters = [...words]
  return characters.length <= CLIPPED ? words : `${characters.slice(0, CLIPPED).join('')}…`
}
