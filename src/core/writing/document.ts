/**
 * A meeting document of ITU as it is to be written, whatever the file will be: the header of its first page, clauses with
 * their numbers, lists, tables and annexes. Plain data, so that a worker can write it.
 */
import { formatGap } from '../reading/gaps.ts'

/** Something that is not on record, and who could say it. It is marked where it stands; nothing is invented for it. */
export interface Gap {
  kind: 'gap'
  /** "number of this document" */
  what: string
  /** "TSB", "the Rapporteur of RG-DT" */
  by: string
}

export type Inline = string | Gap | { kind: 'strong'; text: string }
/** A line or a paragraph. */
export type Words = string | readonly Inline[]

export type Block =
  /** `number`: "3.1", "Annex 1a". An annex begins a page. */
  | { kind: 'heading'; level: number; number?: string; isAnnex?: true; words: Words }
  | { kind: 'paragraph'; words: Words }
  /** `label`: "–" or a number that is typed, such as "WP2-1:"; `level` from 1. */
  | { kind: 'item'; label: '–' | '1.'; level: number; words: Words }
  /** Somebody's own words, each line as they wrote it. */
  | { kind: 'quote'; text: string }
  | Table

export interface Table {
  kind: 'table'
  /** Titles of the columns; `width`: its share of the line, in per cent. */
  columns: readonly { title: string; width: number; centred?: true }[]
  rows: readonly Row[]
}

/** A cell for each column; one that spans several says how many. */
export interface Row {
  cells: readonly Cell[]
  /** A group's name above its rows, a total below them. */
  strong?: true
  /** It stays on the page of the next row. */
  keep?: true
}

export interface Cell {
  /** A paragraph each. */
  lines: readonly Words[]
  /** Columns that it covers; left out: one. */
  columns?: number
}

/** The table at the head of an ITU document, row by row. */
export interface Header {
  /** "2025–2028" */
  studyPeriod: string
  /** "TSAG" */
  group: string
  number: Words
  questions: Words
  /** Place and dates of the meeting. */
  placeAndDates: Words
  /** "TD", "LIAISON STATEMENT" */
  kind: string
  source: Words
  title: Words
  contacts: readonly Contact[]
  abstract: Words
  action?: Words
  /** Further rows above the abstract, as Rec. ITU-T A.1 has them for a liaison statement. */
  rows?: readonly { label: string; words: Words }[]
}

export interface Contact {
  name: Words
  organisation: Words
  country: Words
  telephone: Words
  email: Words
}

export interface MeetingDocument {
  /** The title, in its file's properties and on each page: "Draft report of WP2 at TSAG 10-2026". */
  title: string
  header?: Header
  blocks: readonly Block[]
}

export const gap = (what: string, by: string): Gap => ({ kind: 'gap', what, by })
export const heading = (level: number, number: string | undefined, words: Words): Block => ({
  kind: 'heading',
  level,
  ...(number !== undefined && { number }),
  words,
})
/** `number`: "Annex 1a" */
export const annex = (number: string, words: Words): Block => ({
  kind: 'heading',
  level: 1,
  number,
  isAnnex: true,
  words,
})
export const paragraph = (...words: readonly Inline[]): Block => ({ kind: 'paragraph', words })
export const dash = (words: Words, level = 1): Block => ({ kind: 'item', label: '–', level, words })
export const numbered = (words: Words, level = 1): Block => ({ kind: 'item', label: '1.', level, words })
export const cell = (...lines: readonly Words[]): Cell => ({ lines })

/** The parts of a line. */
export const toInlines = (words: Words): readonly Inline[] => (typeof words === 'string' ? [words] : words)

/** A part as text; a gap in its brackets. */
export const inlineText = (inline: Inline): string => {
  if (typeof inline === 'string') return inline
  return inline.kind === 'gap' ? formatGap(inline.what, inline.by) : inline.text
}

export const wordsText = (words: Words): string => toInlines(words).map(inlineText).join('')

/** The text of a known value, or a gap. */
export const known = (value: string | undefined, what: string, by: string): Inline =>
  value === undefined || value.trim() === '' ? gap(what, by) : value

/** The number of a clause, `behindNumber` and its title in one line: "3.1 Lead SG concept", "Annex 2 – List of documents". */
export function headingWords(block: Block & { kind: 'heading' }, behindNumber = ' '): Words {
  if (block.number === undefined) return block.words
  const between = block.isAnnex ? ' – ' : behindNumber
  return [`${block.number}${between}`, ...toInlines(block.words)]
}

/** A gap with the clauses and annexes in which it stands; undefined for the header. */
export interface PlacedGap extends Gap {
  clauses: (string | undefined)[]
}

/** The gaps of a document, in its order; one thing that is missing in several places is one gap. */
export function findDocumentGaps({ header, blocks }: MeetingDocument): PlacedGap[] {
  const found = new Map<string, PlacedGap>()
  const add = (words: Words | undefined, clause: string | undefined) => {
    for (const inline of toInlines(words ?? '')) {
      if (typeof inline === 'string' || inline.kind !== 'gap') continue
      const known = found.get(inlineText(inline))
      if (!known) found.set(inlineText(inline), { ...inline, clauses: [clause] })
      else if (!known.clauses.includes(clause)) known.clauses.push(clause)
    }
  }
  if (header) for (const words of headerWords(header)) add(words, undefined)
  let clause: string | undefined
  for (const block of blocks) {
    if (block.kind === 'heading') clause = block.number ?? clause
    if (block.kind === 'table')
      for (const { cells } of block.rows)
        for (const { lines } of cells) for (const line of lines) add(line, clause)
    else if (block.kind !== 'quote') add(block.words, clause)
  }
  return [...found.values()]
}

const headerWords = (header: Header): (Words | undefined)[] => [
  header.number,
  header.questions,
  header.placeAndDates,
  header.source,
  header.title,
  ...header.contacts.flatMap(c => [c.name, c.organisation, c.country, c.telephone, c.email]),
  ...(header.rows ?? []).map(row => row.words),
  header.abstract,
  header.action,
]
