/** Planned meetings as tables, one for each group or one with a column of groups. */
import { cellLine, rowLine } from '../blocks.ts'
import { findDates, findTime, wholeDate } from '../codes/dates.ts'
import { findGroups, groupsIn } from '../codes/groups.ts'
import { excerpt, squeeze } from '../codes/words.ts'
import type { Row, Table } from '../document.ts'
import type { PlannedMeetingFinding, Recognised, UnreadReason } from '../findings.ts'
import {
  type Columns,
  cellFor,
  findColumns,
  isComplete,
  lineFor,
  readHeader,
  unknownColumns,
} from './columns.ts'
import { meetingKind, ruleDays, toDeadline } from './meeting-words.ts'
import { captionGroup, captions, meetingYear, type Scene } from './scene.ts'

const MEANINGS = {
  number: /^(?:#|no\.?|nr\.?|n°|item|number)$/i,
  deadline:
    /\bdeadline|\bcut-?off|\bdue\b|\b(?:contributions?|documents?|inputs?|submissions?)\b.{0,20}\b(?:by|until|before|till)\b|\bsubmi(?:t|ssion)\b|\blast day\b/i,
  date: /^(?!.*(?:deadline|due\b|cut-?off|submi|contribution)).*\bdates?\b|^(?:when|days?)$/i,
  time: /^(?!.*(?:deadline|due\b|submi|contribution)).*\btimes?\b|^hours?\b|^start\b/i,
  venue: /\b(?:place|venue|location)\b|^where$/i,
  objective:
    /\bobjectives?\b|\bpurpose\b|^what for$|^aims?\b|\bthemes?\b|\btopics?\b|\binvited on\b|\bsubject\b|\bterms of reference\b|\bagenda\b/i,
  group: /^(?:rapporteur )?groups?\b|^(?:meeting|body|who)$/i,
}
type Name = keyof typeof MEANINGS

/** The group that a row or a table is about, and the caption that says so. */
interface Subject {
  group: string | undefined
  caption: string
}

/** The meetings of one table; undefined when it isn't a plan. */
export function recognisePlannedTable(table: Table, scene: Scene): Recognised | undefined {
  const columns = findColumns(table, MEANINGS, ['date'])
  const { time, deadline, objective, venue } = columns?.at ?? {}
  if (
    !columns ||
    (time === undefined && deadline === undefined && objective === undefined && venue === undefined)
  )
    return undefined
  const lines = captions(scene, table)
  const caption = lines.find(line => captionGroup(line) !== undefined) ?? ''
  // Only the nearest line belongs to the table; one further up belongs to another table or clause.
  const near = lines.slice(0, 2).includes(caption) ? caption : ''
  const above = table.rows.slice(0, columns.header).map(rowLine).join(' ')
  let subject: Subject = { group: captionGroup(above) ?? captionGroup(near), caption: `${above} ${near}` }
  let merged = subject
  const found: Recognised = { findings: [], unread: [] }
  const refuse = (row: Row, why: UnreadReason) =>
    found.unread.push({ place: row.place, words: excerpt(rowLine(row)), why })

  for (const row of table.rows.slice(columns.header + 1)) {
    const text = rowLine(row)
    if (text === '') continue
    const named = soleGroup(row)
    if (named) subject = { group: named, caption: text }
    // The header again, without a caption: whose meetings follow isn't known.
    else if (readHeader(row, MEANINGS).at.date !== undefined && !findDates(text)[0])
      subject = { group: undefined, caption: '' }
    else if (saysNone(row)) {
      const group = captionGroup(lineFor(row, columns, 'group')) ?? subject.group
      if (group) found.findings.push({ kind: 'no-meeting', group, place: row.place })
      else refuse(row, 'no-group')
    } else if (!isComplete(row, columns)) refuse(row, 'incomplete-row')
    else {
      const cell = cellFor(row, columns, 'group')
      const own = groupsIn(cellLine(cell))[0]
      if (own) merged = { group: own, caption: cellLine(cell) }
      // A group's cell may reach down over all its meetings; an empty cell names none.
      const meeting = toMeeting(row, columns, own || cell?.rows === 0 ? merged : subject, scene)
      if (typeof meeting === 'string') refuse(row, meeting)
      else {
        found.findings.push(meeting)
        // The meeting stands all the same; somebody has to state its deadline.
        if (meeting.deadline.kind === 'unknown') refuse(row, 'no-deadline')
      }
    }
  }
  found.unread.push(...unknownColumns(table, columns))
  return found
}

function toMeeting(
  row: Row,
  columns: Columns<Name>,
  subject: Subject,
  scene: Scene,
): PlannedMeetingFinding | UnreadReason {
  const year = meetingYear(scene)
  const text = (name: Name) => lineFor(row, columns, name)
  const { group, caption } = subject
  if (!group) return 'no-group'
  if (!/^\d{0,3}[.)]?$/.test(text('number'))) return 'incomplete-row'
  // One column has both: "2 December 2026, 14:00–16:00".
  const timed = columns.at.time === undefined ? findTime(text('date')) : undefined
  const sameCell = columns.at.date === columns.at.time || timed !== undefined
  const dates = findDates(text('date'), year)
  const date = sameCell ? (timed && dates.length > 1 ? undefined : dates[0]) : wholeDate(text('date'), year)
  if (!date) return 'no-date'
  if (scene.meeting && date.date < scene.meeting.from) return 'date-before-meeting'
  const time = columns.at.time === undefined ? timed : findTime(text('time'))
  if (columns.at.time !== undefined && !time) return 'no-time'
  // A number, a date or a time where the objective should be: the cells don't stand where their headings are.
  const objective = text('objective')
  if (/^\d{1,3}[.)]?$/.test(objective) || wholeDate(objective, year) || findTime(objective))
    return 'incomplete-row'
  const venue = venueIn(row, columns)
  const weekday = /\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b/i.exec(text('date'))?.[0]
  const rule = ruleDays(subject.caption)
  return {
    kind: 'planned-meeting',
    group,
    meeting: meetingKind(caption, group),
    date: date.date,
    ...(date.until ? { until: date.until } : {}),
    ...(date.yearGuessed ? { yearGuessed: true as const } : {}),
    ...(weekday ? { weekday: weekday.toLowerCase() } : {}),
    time: time ? { start: time.start, end: time.end } : null,
    ...(time?.zone ? { zone: time.zone } : {}),
    ...(venue ? { venue } : {}),
    objective,
    deadline: columns.at.deadline === undefined ? { kind: 'none' } : toDeadline(text('deadline'), year),
    ...(rule === undefined ? {} : { ruleDays: rule }),
    ...conditionIn(`${objective} ${subject.caption}`),
    place: row.place,
  }
}

