/** Disagreements in words. Each sentence says what disagrees; the places follow in the document's own words. */
import type { CountedTotal, Disagreement } from '../../reading/disagreements/disagreement.ts'
import type { TotalMeaning, UnreadReason } from '../../reading/findings.ts'
import { joinWords } from '../../text/sentences.ts'
import { formatDate } from '../../time/geneva.ts'
import { describeField } from '../field.ts'
import { untilField } from '../joint-activities/until.ts'

type Of<K extends Disagreement['kind']> = Disagreement & { kind: K }

/** One sentence, without its full stop. */
export function describeDisagreement(d: Disagreement): string {
  switch (d.kind) {
    case 'number-twice':
      return `${d.number} stands for different things`
    case 'swapped':
      return `${joinWords(d.documents)} stand the other way round in another clause`
    case 'action-differs':
      return describeAction(d)
    case 'missing-annex':
      return `${d.annex} is cited, and the document has no such annex`
    case 'gap':
      return `A reference is missing after “${d.before}”`
    case 'revisions':
      return `${d.document} is cited in different revisions: ${joinWords(d.revisions.map(r => (r === 0 ? 'the first' : `R${r}`)))}`
    case 'twice':
      return `${itemOf(d.item)} stands twice, with different words${d.meeting === null ? '' : ` for ${d.meeting}`}`
    case 'total':
      return `The total of ${listOf(d.of)}${d.group === null ? '' : ` of ${d.group}`} is given as ${d.stated}; counted, there are ${d.documents} documents with ${d.marks} marks, ${d.exclusiveMarks} of them on documents of one group alone`
    case 'mixed-totals':
      return `The totals of ${listOf(d.of)} don't count the same: ${d.columns.map(c => `${c.group} ${c.stated}, ${meaningOf(c.means)}`).join('; ')}`
    case 'sum-of-totals':
      return describeSum(d.parts, d.all)
    case 'date':
      return describeDate(d)
    case 'other-subject':
      return `${joinWords(d.documents)}: by ${d.because === 'source' ? (d.documents.length > 1 ? 'their sources they are' : 'its source it is') : d.documents.length > 1 ? 'their titles they are' : 'its title it is'} about something else than what stands beside`
    case 'said-differently':
      return describeReadings(d)
    case 'kept-change':
      return `A tracked change left both readings in the text: “${d.readings[0]}” and “${d.readings[1]}”`
    case 'zone':
      return `On ${day(d.date)} the time in Geneva is ${d.expected}, not ${d.label}`
    case 'list': {
      const unknown = d.groupUnknown ? '; it is not of this group, and of which one is not known' : ''
      return d.how === 'cited-not-listed'
        ? `${d.document} is cited, and not in the list of documents${unknown}`
        : `${d.document} is in the list of documents, and on no item`
    }
    case 'missing-label':
      return describeMissing(d)
    case 'no-suggestion':
      return `${describeDeliverables(d)} no suggested study group`
    case 'register':
      return `${d.key}: the register of ${d.register} has “${d.known}” as ${d.field}, the document “${d.found}”`
    case 'unknown-group':
      return `${d.group} is not among the groups that are known here`
  }
}

const day = (date: string): string => formatDate(Temporal.PlainDate.from(date))

const itemOf = (item: string): string => `Item ${item} of the WTSA action plan`

function describeAction({ number, how, standsAs }: Of<'action-differs'>): string {
  const which = number ?? 'An action without a number'
  const stands = standsAs === undefined ? '' : `; there it stands as ${standsAs}`
  if (how === 'not-in-body') return `${which} is in the list of actions, and in no clause${stands}`
  if (how === 'not-in-summary') return `${which} is in a clause, and not in the list of actions${stands}`
  if (how === 'other-document')
    return `${which} names other documents in the list of actions than in its clause`
  return `${which} is one thing in the list of actions and another in its clause${stands}`
}

const LISTS = { all: 'all documents', C: 'contributions', TD: 'TDs' } as const

const listOf = (of: CountedTotal['of']): string => LISTS[of]

const MEANINGS: Record<TotalMeaning, string> = {
  documents: 'which is the number of documents',
  marks: 'which is the number of marks',
  'exclusive marks': 'which leaves out documents that another group has too',
}

const meaningOf = ([meaning]: readonly TotalMeaning[]): string =>
  meaning === undefined ? 'which is no count' : MEANINGS[meaning]

function describeSum(parts: readonly CountedTotal[], all: CountedTotal): string {
  const sum = parts.reduce((total, part) => total + part.stated, 0)
  const each = [...parts, all].map(t => `${listOf(t.of)} ${t.stated}, ${meaningOf(t.means)}`)
  return `The total of all documents, ${all.stated}, is not the sum of the lists, ${parts.map(p => p.stated).join(' + ')} = ${sum}: ${each.join('; ')}`
}

