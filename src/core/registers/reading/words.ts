/** A reading in words: counts by register, contradictions, lines, and what could not be read. */

import { UserError } from '../../errors.ts'
import {
  action,
  actions,
  type Block,
  heading,
  list,
  type Message,
  note,
  onSeen,
  table,
  text,
} from '../../messages/message.ts'
import { paginate } from '../../messages/pages.ts'
import { excerpt } from '../../reading/codes/words.ts'
import { FIXED } from '../../reading/disagreements/registers.ts'
import { cmd, phrase, type Text } from '../../text/spans.ts'
import { inSentence } from '../names.ts'
import { type Comparison, type PreviewLine, registerNameOf } from './changes.ts'
import { describeDays } from './days.ts'
import { describePlanned } from './meetings.ts'
import { toPlanCsv } from './plan.ts'
import { READING, type ReadingContent, type StoredReading } from './preview.ts'

/** Parts that `read show` shows on their own. */
export const PARTS = [
  'entries',
  'disputed',
  'contradictions',
  'to look at',
  'not read',
  'meetings',
  'persons',
] as const
export type Part = (typeof PARTS)[number]

/** As many contradictions as the first message names. */
const MAX_NAMED = 8
/** The longest text in a line, in characters; the whole stands in the document. */
const WORDS_LENGTH = 300

const counted = (n: number, one: string, many = `${one}s`): string => `${n} ${n === 1 ? one : many}`

/** The first message about a reading: nothing is entered yet. `version`: of the entries, as compared. */
export function renderPreview(reading: StoredReading, { lines }: Comparison, version: number): Message {
  const { content, name, id } = reading
  const reference = READING.format(id)
  const certain = content.disagreements.filter(d => d.certain)
  const toLookAt = [...content.disagreements.filter(d => !d.certain), ...differFromRegisters(lines)]
  const unread = countUnread(reading, lines)
  const disputed = lines.filter(line => isOpen(line) && line.entry.disputed).length
  const persons = content.offered.length + content.persons.length
  const rows = [...Map.groupBy(lines, titleOf)].map(([title, same]) => {
    const count = (kind: PreviewLine['state']['kind']) =>
      String(same.filter(l => l.state.kind === kind).length)
    const open = same.filter(l => l.entry.disputed && isOpen(l)).length
    return [title, count('new'), count('changed'), count('there'), String(open)]
  })
  const toEnter = lines.filter(line => isOpen(line) && !line.entry.disputed).length
  const summary = `${reference}, ${name}: ${counted(toEnter, 'entry', 'entries')} to enter, ${counted(certain.length, 'contradiction')}, ${counted(toLookAt.length, 'place')} to look at, ${unread} not read.`
  const named = certain.slice(0, MAX_NAMED).map(describeOne)
  const show = (label: string, part: Part) => action(label, 'read show', { reading: reference, part })
  return {
    summary,
    blocks: [
      heading(`${reference}: ${name}`),
      text(`${describeDocument(content)} ${describeState(reading)}`),
      ...(rows.length > 0
        ? [table(['Register', 'New', 'Changed', 'There', 'Disputed'], rows)]
        : [text('Nothing in it was understood as an entry of a register.')]),
      ...(certain.length > 0 ? [heading(`Contradictions: ${certain.length}`), list(firstPage(named))] : []),
      ...(certain.length > firstPage(named).length
        ? [note(`The first ${firstPage(named).length} are shown; the button shows all.`)]
        : []),
      ...(disputed > 0
        ? [
            note(
              phrase`${counted(disputed, 'entry is', 'entries are')} disputed: a contradiction is about ${disputed === 1 ? 'it' : 'them'}, or the register was changed since a reading entered the same. Such an entry is entered only once somebody names its line: ${cmd('read confirm', { reading: reference, disputed: '…' })}.`,
            ),
          ]
        : []),
      ...(persons > 0
        ? [
            note(
              `${counted(persons, 'name')} of chairs and Rapporteurs can be registered; none is entered by the reading.`,
            ),
          ]
        : []),
      actions([
        ...(toEnter > 0 && !reading.undoneAt
          ? [
              onSeen(
                version,
                action('Enter what is not disputed', 'read confirm', { reading: reference }, 'primary'),
              ),
            ]
          : []),
        ...(isWaiting(reading, lines) ? [action('Drop', 'read drop', { reading: reference })] : []),
        show('Entries', 'entries'),
        ...(disputed > 0 ? [show('Disputed', 'disputed')] : []),
        ...(certain.length > 0 ? [show('Contradictions', 'contradictions')] : []),
        ...(toLookAt.length > 0 ? [show('To look at', 'to look at')] : []),
        ...(unread > 0 ? [show('Not read', 'not read')] : []),
        ...(persons > 0 ? [show('Persons', 'persons')] : []),
      ]),
    ],
  }
}

