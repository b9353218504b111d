/** Plans of meetings as files: CSV or JSON, one meeting a row. A plan is taken whole or not at all. */
import { type Deadline, deadlineDate, parseDeadline } from '../deadlines/rule.ts'
import { UserError } from '../errors.ts'
import { assertDeadlineFits } from '../meetings/dates.ts'
import { KIND_RULES } from '../meetings/kinds.ts'
import { readTitle } from '../meetings/title.ts'
import { parseGroupId } from '../references/group-names.ts'
import { cleanLine, UnfitText } from '../text/clean.ts'
import { cmd, phrase } from '../text/spans.ts'
import { parseDate, parseTimeSpan, type TimeSpan } from '../time/parse.ts'
import { toInstants } from '../time/span.ts'
import { COLUMNS, type Column, notAPlan, type PlanRow, readTable } from './table.ts'

export { COLUMNS, OPTIONAL_COLUMN } from './table.ts'

/** A meeting as a plan states it. */
export interface PlannedMeeting {
  group: string
  kind: 'RG_INTERIM' | 'WP_E_MEETING' | 'COORDINATION_E_MEETING'
  date: Temporal.PlainDate
  time: TimeSpan
  /** Undefined: the plan says nothing of a title. */
  title: string | undefined
  objective: string
  deadline: Deadline
}

/** A plan that was read. */
export interface PlanFile {
  meetings: PlannedMeeting[]
  /** The groups that it plans for, those included of which it says that they have no meeting. */
  groups: string[]
  /** The row that names each of them first: "Row 2". */
  places: ReadonlyMap<string, string>
}

/** A plan to begin with: WP2's and a Rapporteur group's meeting. */
export const TEMPLATE = [
  COLUMNS.join(','),
  'RG-DT,interim,2026-03-11,13:00–15:00,Progress the work on its terms of reference,7 days before',
  'RG-DT,interim,2026-05-13,13:00–15:00,Progress the work on its terms of reference,2026-05-07',
  'WP2,coordination,2026-05-25,14:00–16:00,Issues brought by the SG chairs,none',
  "WP2,e-meeting,2027-01-25,14:00–16:30,Reviewing inputs on lead SG to TSAG,the TSAG meeting's contribution deadline",
].join('\n')

const KINDS: Record<string, PlannedMeeting['kind']> = {
  interim: 'RG_INTERIM',
  coordination: 'COORDINATION_E_MEETING',
  'e-meeting': 'WP_E_MEETING',
}

/** As many faults are named in one answer. */
const MAX_FAULTS = 20

/** Reads a plan. Throws one UserError that names all that is wrong in it, each with its row and column. */
export function readPlan(text: string): PlanFile {
  const rows = readTable(text)
  if (rows.length === 0)
    throw new UserError(
      'empty-plan',
      phrase`The plan has no meetings; ${cmd('plan template')} shows an example.`,
      'plan',
    )
  const read = rows.map(readRow)
  const faults = [...read.flatMap(r => r.faults), ...repeated(read)]
  if (faults.length > 0) throw notAPlan(describeFaults(faults))
  const places = new Map<string, string>()
  for (const { group, place } of read) if (group && !places.has(group)) places.set(group, place)
  return { meetings: read.flatMap(r => r.meeting ?? []), groups: [...places.keys()], places }
}

interface ReadRow {
  place: string
  faults: string[]
  group?: string
  meeting?: PlannedMeeting
}

export function describeFaults(faults: readonly string[]): string {
  const more = faults.length - MAX_FAULTS
  return [...faults.slice(0, MAX_FAULTS), ...(more > 0 ? [`And ${more} more.`] : [])].join(' ')
}

/** "None" where the date stands: the group has no meeting, as clause 7 of a report writes it. */
const isNone = (cell: string | undefined) => /^(?:none|no meeting|-|–|—)$/i.test(cell ?? '')

function readRow({ place, cells }: PlanRow): ReadRow {
  const faults: string[] = []
  const cell = <T>(column: Column, read: (raw: string) => T): T | undefined => {
    try {
      // A cell is a value like any other: on one line, and no longer than those that are typed.
      return read(cleanLine(cells[column] ?? ''))
    } catch (error) {
      if (!(error instanceof UserError) && !(error instanceof UnfitText)) throw error
      faults.push(`${place}, ${column}: ${error.message}`)
      return undefined
    }
  }
  const group = cell('group', parseGroupId)
  if (isNone(cells.date)) return { place, faults, ...(group && { group }) }
  const kind = cell('kind', readKind)
  const date = cell('date', parseDate)
  const time = cell('time', parseTimeSpan)
  const objective = cell('objective', readObjective)
  const title = cell('title', raw => (raw === '' ? undefined : readTitle(raw)))
  const deadline = cell('deadline', raw => parseDeadline(raw === '' ? 'none' : raw))
  if (!group || !kind || !date || !time || !objective || !deadline) return { place, faults }
  cell('time', () => toInstants(date, time))
  cell('deadline', () => assertDeadlineFits(deadlineDate(deadline, date), date))
  return { place, faults, group, meeting: { group, kind, date, time, title, objective, deadline } }
}

/** Also in the words that the bot itself has for it, with the group before them or not: "RG-DT interim RG meeting". */
function readKind(raw: string): PlannedMeeting['kind'] {
  const words = raw.toLowerCase().replace(/\s+/g, ' ')
  const ours = Object.values(KINDS).find(name => KIND_RULES[name].words.toLowerCase() === words)
  const kind = Object.hasOwn(KINDS, words) ? KINDS[words] : ours
  if (!kind)
    throw new UserError('no-kind', `"${raw}" is not a kind; write interim, coordination or e-meeting.`)
  return kind
}

function readObjective(raw: string): string {
  if (raw === '') throw new UserError('empty', 'It is empty; say what the meeting is for.')
  return raw
}

/** Rows that state a meeting of a group at a time that an earlier row has. */
function repeated(rows: readonly ReadRow[]): string[] {
  const first = new Map<string, string>()
  return rows.flatMap(({ place, meeting }) => {
    if (!meeting) return []
    const key = `${meeting.group} ${meeting.date} ${meeting.time.start}`
    const earlier = first.get(key)
    first.set(key, earlier ?? place)
    return earlier ? [`${place}: it is the same meeting as ${earlier.toLowerCase()}; state it once.`] : []
  })
}
