/** What a reading shows: counts by register, contradictions, lines, and what could not be read. */
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
import { FIXED } from '../../reading/disagreements/registers.ts'
import { cmd, phrase } from '../../text/spans.ts'
import { inSentence } from '../names.ts'
import type { PreviewLine } from './changes.ts'
import { toPlanCsv } from './plan.ts'
import { READING, type StoredReading } from './preview.ts'

/** Parts that `read show` shows on their own. */
export const PARTS = ['entries', 'contradictions', 'to look at', 'not read', 'meetings', 'persons'] as const
export type Part = (typeof PARTS)[number]

/** As many contradictions as the first message names. */
const MAX_NAMED = 8
/** Lines on a page. */
const PAGE = 20

/** The first message about a reading: nothing is entered yet. `version`: that of the registers' entries, as compared. */
export function renderPreview(
  reading: StoredReading,
  lines: readonly PreviewLine[],
  version: number,
): Message {
  const { content, name, id } = reading
  const reference = READING.format(id)
  const certain = content.disagreements.filter(d => d.certain)
  const toLookAt = [...content.disagreements.filter(d => !d.certain), ...differFromRegisters(lines)]
  const unread = countUnread(reading, lines)
  const rows = [...Map.groupBy(lines, titleOf)].map(([title, same]) => {
    const count = (kind: PreviewLine['state']['kind']) =>
      String(same.filter(l => l.state.kind === kind).length)
    const open = same.filter(l => l.entry.disputed && isOpen(l)).length
    return [title, count('new'), count('changed'), count('there'), String(open), count('shown only')]
  })
  const toEnter = lines.filter(line => isOpen(line) && !line.entry.disputed).length
  const summary = `${reference}, ${name}: ${toEnter} ${toEnter === 1 ? 'entry' : 'entries'} to enter, ${certain.length} contradictions, ${toLookAt.length} places to look at, ${unread} not read.`
  const show = (label: string, part: Part) => action(label, 'read show', { reading: reference, part })
  return {
    summary,
    blocks: [
      heading(`${reference}: ${name}`),
      text(
        reading.undoneAt
          ? 'It was taken back.'
          : reading.confirmedAt
            ? 'It was confirmed; what it would enter now is shown.'
            : 'Nothing has been entered yet.',
      ),
      table(['Register', 'New', 'Changed', 'There', 'Disputed', 'Shown only'], rows),
      ...(certain.length > 0
        ? [heading(`Contradictions: ${certain.length}`), list(certain.slice(0, MAX_NAMED).map(describeOne))]
        : []),
      ...(certain.length > MAX_NAMED ? [note(`The first ${MAX_NAMED} are shown.`)] : []),
      ...(lines.some(l => l.entry.register === 'meetings')
        ? [
            note(
              phrase`Planned meetings are entered by ${cmd('plan load')}, from the file that part:meetings shows.`,
            ),
          ]
        : []),
      ...(lines.some(l => l.entry.register === 'statements')
        ? [note('Statements are shown and not entered: there is no register of them yet.')]
        : []),
      note(
        'An entry is disputed when a contradiction concerns it. Disputed entries are entered only if you name their lines.',
      ),
      actions([
        ...(toEnter > 0 && !reading.undoneAt
          ? [
              onSeen(
                version,
                action('Enter what is not disputed', 'read confirm', { reading: reference }, 'primary'),
              ),
            ]
          : []),
        show('Entries', 'entries'),
        ...(certain.length > 0 ? [show('Contradictions', 'contradictions')] : []),
        ...(toLookAt.length > 0 ? [show('To look at', 'to look at')] : []),
        ...(unread > 0 ? [show('Not read', 'not read')] : []),
      ]),
    ],
  }
}

/** The register's title; for what no register takes, the kind. */
const titleOf = ({ register, entry }: PreviewLine): string =>
  register?.title ?? entry.register.replace(/^./, c => c.toUpperCase())

const isOpen = ({ state }: PreviewLine): boolean => state.kind === 'new' || state.kind === 'changed'

const countUnread = ({ content }: StoredReading, lines: readonly PreviewLine[]): number =>
  content.unread.length + lines.filter(line => line.state.kind === 'unreadable').length

type Disagreement = StoredReading['content']['disagreements'][number]

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
  `${sentence}. ${places.map(({ place, words }) => `${place}: “${words}”`).join(' · ')}`

/** Whose name stands for a register in `read`. */
export const registerNameOf = (line: PreviewLine): string => line.register?.name ?? line.entry.register

/** One line of what would be entered. */
export function describeLine(line: PreviewLine, now: Temporal.Instant): string {
  const { register, key, entry, state } = line
  const reference = register && key !== undefined ? register.key.format(key, now) : entry.key
  const disputed = entry.disputed ? ', disputed' : ''
  const words = entry.fields.words ?? entry.fields.title ?? entry.fields.subject ?? ''
  const what =
    state.kind === 'changed'
      ? state.differences
          .map(d => `${d.label} ${d.known === '' ? '' : `“${d.known}” → `}“${d.found}”`)
          .join('; ')
      : state.kind === 'unreadable'
        ? state.sentence
        : words
  return `${line.line}. ${reference}, ${state.kind}${disputed}${what === '' ? '' : `: ${what}`} (${entry.places.join('; ')})`
}

/** One part of a reading, by pages. */
export function renderPart(
  reading: StoredReading,
  lines: readonly PreviewLine[],
  { part, register, page }: { part: Part; register: string | undefined; page: number },
  now: Temporal.Instant,
): Message {
  const { content } = reading
  const reference = READING.format(reading.id)
  const items = itemsOf(part, content, lines, register, now)
  const title = `${reference}: ${part}${register === undefined ? '' : `, ${register}`}`
  const shown = items.slice((page - 1) * PAGE, page * PAGE)
  const pages = Math.max(1, Math.ceil(items.length / PAGE))
  const csv = part === 'meetings' ? toPlanCsv(content.entries) : undefined
  const blocks: Block[] = [
    heading(title),
    shown.length === 0 ? text('None.') : list(shown),
    ...(pages > 1 ? [note(`Page ${page} of ${pages}, ${items.length} in all.`)] : []),
    ...(page < pages
      ? [
          actions([
            action('Next page', 'read show', {
              reading: reference,
              part,
              ...(register !== undefined && { register }),
              page: String(page + 1),
            }),
          ]),
        ]
      : []),
  ]
  return {
    summary: `${title}: ${items.length === 0 ? 'none' : shown.join(' | ')}`,
    blocks,
    ...(csv !== undefined && {
      file: { name: 'plan.csv', type: 'text/csv', content: csv, asked: true as const },
    }),
  }
}

function itemsOf(
  part: Part,
  content: StoredReading['content'],
  lines: readonly PreviewLine[],
  register: string | undefined,
  now: Temporal.Instant,
): string[] {
  switch (part) {
    case 'entries':
      return lines
        .filter(line => register === undefined || registerNameOf(line) === register)
        .map(line => describeLine(line, now))
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
    case 'persons':
      return content.persons
  }
}