/** "A report of WP2, meeting of 26–30 January 2026." */
function describeDocument({ kind, group, meeting }: ReadingContent): string {
  const what =
    kind === 'report'
      ? 'A report'
      : kind === 'agenda'
        ? 'An agenda'
        : kind === 'table'
          ? 'A table'
          : 'A document'
  const whose = group === null ? '' : ` of ${group}`
  if (!meeting) return `${what}${whose}; when the meeting is, it does not say.`
  return `${what}${whose}, meeting of ${describeDays(meeting)}.`
}

function describeState({ undoneAt, confirmedAt, approvedAt }: StoredReading): string {
  if (undoneAt) return confirmedAt ? 'It was taken back.' : 'It was dropped.'
  if (!confirmedAt) return 'Nothing has been entered yet.'
  return `It was entered; what it would still enter is shown.${approvedAt ? ' The document is approved.' : ''}`
}

const firstPage = (items: readonly string[]): string[] => paginate(items)[0]!.slice(0, items.length)

/** The register's title; for what no register takes, the kind. */
const titleOf = ({ register, entry }: PreviewLine): string =>
  register?.title ?? entry.register.replace(/^./, c => c.toUpperCase())

/** Whether somebody has still to decide on a reading: nothing of it was entered or dropped, and something could be. */
export const isWaiting = (
  { confirmedAt, undoneAt }: Pick<StoredReading, 'confirmedAt' | 'undoneAt'>,
  lines: readonly PreviewLine[],
): boolean => !confirmedAt && !undoneAt && lines.some(isOpen)

const isOpen = ({ state }: PreviewLine): boolean => state.kind === 'new' || state.kind === 'changed'

const countUnread = ({ content }: StoredReading, lines: readonly PreviewLine[]): number =>
  content.unread.length + lines.filter(line => line.state.kind === 'unreadable').length

type Disagreement = ReadingContent['disagreements'][number]

/** Fields that don't change from one report to the next, where a register has something else. */
const differFromRegisters = (lines: readonly PreviewLine[]): Disagreement[] =>
  lines.flatMap(({ entry, register, key, state }) =>
    state.kind !== 'changed'
      ? []
      : state.differences
          .filter(d => d.known !== '' && FIXED[entry.register]?.includes(d.field))
          .map(d => ({
            certain: false,
            sentence: `${key ?? entry.key}: ${inSentence(d.label)} differs from the register of ${inSentence(register?.title ?? '')}`,
            places: [
              { place: 'the register', words: d.known },
              { place: entry.places[0] ?? 'the document', words: d.found },
            ],
          })),
  )

/** A sentence, and each place with its words. */
const describeOne = ({ sentence, places }: Disagreement): string =>
  `${sentence}. ${places.map(({ place, words }) => (words === '' ? place : `${place}: “${words}”`)).join(' · ')}`

