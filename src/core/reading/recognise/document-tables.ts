/** Tables of documents: which there are, from whom, to which groups they are allocated. */
import { cellLine, rowLine, rowWidth, withReaching } from '../blocks.ts'
import { wholeReference } from '../codes/documents.ts'
import { groupsIn } from '../codes/groups.ts'
import { excerpt } from '../codes/words.ts'
import type { Row, Table } from '../document.ts'
import type { DocumentFinding, Mark, Recognised, UnreadReason } from '../findings.ts'
import { type Columns, findColumns, isComplete, lineFor, unknownColumns } from './columns.ts'
import type { LiaisonCells, LiaisonRow } from './liaison-tables.ts'
import { captionGroup } from './scene.ts'

const MEANINGS = {
  reference:
    /^(?:C|TD|Doc(?:ument)?s?|Contributions?)\.? ?(?:#|No\.?|Nos?\.?|Numbers?|Ref(?:erence)?)?$|^(?:Ref(?:erence)?|Number)\.?$/i,
  source: /\bsources?\b|^from$|\bsubmitted by\b/i,
  title: /\btitles?\b|\bsubject\b/i,
  allocation: /^(?:allocat(?:ed to|ion)|(?:responsible )?groups?|for)$/i,
  // Columns of liaison statements.
  repliesTo: /^(?:in )?repl(?:y|ies) to\b/i,
  to: /^(?:to|addressees?|addressed to|sent to)$/i,
  purpose: /^(?:for|purpose|for action.*|action ?\/ ?information.*)$/i,
  replyBy: /\brepl(?:y|ies)\b.{0,20}\bby\b|^(?:reply )?deadline$/i,
  number: /^(?:LS )?(?:number|no\.?|#)$/i,
}
type Name = keyof typeof MEANINGS

/** A row with a total in it, for the counting that follows when all documents are known. */
export interface TotalRow {
  row: Row
  columns: Columns<Name>
  groups: { column: number; group: string }[]
  /** The documents of the same table. */
  documents: DocumentFinding[]
  /** The kind of its documents; `all` when there are several. */
  of: 'C' | 'TD' | 'all'
}

export interface DocumentTable extends Recognised {
  totals: TotalRow[]
  /** Liaison statements, from their columns. */
  liaisons: LiaisonRow[]
  documents: DocumentFinding[]
}

/** The documents of one table; undefined when it lists none. */
export function recogniseDocuments(given: Table): DocumentTable | undefined {
  const whole = withoutSpanning(given)
  const columns = findColumns(whole, MEANINGS, ['reference', 'title'])
  if (!columns) return undefined
  const table = withReaching(whole, columns.at.reference)
  const groups = columns.other.flatMap(({ column, heading }) => {
    const group = captionGroup(heading)
    return group ? [{ column, group }] : []
  })
  const documents: DocumentFinding[] = []
  const found: DocumentTable = { findings: [], unread: [], totals: [], liaisons: [], documents }
  const refuse = (row: Row, why: UnreadReason) =>
    found.unread.push({ place: row.place, words: excerpt(rowLine(row)), why })
  for (const row of table.rows.slice(columns.header + 1)) {
    const line = rowLine(row)
    if (line === '') continue
    if (isTotal(line)) {
      found.totals.push({ row, columns, groups, documents, of: 'all' })
      continue
    }
    const read = isComplete(row, columns) ? toDocument(row, columns, groups) : 'incomplete-row'
    if (typeof read === 'string') refuse(row, read)
    else {
      documents.push(read)
      found.liaisons.push({ document: read, cells: liaisonCells(row, columns) })
    }
  }
  if (documents.length === 0 && found.totals.length === 0) return undefined
  const kinds = new Set(documents.map(d => d.reference.kind))
  const [only] = kinds
  for (const total of found.totals) total.of = kinds.size === 1 && only ? only : 'all'
  found.findings.push(...documents)
  if (documents.length > 0)
    found.unread.push(
      ...unknownColumns(
        table,
        columns,
        groups.map(g => g.column),
      ),
    )
  return found
}

/**
 * A text has no merged cells: where "Allocation" stands above the names of groups, the header has one cell more than
 * the rows below. It names no column of its own.
 */
function withoutSpanning(table: Table): Table {
  const [header, ...rows] = table.rows
  const at = header?.cells.findIndex(cell => MEANINGS.allocation.test(cellLine(cell))) ?? -1
  if (!header || at < 0 || !header.cells.slice(at + 1).every(cell => captionGroup(cellLine(cell))))
    return table
  const width = rowWidth(header) - 1
  const isShort = rows.filter(row => rowWidth(row) === width).length * 2 > rows.length
  if (header.cells.length < at + 3 || !isShort) return table
  const cells = header.cells
    .filter((_, i) => i !== at)
    .map((cell, i) => (i < at ? cell : { ...cell, column: cell.column - 1 }))
  return { ...table, rows: [{ ...header, cells }, ...rows] }
}

/** "Total Contributions: 7", "Number of TDs", "Overall count of documents", "Sum" */
const isTotal = (line: string): boolean =>
  /^(?:grand |sub-?)?(?:totals?|sum|number of|overall|count|all (?:documents|contributions|TDs))\b/i.test(
    line,
  )

function toDocument(
  row: Row,
  columns: Columns<Name>,
  groups: readonly { column: number; group: string }[],
): DocumentFinding | UnreadReason {
  const reference = wholeReference(lineFor(row, columns, 'reference'))
  if (!reference) return 'no-reference'
  const written = lineFor(row, columns, 'title')
  const source = lineFor(row, columns, 'source')
  if (isMark(written) || isMark(source) || wholeReference(source) || wholeReference(written))
    return 'incomplete-row'
  if (/^LS\/[ir]/i.test(source) || SOURCE.test(written)) return 'incomplete-row'
  const marks: Mark[] = []
  for (const { column, group } of groups) {
    const text = cellLine(row.cells.find(cell => cell.column === column))
    if (text === '') continue
    if (!isMark(text)) return 'not-a-mark'
    marks.push({ group, bracketed: text.startsWith('(') })
  }
  const allocation = lineFor(row, columns, 'allocation')
  const allocated = allocationIn(allocation)
  // Words that name no group, or more than was understood.
  if (allocated.length < allocationParts(allocation).length) return 'not-a-mark'
  marks.push(...allocated)
  const { title, state } = toTitle(written)
  return {
    kind: 'document',
    reference,
    title,
    source: source === '' ? null : source,
    sources: groupsIn(source),
    state,
    marks,
    place: row.place,
  }
}

function liaisonCells(row: Row, columns: Columns<Name>): LiaisonCells {
  const line = (name: Name) => (columns.at[name] === undefined ? undefined : lineFor(row, columns, name))
  return {
    repliesTo: line('repliesTo'),
    to: line('to'),
    purpose: line('purpose'),
    replyBy: line('replyBy'),
    number: line('number'),
  }
}

/** A role or a body alone, as sources are named: where a title should be, two cells are swapped. */
const SOURCE =
  /^(?:(?:(?:co-)?chairs?|(?:associate )?rapporteurs?|conven[oe]rs?),.{1,60}|TSB|ITU-T (?:SG|Study Group) ?\d{1,2}|(?:FG|JCA|JCG)-[A-Za-z]{1,12})$/i

/** "1", "x", "✓", and the same in brackets. */
const isMark = (text: string): boolean => /^\(?(?:\d|x|✓|✔|☒|yes)\)?$/i.test(text)

/** Groups in one column instead of one column for each: "WP2, (RG-DT)". */
const allocationIn = (text: string): Mark[] =>
  allocationParts(text).flatMap(part => {
    const group = captionGroup(part.replace(/[()]/g, ''))
    return group ? [{ group, bracketed: part.startsWith('(') }] : []
  })

const allocationParts = (text: string): string[] =>
  text
    .split(/[,;/]| and | & |(?=\()/)
    .map(part => part.trim())
    .filter(part => part !== '')

/** A reserved number has no document yet. */
function toTitle(written: string): Pick<DocumentFinding, 'title' | 'state'> {
  const reserved = /^\[?Reserved(?: for)?\]? ?:? ?/i.exec(written)
  if (reserved) return { title: written.slice(reserved[0].length) || null, state: 'reserved' }
  const missing = /\(?\bnot yet available\b\)?\.?/i.exec(written)
  if (missing) {
    const title = `${written.slice(0, missing.index)}${written.slice(missing.index + missing[0].length)}`
    return { title: title.replace(/^[ :–-]{0,3}|[ :–-]{0,3}$/g, '') || null, state: 'not yet available' }
  }
  return { title: written === '' ? null : written, state: 'available' }
}
