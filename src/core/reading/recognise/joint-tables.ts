/** Decisions on joint activities as a table: a row for each, with its decision, its end, and who takes over its work. */
import { rowLine } from '../blocks.ts'
import { findMonths, wholeDate, wholeMonth } from '../codes/dates.ts'
import { referencesIn } from '../codes/documents.ts'
import { groupsIn, isStudyGroup } from '../codes/groups.ts'
import { excerpt } from '../codes/words.ts'
import type { Row, Table } from '../document.ts'
import type { JointActivityFinding, Recognised, Until } from '../findings.ts'
import { bodyRows, type Columns, findColumns, isComplete, lineFor, unknownColumns } from './columns.ts'
import { findUntil } from './until.ts'

const MEANINGS = {
  body: /^(?:JCAs?|joint (?:coordination )?activit(?:y|ies)|name)\b.{0,20}$/i,
  decision: /\bdecisions?\b|\boutcome\b|\bconclusions?\b|^result$/i,
  until: /^(?:until|end|ends|lifetime|duration)\b|\buntil\b/i,
  transition: /\b(?:transition|transfer|goes|moves?|handed)\b|^(?:receiving|to) (?:SGs?|groups?)\b/i,
}
type Name = keyof typeof MEANINGS

/** The decisions of one table; undefined when it has none. */
export function recogniseJointTable(table: Table): Recognised | undefined {
  const columns = findColumns(table, MEANINGS, ['body'])
  if (!columns || (columns.at.decision === undefined && columns.at.until === undefined)) return undefined
  const rows = bodyRows(table, columns).filter(row => rowLine(row) !== '')
  if (!rows.some(row => bodyIn(row, columns))) return undefined
  const found: Recognised = { findings: [], unread: unknownColumns(table, columns) }
  for (const row of rows) {
    const named = groupsIn(lineFor(row, columns, 'body')).filter(id => id.startsWith('JCA-'))
    if (named.length > 1) {
      found.unread.push({ place: row.place, words: excerpt(rowLine(row)), why: 'renamed' })
      continue
    }
    const finding = isComplete(row, columns) ? toFinding(row, columns) : undefined
    if (finding) found.findings.push(finding)
    else
      found.unread.push({
        place: row.place,
        words: excerpt(rowLine(row)),
        why: isComplete(row, columns) ? 'no-decision' : 'incomplete-row',
      })
  }
  return found
}

const bodyIn = (row: Row, columns: Columns<Name>): string | undefined =>
  groupsIn(lineFor(row, columns, 'body')).find(id => id.startsWith('JCA-'))

function toFinding(row: Row, columns: Columns<Name>): JointActivityFinding | undefined {
  const text = (name: Name) => lineFor(row, columns, name)
  const body = bodyIn(row, columns)
  const decision = toDecision(text('decision'))
  const written = text('until')
  const until = toUntil(written) ?? findUntil(text('decision'))
  const isNone = /^(?:none|n\/a|-|–|—)?$/i.test(written)
  if (!body || (!isNone && !toUntil(written))) return undefined
  // A decision that wasn't understood is none; an end alone says that the activity goes on until then.
  if (!decision && (text('decision') !== '' || !until)) return undefined
  const transition = text('transition')
  return {
    kind: 'joint-activity',
    body,
    decision: decision ?? 'continues',
    until: until ? [{ value: until, places: [row.place] }] : [],
    transitionTo: groupsIn(transition).filter(isStudyGroup),
    withTsb: /\bTSB\b/.test(transition),
    review: null,
    clockFrom: null,
    renamed: false,
    newTerms: false,
    parent: null,
    viceChairs: [],
    actions: [],
    documents: referencesIn(rowLine(row)),
    place: row.place,
  }
}

/** Undefined: not understood. */
function toDecision(words: string): JointActivityFinding['decision'] | undefined {
  if (/\bnot (?:agreed|accepted|supported)\b/i.test(words)) return 'not agreed'
  if (/\bpropos/i.test(words)) return 'proposed'
  if (/\bto be (?:closed|terminated)\b/i.test(words)) return 'continues'
  if (/\b(?:closed?|terminated?|disbanded|discontinued?|dissolved)\b/i.test(words)) return 'closed'
  return /\b(?:continu|endorse|authori[sz]ed|extend|agreed|maintain)/i.test(words) ? 'continues' : undefined
}

/** A cell that is an end as a whole. */
function toUntil(cell: string): Until | undefined {
  const date = wholeDate(cell)
  if (date) return { kind: 'date', date: date.date }
  const month = wholeMonth(cell) ?? findMonths(/^end of (\p{L}{3,9} \d{4})$/iu.exec(cell)?.[1] ?? '')[0]
  if (month) return { kind: 'date', date: month }
  const year = /^(?:end of )?(\d{4})$/.exec(cell)?.[1]
  if (year) return { kind: 'date', date: `${year}-12` }
  if (/^(?:the )?next (?:TSAG )?meeting(?: of TSAG)?$/i.test(cell)) return { kind: 'next-tsag' }
  if (/^(?:two|2) years$/i.test(cell)) return { kind: 'lifetime' }
  return findUntil(/\b(?:until|by|before)\b/i.test(cell) ? cell : `until ${cell}`)
}
