/** Tables of documents: which there are, from whom, to which groups they are allocated. */
import { cellAt, cellLine, rowLine, rowWidth, withReaching } from '../blocks.ts'
import { type DocumentReference, wholeReference } from '../codes/documents.ts'
import { groupsIn } from '../codes/groups.ts'
import { excerpt } from '../codes/words.ts'
import type { Row, Table } from '../document.ts'
import type { DocumentFinding, Mark, Recognised, UnreadReason } from '../findings.ts'
import { bodyRows, type Columns, findColumns, isComplete, lineFor, unknownColumns } from './columns.ts'
import type { LiaisonCells, LiaisonRow } from './liaison-tables.ts'
import { captionGroup } from './scene.ts'

const MEANINGS = {
  reference:
    /^(?:C|TD|Doc(?:ument)?s?|Contributions?)\.? ?(?:#|No\.?|Nos?\.?|Numbers?|Ref(?:erence)?)?$|^(?:Ref(?:erence)?|Number)\.?$/i,
  source: /\bsources?\b|^from$|\bsubmitted by\b/i,
  title: /\btitles?\b|\bsubject\b/i,
  allocation: /^(?:allocat(?:ed to|ion)|(?:responsible )?groups?|for)$/i,
  revision: /^rev(?:ision)?s?\.?(?: ?(?:no\.?|number|#))?$/i,
  addendum: /^add(?:endum|enda)?\.?(?: ?(?:no\.?|number|#))?$/i,
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
  const columns = findColumns(whole, MEANINGS, ['reference', 'title']) ?? findByContents(whole)
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
  for (const row of bodyRows(table, columns)) {
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

/** A column "No." is one of documents where every number below it is that of a document. */
function findByContents(table: Table): Columns<Name> | undefined {
  const columns = findColumns(table, MEANINGS, ['title'])
  if (!columns || columns.at.reference !== undefined) return undefined
  const header = table.rows[columns.header]!
  const rows = bodyRows(table, columns).filter(row => isComplete(row, columns) && !isTotal(rowLine(row)))
  const [column, ...more] = header.cells
    .filter(cell => NUMBERED.test(cellLine(cell)))
    .map(cell => cell.column)
    .filter(at => {
      const lines = rows.map(row => cellLine(cellAt(row, at))).filter(line => line !== '')
      return lines.length > 0 && lines.every(line => wholeReference(line) !== undefined)
    })
  if (column === undefined || more.length > 0) return undefined
  const { number, ...at } = columns.at
  return {
    ...columns,
    at: { ...at, ...(number !== undefined && number !== column && { number }), reference: column },
    other: columns.other.filter(other => other.column !== column),
  }
}

const NUMBERED = /^(?:#|No\.?|Nos\.?|Nr\.?|N°|Item|Id\.?|)$/i

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
  /^(?:grand |sub-?|in )?(?:totals?|sum|number of|overall|count|all (?:documents|contributions|TDs))\b/i.test(
    line,
  )

function toDocument(
  row: Row,
  columns: Columns<Name>,
  groups: readonly { column: number; group: string }[],
): DocumentFinding | UnreadReason {
  const named = wholeReference(lineFor(row, columns, 'reference'))
  if (!named) return 'no-reference'
  const reference = withVersion(named, row, columns)
  if (!reference) return 'incomplete-row'
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

/** With the revision and the addendum of columns of their own; undefined where a cell has something else. */
function withVersion(
  named: DocumentReference,
  row: Row,
  columns: Columns<Name>,
): DocumentReference | undefined {
  let reference = named
  for (const name of ['revision', 'addendum'] as const) {
    const text = lineFor(row, columns, name)
    if (/^[-–—0]?$/.test(text)) continue
    const number = /^(?:R|Rev\.?|Add\.?)? ?(\d{1,2})$/i.exec(text)?.[1]
    if (number === undefined) return undefined
    reference = { ...reference, [name]: Number(number) }
  }
  return reference
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
