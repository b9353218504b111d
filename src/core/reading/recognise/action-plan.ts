/** Items of the WTSA action plan: a row for the item, and a row or columns for its status at each TSAG meeting. */
import { cellLine, cellText, rowLine } from '../blocks.ts'
import { excerpt } from '../codes/words.ts'
import type { Cell, Row, Table } from '../document.ts'
import type { PlanItemFinding, Recognised, UnreadReason } from '../findings.ts'
import {
  bodyRows,
  type Columns,
  cellFor,
  findColumns,
  isComplete,
  lineFor,
  unknownColumns,
} from './columns.ts'
import { captionGroup } from './scene.ts'
import { columnLabel, isStatus, meetingLabel, toEntries, toEntry, toStatus } from './status-words.ts'

const MEANINGS = {
  item: /^(?=.*\b(?:actions?|items?|wtsa)\b).*(?:\bnumber\b|\bno\.?(?![a-z])|#)|^(?:#|no\.?|items?|ref(?:erence)?\.?|(?:WTSA(?:-\d\d)? )?(?:actions?|action items?))$/i,
  resolution: /^resolutions?\b/i,
  action: /^actions?$/i,
  text: /^(?:description|text)\b.{0,40}$/i,
  status: /^status\b|^comments?\b/i,
  group: /^(?:responsible )?groups?$|^responsible\b|^allocated to\b|^(?:lead|who)$/i,
}
type Name = keyof typeof MEANINGS

const ITEM = /^(?:WTSA(?:-\d\d)? )?(?:Action )?(\d{1,3}(?:-\d{1,3}[a-z]?)?)$/i

const ITEM_AND_TEXT = /^(?:WTSA(?:-\d\d)? )?Action (\d{1,3}(?:-\d{1,3}[a-z]?)?) ?[:.–—-] ?(\S.*)$/i

/** The items of one table; undefined when it is no action plan. */
export function recognisePlan(table: Table): Recognised | undefined {
  const columns = withAction(findColumns(table, MEANINGS, ['item']))
  if (!columns || !table.rows.some(row => row.cells.some(cell => hasStatus(columns, cell)))) return undefined
  const reader = new PlanReader(columns)
  for (const row of bodyRows(table, columns)) reader.read(row)
  const { findings, unread } = reader.done()
  const labelled = columns.other.filter(o => columnLabel(o.heading)).map(o => o.column)
  const unknown = findings.length > 0 ? unknownColumns(table, columns, labelled) : []
  return { findings, unread: [...unread, ...unknown] }
}

/** A column headed "Action" has the numbers where another one has the text; undefined without a text. */
function withAction(columns: Columns<Name> | undefined): Columns<Name> | undefined {
  if (!columns) return undefined
  const { item, action, text } = columns.at
  const column = text ?? (action === item ? undefined : action)
  // One column has both: "Action 2: study the concept".
  if (column === undefined && columns.at.status === undefined) return undefined
  return { ...columns, at: { ...columns.at, action: column ?? item! } }
}

/** A status is in a cell that begins so, in its own column, or in one for each TSAG meeting. */
const hasStatus = (columns: Columns<Name>, cell: Cell): boolean =>
  isStatus(cellLine(cell)) ||
  meetingLabel(cellLine(cell)) !== undefined ||
  columns.at.status === cell.column ||
  columns.other.some(({ heading }) => columnLabel(heading) !== undefined)

class PlanReader {
  readonly #columns: Columns<Name>
  readonly #found: Recognised = { findings: [], unread: [] }
  #group: string | null = null
  /** The item whose status may follow. */
  #open: PlanItemFinding | undefined

  constructor(columns: Columns<Name>) {
    this.#columns = columns
  }

  done(): Recognised {
    return this.#found
  }

  read(row: Row): void {
    const filled = row.cells.filter(cell => cellLine(cell) !== '')
    const [only] = filled
    if (!only) return
    const status = filled.length === 1 && isStatus(cellLine(only))
    const group = filled.length === 1 ? captionGroup(cellLine(only)) : undefined
    if (status) this.#readStatus(row, only)
    else if (group && cellLine(only).length < 60) {
      this.#group = group
      this.#open = undefined
    } else this.#readItem(row)
  }

  #readStatus(row: Row, cell: Cell): void {
    if (!this.#open) {
      this.#refuse(row, 'status-without-item')
      return
    }
    this.#open.entries.push(...toEntries(cellText(cell), cell.place))
    this.#open = undefined
  }

  #readItem(row: Row): void {
    const columns = this.#columns
    this.#open = undefined
    if (!isComplete(row, columns)) {
      this.#refuse(row, 'incomplete-row')
      return
    }
    const both =
      columns.at.item === columns.at.action ? ITEM_AND_TEXT.exec(lineFor(row, columns, 'item')) : null
    const item = both ? both[1] : ITEM.exec(lineFor(row, columns, 'item').replace('–', '-'))?.[1]
    const action = both ? both[2]! : lineFor(row, columns, 'action')
    if (!item || action === '' || isStatus(action) || ITEM.test(action) || toStatus(action) !== 'unknown') {
      this.#refuse(row, 'no-item')
      return
    }
    const resolution = resolutionIn(lineFor(row, columns, 'resolution'))
    const fromItem = item.includes('-') ? Number(item.split('-')[0]) : null
    // "73-06" is of Resolution 73: another one beside it means that cells were swapped or lost. "8" says none.
    if (columns.at.resolution !== undefined && fromItem !== null && resolution !== fromItem) {
      this.#refuse(row, 'resolution-differs')
      return
    }
    const found: PlanItemFinding = {
      kind: 'plan-item',
      item,
      resolution: resolution ?? fromItem,
      group: captionGroup(lineFor(row, columns, 'group')) ?? this.#group,
      action,
      entries: this.#entriesInRow(row),
      place: row.place,
    }
    this.#found.findings.push(found)
    if (found.entries.length === 0) this.#open = found
  }

  /** Status in columns of the same row. */
  #entriesInRow(row: Row): PlanItemFinding['entries'] {
    const status = cellFor(row, this.#columns, 'status')
    const own = status ? toEntries(cellText(status), status.place) : []
    const labelled = this.#columns.other.flatMap(({ column, heading }) => {
      const meeting = columnLabel(heading)
      return meeting ? [{ column, meeting }] : []
    })
    const latest = labelled
      .map(({ meeting }) => monthOf(meeting))
      .toSorted()
      .at(-1)
    return [
      ...own,
      ...labelled.flatMap(({ column, meeting }) => {
        const cell = row.cells.find(c => c.column === column)
        // An empty cell of an earlier meeting says nothing: the item may be newer.
        const says = cell && (cellLine(cell) !== '' || monthOf(meeting) === latest)
        return says ? [toEntry(meeting, cellLine(cell), cell.place)] : []
      }),
    ]
  }

  #refuse(row: Row, why: UnreadReason): void {
    this.#found.unread.push({ place: row.place, words: excerpt(rowLine(row)), why })
  }
}

/** "TSAG 05-2025" → "2025-05" */
const monthOf = (label: string): string => label.replace(/^TSAG (\d{2})-(\d{4})$/, '$2-$1')

const resolutionIn = (line: string): number | null => {
  const match = /^(?:WTSA )?(?:Resolution|Res\.?) ?(\d{1,3})\b|^(\d{1,3})\b/i.exec(line)
  return match ? Number(match[1] ?? match[2]) : null
}
