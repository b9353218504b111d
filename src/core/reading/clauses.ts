/** Headings of clauses and annexes in text that has no styles: "3.1.3 Conclusion", "Annex 1a - Actions". */
import { squeeze } from './codes/words.ts'
import type { Block, Document, Place } from './document.ts'

export interface ParsedHeading {
  /** "3.1.3", "Annex 1a" */
  number: string
  /** Without the number. */
  title: string
  level: number
}

const LONGEST_HEADING = 300
const MONTH = /^(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\b/i

/**
 * The heading a line is, or undefined. A clause number has no point behind it (that is a list label), and comes
 * after `previous`, the number of the clause before it: a line that begins with a figure is no clause by itself.
 */
export function parseHeading(line: string, previous: string | undefined): ParsedHeading | undefined {
  if (line.length > LONGEST_HEADING) return undefined
  const text = squeeze(line)
  return parseAnnex(text) ?? parseClause(text, previous) ?? parseLetter(line, previous)
}

/** "Annex 2 – List of documents"; not "Annex 2 to the TD163 …", which is a sentence. */
export function parseAnnex(text: string): ParsedHeading | undefined {
  const match = /^(Annex|Appendix|ANNEX|APPENDIX)(?: ([A-Z]|\d{1,2}[a-z]?|[IVX]{1,4})\b)?/.exec(text)
  if (!match) return undefined
  const rest = text.slice(match[0].length)
  if (rest !== '' && !/^ ?[-–—:.(“"]|^ \p{Lu}/u.test(rest)) return undefined
  const word = match[1]![0] + match[1]!.slice(1).toLowerCase()
  return {
    number: match[2] ? `${word} ${match[2]}` : word,
    title: rest.replace(/^ ?[-–—:.]? ?/, ''),
    level: 1,
  }
}

/** "D	Future meetings", "D. Future meetings": a letter apart from its words, the first one or the next. */
function parseLetter(line: string, previous: string | undefined): ParsedHeading | undefined {
  const match = /^([A-Z])(?:\.?\t|\. )\s*(?=\p{Lu})/u.exec(line)
  if (!match || line.length > LONGEST_LETTERED) return undefined
  const letter = match[1]!
  const isNext =
    previous === undefined
      ? letter === 'A'
      : /^[A-Z]$/.test(previous) && letter.charCodeAt(0) === previous.charCodeAt(0) + 1
  return isNext ? { number: letter, title: squeeze(line.slice(match[0].length)), level: 1 } : undefined
}

const LONGEST_LETTERED = 100

function parseClause(text: string, previous: string | undefined): ParsedHeading | undefined {
  const match = /^(\d{1,2}(?:\.\d{1,2}){0,4}) (?=\S)/.exec(text)
  if (!match) return undefined
  const title = text.slice(match[0].length)
  if (!/^[\p{Lu}“"(]/u.test(title) || MONTH.test(title)) return undefined
  if (!comesAfter(match[1]!, previous)) return undefined
  return { number: match[1]!, title, level: match[1]!.split('.').length }
}

/** Whether a clause number may follow another: later in order, not deeper by two levels, no leap of more than three. */
function comesAfter(number: string, previous: string | undefined): boolean {
  const next = number.split('.').map(Number)
  // The text may be a part of a report: its first clause has any number.
  if (previous === undefined) return true
  if (!/^\d/.test(previous)) return false
  const before = previous.split('.').map(Number)
  if (next.length > before.length + 1) return false
  const differs = next.findIndex((n, i) => n !== (before[i] ?? 0))
  const step = differs < 0 ? 0 : next[differs]! - (before[differs] ?? 0)
  return step > 0 && step <= 3
}

/** A clause keeps its number inside an annex apart from the body's: there only annexes are headings. */
export const isAnnex = (number: string | undefined): boolean => /^(?:Annex|Appendix)/.test(number ?? '')

/**
 * The document with a clause on every place. A .docx whose headings are only typed gets them here, as a text
 * does; places that have a clause keep it.
 */
export function withClauses(document: Document): Document {
  let clause: string | undefined
  let title: string | undefined
  const placed = (place: Place): Place =>
    place.clause !== undefined || clause === undefined
      ? place
      : { ...place, clause, ...(title === undefined ? {} : { title }) }
  const blocks = document.blocks.map((block): Block => {
    const heading = headingIn(block, clause)
    if (heading) {
      clause = heading.number
      title = heading.title
      const place = placed(block.place)
      if (block.kind === 'paragraph')
        return { kind: 'heading', level: heading.level, number: heading.number, words: block.words, place }
      if (block.kind === 'heading') return { ...block, number: heading.number, place }
    }
    if (block.kind !== 'table') return { ...block, place: placed(block.place) }
    const rows = block.rows.map(row => ({
      ...row,
      place: placed(row.place),
      cells: row.cells.map(cell => ({ ...cell, place: placed(cell.place) })),
    }))
    return { ...block, rows, place: placed(block.place) }
  })
  return { ...document, blocks }
}

function headingIn(block: Block, previous: string | undefined): ParsedHeading | undefined {
  if (block.kind === 'table') return undefined
  const text = squeeze(block.words.text.slice(0, LONGEST_HEADING + 1))
  if (block.kind === 'heading') {
    if (block.number !== undefined)
      return {
        number: block.number,
        title: text.startsWith(block.number) ? text.slice(block.number.length).trim() : text,
        level: block.level,
      }
    return parseHeading(text, previous)
  }
  return block.label === undefined ? parseHeading(text, previous) : undefined
}