/** One line of what would be entered. */
export function describeLine(line: PreviewLine, now: Temporal.Instant): string {
  const { register, key, entry, state } = line
  const reference =
    register && key !== undefined
      ? register.key.format(key, now)
      : entry.register === 'meetings'
        ? describePlanned(entry)
        : entry.register === 'statements'
          ? `Statement of ${entry.fields.by ?? 'somebody'}`
          : entry.key
  const disputed = entry.disputed && isOpen(line) ? ', disputed' : ''
  const words = entry.fields.words ?? entry.fields.title ?? entry.fields.subject ?? ''
  const what =
    state.kind === 'changed'
      ? state.differences
          .map(d => `${d.label} ${d.known === '' ? '' : `“${cutOff(d.known)}” → `}“${cutOff(d.found)}”`)
          .join('; ')
      : state.kind === 'unreadable'
        ? state.sentence
        : cutOff(words)
  return `${line.line}. ${reference}, ${STATES[state.kind]}${disputed}${what === '' ? '' : `: ${what}`} (${entry.places.join('; ')})`
}

const STATES: Record<PreviewLine['state']['kind'], string> = {
  new: 'new',
  changed: 'changed',
  there: 'already there',
  unreadable: 'not entered',
}

const cutOff = (words: string): string => excerpt(words, WORDS_LENGTH)

/** One part of a reading, by pages. */
export function renderPart(
  reading: StoredReading,
  { lines }: Comparison,
  {
    part,
    register,
    page,
    offers,
  }: { part: Part; register: string | undefined; page: number; offers: readonly Text[] },
  now: Temporal.Instant,
): Message {
  const reference = READING.format(reading.id)
  const title = `${reference}: ${part}${register === undefined ? '' : `, ${register}`}`
  if (part === 'persons') return renderPersons(title, reading.content, offers)
  const items = itemsOf(part, reading.content, lines, register, now)
  const pages = paginate(items)
  const shown = pages[page - 1]
  if (!shown)
    throw new UserError(
      'no-page',
      pages.length === 1 ? 'It is all on one page.' : `There are ${pages.length} pages of it.`,
      'page',
    )
  const csv = part === 'meetings' ? toPlanCsv(reading.content.entries) : undefined
  const next = {
    reading: reference,
    part,
    ...(register !== undefined && { register }),
    page: String(page + 1),
  }
  return {
    summary: `${title}: ${items.length === 0 ? 'none' : shown.join(' | ')}`,
    blocks: [
      heading(title),
      items.length === 0 ? text('None.') : list(shown),
      ...(pages.length > 1 ? [note(`Page ${page} of ${pages.length}, ${items.length} in all.`)] : []),
      ...(page < pages.length ? [actions([action('Next page', 'read show', next)])] : []),
    ],
    ...(csv !== undefined && {
      files: [{ name: 'plan.csv', type: 'text/csv', content: csv, asked: true as const }],
    }),
  }
}

function renderPersons(title: string, { persons }: ReadingContent, offers: readonly Text[]): Message {
  const items = [...persons, ...offers]
  const blocks: Block[] = items.length === 0 ? [text('None.')] : [list(items)]
  return {
    summary: phrase`${title}: ${items.length === 0 ? 'none' : `${items.length}`}.`,
    blocks: [heading(title), ...blocks],
  }
}

function itemsOf(
  part: Exclude<Part, 'persons'>,
  content: ReadingContent,
  lines: readonly PreviewLine[],
  register: string | undefined,
  now: Temporal.Instant,
): string[] {
  const wanted = lines.filter(line => register === undefined || registerNameOf(line) === register)
  switch (part) {
    case 'entries':
      return wanted.map(line => describeLine(line, now))
    case 'disputed':
      return wanted.filter(line => isOpen(line) && line.entry.disputed).map(line => describeLine(line, now))
    case 'contradictions':
      return content.disagreements.filter(d => d.certain).map(describeOne)
    case 'to look at':
      return [...content.disagreements.filter(d => !d.certain), ...differFromRegisters(lines)].map(
        describeOne,
      )
    case 'not read':
      return [
        ...content.unread.map(({ place, words, why }) => `${place}, ${why}: “${words}”`),
        ...lines.filter(l => l.state.kind === 'unreadable').map(line => describeLine(line, now)),
      ]
    case 'meetings':
      return lines.filter(l => l.entry.register === 'meetings').map(line => describeLine(line, now))
  }
}
