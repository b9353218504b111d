/** A document as the recognisers see it: what it is, of which meeting, and what was understood so far. */
import { cellLine, withCovered } from '../blocks.ts'
import { withClauses } from '../clauses.ts'
import { findDates } from '../codes/dates.ts'
import { groupInLabel, groupsIn } from '../codes/groups.ts'
import { squeeze } from '../codes/words.ts'
import type { Block, Document, Heading, Paragraph, Place, Row, Table } from '../document.ts'

export type DocumentKind = 'report' | 'agenda' | 'table' | 'other'

export interface Scene {
  document: Document
  blocks: readonly Block[]
  kind: DocumentKind
  /** The days of the meeting that the document is of: "2026-01-26" to "2026-01-30". Null: not stated. */
  meeting: { from: string; until: string } | null
  /** The group whose report or agenda it is: "WP2". */
  group: string | null
  /** The titles of clauses, by their numbers. */
  titles: ReadonlyMap<string, string>
  /** Blocks and rows that a recogniser has understood, or reported as unread. */
  claimed: Set<Block | Row>
}

export function toScene(read: Document): Scene {
  const placed = withClauses(read)
  const blocks = placed.blocks.map(block => (block.kind === 'table' ? withCovered(block) : block))
  const document = { ...placed, blocks }
  const head = headLines(document)
  return {
    document,
    blocks: document.blocks,
    kind: findKind(document, head),
    meeting: findHeaderMeeting(document) ?? findMeeting(head),
    group: findGroup(head),
    titles: new Map(
      blocks.flatMap(({ kind, place }) =>
        kind === 'heading' && place.clause !== undefined ? [[place.clause, squeeze(place.title ?? '')]] : [],
      ),
    ),
    claimed: new Set(),
  }
}

const HEAD_BLOCKS = 30

/** The header and the first lines: they say what the document is. */
const headLines = ({ header, blocks }: Document): string[] => [
  ...header.flatMap(row => row.cells.map(cellLine)),
  ...blocks
    .slice(0, HEAD_BLOCKS)
    .filter(block => block.kind !== 'table')
    .map(block => squeeze(block.words.text)),
]

function findKind({ blocks }: Document, head: readonly string[]): DocumentKind {
  const clauses = blocks.filter(block => block.kind === 'heading' && block.number !== undefined)
  if (clauses.length === 0 && blocks.some(block => block.kind === 'table')) return 'table'
  const first = head.find(line => /\b(?:report|agenda)\b/i.test(line))
  if (first === undefined) return 'other'
  return /\b(?:report|agenda)\b/i.exec(first)![0].toLowerCase() as 'report' | 'agenda'
}

/** The dates beside the Questions in the header, after a place that may be any, or a gap: "Bangkok, 1-5 February 2027". */
function findHeaderMeeting({ header }: Document): Scene['meeting'] {
  const row = header.find(({ cells }) => /^Questions?(?:\(s\))?:/i.test(cells[0] ? cellLine(cells[0]) : ''))
  const dates = row?.cells.slice(1).flatMap(cell => findDates(cellLine(cell))) ?? []
  return dates.length === 1 ? { from: dates[0]!.date, until: dates[0]!.until ?? dates[0]!.date } : null
}

/**
 * The first dates with a place or the word held: "held in Geneva on 26-30 January 2026", "(Geneva, 29 July 2024)".
 * Without these, the dates in the title or alone in a line, where they are the same in all of them.
 */
function findMeeting(head: readonly string[]): Scene['meeting'] {
  for (const line of head) {
    if (!/\b(?:held|Geneva|virtual|e-meeting)\b/i.test(line)) continue
    const [date] = findDates(line)
    if (date) return { from: date.date, until: date.until ?? date.date }
  }
  const titled = head.slice(0, TITLE_LINES).flatMap(line => {
    const [date, ...more] = findDates(line)
    if (!date || more.length > 0 || line.length > 200) return []
    const around = `${line.slice(0, date.start)} ${line.slice(date.end)}`
    const isTitle =
      /\b(?:report|agenda|meeting|session|dates?)\b/i.test(around) &&
      !/\b(?:next|previous|last|approved|deadline|by)\b/i.test(around)
    return isTitle || /^[^\p{L}\d]*$/u.test(around)
      ? [{ from: date.date, until: date.until ?? date.date }]
      : []
  })
  const days = new Set(titled.map(({ from, until }) => `${from} ${until}`))
  return days.size === 1 ? titled[0]! : null
}

/** Dates further down are those of other meetings. */
const TITLE_LINES = 8

const findGroup = (head: readonly string[]): string | null =>
  head.flatMap(groupsIn).find(id => /^(?:WP|RG|SG)/.test(id)) ?? null

/** The year for dates without one: that of the document's meeting. */
export const meetingYear = ({ meeting }: Scene): number | undefined =>
  meeting ? Number(meeting.from.slice(0, 4)) : undefined

/** Paragraphs and headings. */
export const textBlocks = (scene: Scene): (Heading | Paragraph)[] =>
  scene.blocks.filter(block => block.kind !== 'table')

export const tables = (scene: Scene): Table[] => scene.blocks.filter(block => block.kind === 'table')

/** The lines directly above a table, nearest first, up to another table, an item of a list or an action; at most four. */
export function captions(scene: Scene, table: Table): string[] {
  const at = scene.blocks.indexOf(table)
  const found: string[] = []
  for (let i = at - 1; i >= 0 && found.length < 4; i--) {
    const block = scene.blocks[i]!
    if (block.kind === 'table' || scene.claimed.has(block)) break
    const text = squeeze(block.words.text)
    if (block.kind === 'paragraph' && block.label !== undefined) break
    if (text !== '') found.push(text)
    if (block.kind === 'heading') break
  }
  return found
}

/** The group that a caption names: its first one. */
export const captionGroup = (caption: string): string | undefined =>
  groupInLabel(caption) ?? groupsIn(caption)[0]

/** The heading of the clause that a block stands in, squeezed. */
export const clauseTitle = (block: Block): string => squeeze(block.place.title ?? '')

/**
 * Sorts by place in the document; what stands in one place keeps the order in which it was found. Rows go by their
 * table: not every reader counts lines inside of one.
 */
export function inOrder({ blocks }: Scene): (a: { place: Place }, b: { place: Place }) => number {
  const tableAt = new Map<number | undefined, number>()
  const lineAt = new Map<number | undefined, number>()
  for (const [i, { kind, place }] of blocks.entries()) {
    if (kind === 'table') tableAt.set(place.table, i)
    else lineAt.set(place.line, i)
  }
  const position = ({ table, line }: Place): number =>
    (table === undefined ? lineAt.get(line) : tableAt.get(table)) ?? 0
  return (a, b) => position(a.place) - position(b.place) || (a.place.row ?? 0) - (b.place.row ?? 0)
}