/** The venue in a cell for time and place: the lines without a time. */
function venueIn(row: Row, columns: Columns<Name>): string {
  const cell = cellFor(row, columns, 'venue')
  return (cell?.paragraphs ?? [])
    .map(p => squeeze(p.words.text))
    .filter(line => !findTime(line) && !/^\(?geneva time\)?$/i.test(line))
    .join(', ')
}

const conditionIn = (words: string): Pick<PlannedMeetingFinding, 'condition'> => {
  if (/\belse cancelled|\botherwise cancelled/i.test(words)) return { condition: 'issues-else-cancelled' }
  return /\bsufficient (?:input|contribution)/i.test(words) ? { condition: 'pending-input' } : {}
}

/** A row of one word, "None", whatever its column, with or without a number and a group. */
function saysNone(row: Row): boolean {
  const texts = row.cells
    .map(cellLine)
    .filter(text => text !== '' && !/^\d{1,3}[.)]?$/.test(text) && !isGroup(text))
  return texts.length > 0 && texts.every(text => NONE.test(text))
}

const NONE = /^(?:none|nil|no meetings?|not)?(?: (?:is|are))?(?: (?:planned|foreseen|scheduled))?\.?$/i

const isGroup = (text: string): boolean => findGroups(text)[0]?.end === text.length

/** A row that only names a group stands above that group's meetings. */
function soleGroup(row: Row): string | undefined {
  const texts = row.cells.map(cellLine).filter(text => text !== '')
  if (texts.length !== 1 || findDates(texts[0]!).length > 0) return undefined
  return captionGroup(texts[0]!)
}