function describeDate({ group, date, how, expected }: Of<'date'>): string {
  const meeting = `${group === null ? 'the meeting' : `the ${group} meeting`} of ${day(date)}`
  switch (how) {
    case 'rule':
      return `The deadline for ${meeting} is not the one that the document's own rule gives${expected === undefined ? '' : `, ${day(expected)}`}`
    case 'after-meeting':
      return `The deadline for ${meeting} is not before the meeting`
    case 'weekday':
      return `${day(date)} is another day of the week${expected === undefined ? '' : `: a ${expected.replace(/^./, c => c.toUpperCase())}`}`
    case 'order':
      return `In its table, ${meeting} stands behind a later one`
  }
}

function describeReadings({ about, subject, readings }: Of<'said-differently'>): string {
  const [first = '', second = ''] = readings
  switch (about) {
    case 'end':
      return `${subject} has different ends: ${readings.map(endOf).join('; and in another place ')}`
    case 'meeting': {
      const [, group, date] = /^(.*) (\d{4}-\d{2}-\d{2})$/.exec(subject) ?? []
      const meeting = date === undefined ? subject : `The ${group} meeting of ${day(date)}`
      return second === ''
        ? `${meeting} stands in one of two plans alone`
        : `${meeting} has different times or deadlines in two places`
    }
    case 'addressee':
      return `${subject} stands under the actions for ${first}, and its words ask ${second}`
    case 'allocation':
      return `${subject}: given to ${first} by the text, and to ${joinWords(readings.slice(1))} by the list of documents`
    case 'document':
      return `One matter is in ${first} by one clause, and in ${second} by another`
    case 'decision':
      return `Two clauses say nearly the same, with a difference: ${subject}`
  }
}

/** "lifetime+study-period" as the register of joint activities has it. */
const endOf = (code: string): string =>
  code === 'unknown' || code === '' ? 'not known' : describeField(untilField, untilField.parse(code))

/** "FGMV-40, FGMV-45 and two deliverables without a number have" */
function describeDeliverables({ deliverables, places }: Of<'no-suggestion'>): string {
  const others = places.length - deliverables.length
  const unnumbered =
    others === 0 ? [] : [`${others} ${others === 1 ? 'deliverable' : 'deliverables'} without a number`]
  return `${joinWords([...deliverables, ...unnumbered])} ${places.length === 1 ? 'has' : 'have'}`
}

/** The beginning of a title, in quotation marks. */
const titled = (title: string): string =>
  title.length > 90 ? `“${title.slice(0, 90).replace(/\s\S*$/, '')}…”` : `“${title}”`

function describeMissing({ item, what, meeting, places }: Of<'missing-label'>): string {
  switch (what) {
    case 'meeting':
      return `A status of item ${item} of the WTSA action plan does not say for which TSAG meeting it is`
    case 'status':
      return `${itemOf(item)} has no status${meeting === undefined ? '' : ` for ${meeting}`}`
    case 'date':
      return `${item === '' ? titled(places[0]?.words ?? '') : item} has no month of approval`
  }
}

const UNREAD: Record<UnreadReason, string> = {
  'incomplete-row': 'the row has not as many cells as the others',
  'no-reference': 'no number of a document is in the row',
  'not-a-mark': 'a cell that marks a group has something else',
  'not-a-total': 'a total is not a number',
  'no-date': 'no date was found',
  'no-time': 'no time was found',
  'no-deadline': 'the meeting was read, its deadline was not',
  'no-group': 'it is not said which group this is about',
  'date-before-meeting': 'the date is before the meeting that plans it',
  'not-a-meeting': 'a date in the plans that belongs to no meeting',
  'no-item': 'no number of an item is in the row',
  'status-without-item': 'a status that belongs to no item',
  'resolution-differs': 'the number of the item and its Resolution differ',
  'no-title': 'there is no title',
  'no-action': 'a number of an action without an action',
  'no-reply-target': 'a reply, and to what was not understood',
  'no-decision': 'a joint activity, and what was decided was not understood',
  renamed: 'a joint activity under two names; if one is new, joint rename comes first',
  'liaison-elsewhere': 'a liaison statement outside of the lists of documents',
  'document-elsewhere': 'a document outside of the lists of documents',
  'lost-table': 'the cells of a table, each on a line of its own: its rows are lost here; the .docx has them',
  'changed-words': 'words of a tracked change stand beside what replaced them',
  'unknown-table': 'a table of a kind that is not known here',
  'unknown-column': 'a column of which nothing was read',
  'asks-tsag': 'TSAG is asked for something outside of the lists of actions',
}

/** Why a passage could not be read, in words. */
export const describeUnread = (why: UnreadReason): string => UNREAD[why]
