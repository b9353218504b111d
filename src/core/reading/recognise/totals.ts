/**
 * Stated totals, counted again. A total may count documents, marks, or in a column the marks less those of
 * documents that have one in another column too; a check computes all three and says which one was meant.
 */
import { cellLine, rowLine } from '../blocks.ts'
import { referenceCode } from '../codes/documents.ts'
import { excerpt } from '../codes/words.ts'
import type { Cell, Row } from '../document.ts'
import type { DocumentFinding, Recognised, TotalFinding, TotalMeaning } from '../findings.ts'
import type { DocumentTable, TotalRow } from './document-tables.ts'

/** The totals of all document tables. A total of all documents counts those of the tables up to it. */
export function recogniseTotals(tables: readonly DocumentTable[]): Recognised {
  const found: Recognised = { findings: [], unread: [] }
  const before: DocumentFinding[] = []
  for (const table of tables) {
    before.push(...table.documents)
    // In a table with several totals, those that name no kind count everything listed so far.
    for (const total of table.totals) readTotal(total, [...before], found)
  }
  return found
}

function readTotal(total: TotalRow, all: readonly DocumentFinding[], found: Recognised): void {
  const { row, groups } = total
  const label = rowLine(row)
  const of = findTotalKind(label, total)
  const listed = of === 'all' ? all : total.documents
  const documents = listed.filter(d => of === 'all' || d.reference.kind === of)
  const cells = groupCells(total)
  if (!cells) {
    found.unread.push({ place: row.place, words: excerpt(label), why: 'not-a-total' })
    return
  }
  const overall = /^[^\d|]{3,60}?[: ]{1,2}(\d{1,4})(?: (?:documents|contributions|TDs))?(?= ?\||$)/.exec(
    label,
  )
  if (overall) {
    const stated = Number(overall[1])
    found.findings.push(toTotal({ of, group: null, stated, place: row.place }, countAll(documents)))
  }
  const apart = overall ? [] : numbersApart(row, cells)
  for (const cell of apart)
    found.findings.push(
      toTotal({ of, group: null, stated: Number(cellLine(cell)), place: cell.place }, countAll(documents)),
    )
  if (!overall && apart.length === 0 && cells.every(cell => cellLine(cell) === ''))
    found.unread.push({ place: row.place, words: excerpt(label), why: 'not-a-total' })
  for (const [i, cell] of cells.entries()) {
    const group = groups[i]!.group
    const text = cellLine(cell)
    const numbers = /^(\d{1,4})(?: ?\+? ?\((\d{1,3})\))?$/.exec(text)
    if (!numbers) {
      if (text !== '') found.unread.push({ place: cell.place, words: excerpt(text), why: 'not-a-total' })
      continue
    }
    const bracketed = numbers[2] === undefined ? {} : { bracketed: Number(numbers[2]) }
    const stated = { of, group, stated: Number(numbers[1]), ...bracketed, place: cell.place }
    found.findings.push(toTotal(stated, countColumn(documents, group)))
  }
}

/** The kind that a total's words name, or the kind of its table when that has only one total. */
function findTotalKind(label: string, total: TotalRow): TotalFinding['of'] {
  const words = label.slice(0, 80)
  if (/\bcontributions?\b|\bCs\b/i.test(words)) return 'C'
  if (/\bTDs?\b|\btemporary documents?\b/i.test(words)) return 'TD'
  if (/\bdocuments?\b|\boverall\b|\bgrand\b|\ball\b/i.test(words)) return 'all'
  return total.of
}

/** The cells of the groups' columns: where the row is short, its label is one merged cell and the rest is at the right. */
function groupCells({ row, columns, groups }: TotalRow): Cell[] | undefined {
  const width = row.cells.reduce((sum, cell) => sum + cell.columns, 0)
  if (width === columns.width)
    return groups.map(({ column }) => row.cells.find(cell => cell.column === column)).every(Boolean)
      ? groups.map(({ column }) => row.cells.find(cell => cell.column === column)!)
      : undefined
  const last = columns.width - groups.length
  const atRight = groups.every(({ column }, i) => column === last + 1 + i)
  return atRight && row.cells.length === groups.length + 1 ? row.cells.slice(1) : undefined
}

/** The total of the whole list in a cell beside its label, and in no group's column. */
function numbersApart(row: Row, ofGroups: readonly Cell[]): Cell[] {
  const found = row.cells
    .slice(1)
    .filter(cell => /^\d{1,4}$/.test(cellLine(cell)) && !ofGroups.includes(cell))
  return found.length === 1 ? found : []
}

export interface Count {
  counted: Record<TotalMeaning, number>
  bracketed: number
}

/** The marks of one column, in each meaning. */
export function countColumn(documents: readonly Pick<DocumentFinding, 'marks'>[], group: string): Count {
  const marked = documents.filter(d => d.marks.some(m => m.group === group))
  const plain = marked.filter(d => d.marks.some(m => m.group === group && !m.bracketed))
  return {
    counted: {
      documents: marked.length,
      marks: plain.length,
      'exclusive marks': plain.filter(d => d.marks.length === 1).length,
    },
    bracketed: marked.length - plain.length,
  }
}

/** For the whole list: each document once; every mark, bracketed ones included; documents of one column only. */
function countAll(documents: readonly DocumentFinding[]): Count {
  return {
    counted: {
      documents: new Set(documents.map(d => referenceCode({ ...d.reference, revision: 0, addendum: 0 })))
        .size,
      marks: documents.reduce((sum, d) => sum + d.marks.length, 0),
      'exclusive marks': documents.filter(d => d.marks.length === 1).length,
    },
    bracketed: 0,
  }
}

function toTotal(
  stated: Pick<TotalFinding, 'of' | 'group' | 'stated' | 'bracketed' | 'place'>,
  { counted, bracketed }: Count,
): TotalFinding {
  // "5 (1)" counts bracketed ones apart: the five are without them, whatever they count.
  const apart = stated.bracketed !== undefined
  const own = apart ? { ...counted, documents: counted.documents - bracketed } : counted
  const means = (Object.keys(own) as TotalMeaning[]).filter(
    meaning => (!apart || stated.bracketed === bracketed) && own[meaning] === stated.stated,
  )
  return { kind: 'total', ...stated, counted: own, means }
}
