/** Deliverables of a focus group with the groups they may go to: those suggested, and proposals by others side by side. */
import { cellLine, cellText, rowLine } from '../blocks.ts'
import { wholeMonth } from '../codes/dates.ts'
import { findReferences } from '../codes/documents.ts'
import { groupsIn } from '../codes/groups.ts'
import { excerpt, squeeze } from '../codes/words.ts'
import type { Cell, Row, Table } from '../document.ts'
import type { DeliverableFinding, Recognised, Suggestion } from '../findings.ts'
import { bodyRows, type Columns, findColumns, isComplete, lineFor, unknownColumns } from './columns.ts'

const MEANINGS = {
  number: /^(?:#|no\.?|number|deliverable(?: (?:no\.?|number|#))?|ref(?:erence)?\.?)$/i,
  title: /\btitles?\b/i,
  approved: /\bapprov|\bdate\b|\bcompleted\b/i,
  allocation: /\ballocat|\bsuggested\b|\bproposed (?:parent|group|SG)|\bparent group\b/i,
  summary: /\bsummary\b|\babstract\b/i,
  proposals: /\bviews?\b|\bproposals?\b|\bcomments?\b/i,
}
type Name = keyof typeof MEANINGS

const NUMBER = /^(?:FG[- ]?[A-Z0-9]{1,10}|D|WG\d)[-. ]?\d[\d.-]{0,7}$/i
const TYPE = /^(?:Draft )?(?:new )?(Technical (?:Report|Specification|Paper)|Recommendation|Supplement)\b/i

/** The deliverables of one table; undefined when it lists none. */
export function recogniseDeliverables(table: Table): Recognised | undefined {
  const columns = findColumns(table, MEANINGS, ['title', 'allocation'])
  if (!columns) return undefined
  const rows = bodyRows(table, columns).filter(row => rowLine(row) !== '')
  const fits = rows.every(row => rowFits(row, columns))
  if (!fits) {
    const found = byShape(rows)
    return found.findings.length > 0 ? found : undefined
  }
  const { findings } = byColumns(rows, columns)
  return { findings, unread: unknownColumns(table, columns) }
}

/** Whether each cell of a row is what its column says. In a text, rows may have run together. */
function rowFits(row: Row, columns: Columns<Name>): boolean {
  if (!isComplete(row, columns)) return false
  const approved = lineFor(row, columns, 'approved')
  const number = lineFor(row, columns, 'number')
  const title = lineFor(row, columns, 'title')
  return (
    (approved === '' || wholeMonth(approved) !== undefined) &&
    (number === '' || NUMBER.test(number)) &&
    title !== '' &&
    !NUMBER.test(title) &&
    !wholeMonth(title) &&
    isAllocation(lineFor(row, columns, 'allocation'))
  )
}

const isAllocation = (line: string): boolean =>
  line === '' || groupsIn(line).length > 0 || /\ball SGs\b/i.test(line)

function byColumns(rows: readonly Row[], columns: Columns<Name>): Recognised {
  const findings = rows.map(row => {
    const allocation = row.cells.find(cell => cell.column === columns.at.allocation)
    return toDeliverable(
      {
        number: lineFor(row, columns, 'number') || null,
        title: lineFor(row, columns, 'title'),
        approved: wholeMonth(lineFor(row, columns, 'approved')) ?? null,
        allocation: [allocation ? cellText(allocation) : '', lineFor(row, columns, 'proposals')].join('\n'),
      },
      row.cells[0]!,
    )
  })
  return { findings, unread: [] }
}

/**
 * All cells in order, each known by what it looks like: a title begins a deliverable, the number stands before
 * it. This is for text in which empty cells and the ends of rows are lost.
 */
function byShape(rows: readonly Row[]): Recognised {
  const found: Recognised = { findings: [], unread: [] }
  let number: Cell | undefined
  let open:
    | { cell: Cell; number: string | null; title: string; approved: string | null; allocation: string }
    | undefined
  const refuse = (cell: Cell) =>
    found.unread.push({ place: cell.place, words: excerpt(cellText(cell)), why: 'no-title' })
  const close = () => {
    if (open) found.findings.push(toDeliverable(open, open.cell))
    open = undefined
  }
  for (const cell of rows.flatMap(row => row.cells)) {
    const line = cellLine(cell)
    if (line === '') continue
    const isTitle = TYPE.test(line) && !/^Summary\b/i.test(line)
    if (isTitle) {
      close()
      open = {
        cell: number ?? cell,
        number: number ? cellLine(number) : null,
        title: line,
        approved: null,
        allocation: '',
      }
      number = undefined
      continue
    }
    // A number without a title behind it: its title is lost.
    if (number) {
      refuse(number)
      number = undefined
      close()
    }
    if (NUMBER.test(line)) {
      close()
      number = cell
    } else if (/^Summary\b/i.test(line)) close()
    else if (!open) refuse(cell)
    else if (wholeMonth(line) && open.approved === null) open.approved = wholeMonth(line)!
    else if (isAllocation(line) && open.allocation === '') open.allocation = cellText(cell)
    else refuse(cell)
  }
  if (number) refuse(number)
  close()
  return found
}

interface Parts {
  number: string | null
  title: string
  approved: string | null
  allocation: string
}

function toDeliverable({ number, title, approved, allocation }: Parts, cell: Cell): DeliverableFinding {
  const { column, ...place } = cell.place
  const type = TYPE.exec(title)
  return {
    kind: 'deliverable',
    number: number === '' ? null : number,
    title,
    type: type?.[1] ?? null,
    approved,
    ...toAllocation(squeeze(allocation)),
    place,
  }
}

/** "SG17 (SG13, SG16) C115 : SG17 TD570 : SG16": the suggestion, then the proposals, each with its source. */
export function toAllocation(line: string): Pick<DeliverableFinding, 'suggested' | 'proposals'> {
  const proposers = findReferences(line).filter(r => /^ ?:/.test(line.slice(r.end)))
  const suggested = toSuggestions(line.slice(0, proposers[0]?.start ?? line.length))
  const proposals = proposers.map(({ start, end, ...by }, i) => {
    const words = line
      .slice(end, proposers[i + 1]?.start ?? line.length)
      .replace(/^ ?: ?/, '')
      .trim()
    return {
      by,
      groups: toSuggestions(words),
      forInformation: /\bfor information\b/i.test(words),
      planned: /\bplann?ed work\b|\bwork planned\b|\bstarted\b/i.test(words),
      documents: findReferences(words).map(({ start: _start, end: _end, ...reference }) => reference),
      words,
    }
  })
  return { suggested, proposals }
}

/** Groups in order, bracketed ones marked; "All SGs" and bodies such as SCV count too. */
function toSuggestions(words: string): Suggestion[] {
  const found: Suggestion[] = []
  let bracketed = false
  for (const part of words.split(/([()]|, ?(?:and )?| and (?=[A-Z]))/)) {
    if (part === '(') bracketed = true
    else if (part === ')') bracketed = false
    else if (/^ ?all SGs/i.test(part)) found.push({ group: 'all SGs', bracketed })
    else {
      const groups = groupsIn(part)
      const body = /^ ?([A-Z]{3,5})\b/.exec(part)?.[1]
      for (const group of groups.length > 0 ? groups : body ? [body] : []) found.push({ group, bracketed })
    }
  }
  return found
}
