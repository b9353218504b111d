/**
 * The entries that a reading would make: one for each thing, whatever number of places it stands in. An entry that a
 * certain disagreement is about is disputed: it is entered only by somebody who has looked at it.
 */
import { findDates } from './codes/dates.ts'
import { documentCode, referenceCode } from './codes/documents.ts'
import { groupsIn } from './codes/groups.ts'
import { liaisonCode } from './codes/liaisons.ts'
import { untilCode } from './disagreements/clauses.ts'
import type { Disagreement } from './disagreements/disagreement.ts'
import type { Place } from './document.ts'
import type { Finding, Mark, StatedDeadline, Suggestion } from './findings.ts'
import { withoutGaps } from './gaps.ts'
import type { Fields, KnownEntry, RegisterName } from './known.ts'

export interface Entry extends KnownEntry {
  register: RegisterName
  /** The first is where its fields are from. */
  places: Place[]
  disputed: boolean
}

/** `meeting`: of the document; it is part of an action's key, since numbers begin again at each TSAG meeting. */
export function toEntries(
  findings: readonly Finding[],
  disagreements: readonly Disagreement[],
  meeting: { from: string } | null,
): Entry[] {
  const disputed = new Set(
    disagreements.filter(d => d.certain).flatMap(d => d.places.map(({ place }) => placeKey(place))),
  )
  const entries = new Map<string, Entry>()
  for (const { register, key, fields: written, places } of findings.flatMap(f =>
    toPlainEntries(f, meeting?.from ?? ''),
  )) {
    const fields = dropGaps(written)
    const isDisputed = places.some(place => disputed.has(placeKey(place)))
    const known = entries.get(`${register} ${key}`)
    if (!known) {
      entries.set(`${register} ${key}`, { register, key, fields, places, disputed: isDisputed })
      continue
    }
    known.places.push(...places)
    known.disputed ||= isDisputed
    // Two places that have different things under one number are not mixed.
    if (UNMIXED.includes(register) && known.disputed) continue
    // A list for each group: the document has the marks of all of them.
    if (register === 'documents') known.fields = { ...known.fields, marks: joinMarks(known.fields, fields) }
    // A second place adds what the first leaves out: a list of dates has no objectives, the table beside it has.
    known.fields = { ...fields, ...withoutEmpty(known.fields) }
  }
  return [...entries.values()]
}

/** Whether a status consists of gaps alone: then there is no status. */
const isOnlyGap = (words: string): boolean => words !== '' && withoutGaps(words) === ''

/** A marked gap of a draft is no value. */
const dropGaps = (fields: Fields): Fields =>
  Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, withoutGaps(value)]))

const UNMIXED: readonly RegisterName[] = ['actions', 'deliverables', 'documents']

const joinMarks = (...of: Fields[]): string =>
  [...new Set(of.flatMap(fields => (fields.marks ?? '').split(', ')))].filter(mark => mark !== '').join(', ')

const placeKey = ({ table, row, line }: Place): string => `${table ?? ''} ${row ?? ''} ${table ? '' : line}`

const withoutEmpty = (fields: Fields): Fields =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== ''))

type Plain = Pick<Entry, 'register' | 'key' | 'fields' | 'places'>

function toPlainEntries(finding: Finding, from: string): Plain[] {
  const places = [finding.place, ...(finding.also ?? [])]
  switch (finding.kind) {
    case 'action': {
      const { number, words, heading, addressee, verbs, documents, questions, anticipated } = finding
      // Actions that a group asks of WP2 have numbers of their own.
      const to = addressee === null || addressee === 'TSAG' ? '' : ` to ${addressee}`
      return [
        {
          register: 'actions',
          key: `${from.slice(0, 7) || 'unknown'} ${number ?? words}${to}`,
          fields: {
            number: number ?? '',
            heading: heading ?? '',
            addressee: addressee ?? '',
            verbs: verbs.join(', '),
            words,
            documents: documents.map(referenceCode).join(', '),
            questions: questions.join(', '),
            anticipated: anticipated ? 'yes' : '',
          },
          places,
        },
      ]
    }
    case 'planned-meeting':
      return [
        {
          register: 'meetings',
          key: `${finding.group} ${finding.meeting} ${finding.date}`,
          fields: {
            group: finding.group,
            kind: finding.meeting,
            date: finding.date,
            until: finding.until ?? '',
            time: finding.time ? `${finding.time.start}–${finding.time.end}` : '',
            objective: finding.objective,
            deadline: deadlineCode(finding.deadline),
          },
          places,
        },
      ]
    case 'plan-item':
      return finding.entries
        .filter(entry => !isOnlyGap(entry.words))
        .map(entry => ({
          register: 'action plan',
          key: `${finding.item} ${entry.meeting ?? 'undated'}`,
          fields: {
            item: finding.item,
            meeting: entry.meeting ?? '',
            words: entry.words,
            status: entry.status,
            resolution: finding.resolution === null ? '' : String(finding.resolution),
            group: finding.group ?? '',
            text: finding.action,
          },
          places: [entry.place],
        }))
    case 'document':
      return [
        {
          register: 'documents',
          key: documentCode(finding.reference),
          fields: {
            title: finding.title ?? '',
            source: finding.source ?? '',
            state: finding.state,
            revision: finding.reference.revision === undefined ? '' : String(finding.reference.revision),
            addendum: finding.reference.addendum === undefined ? '' : String(finding.reference.addendum),
            marks: finding.marks.map(markCode).join(', '),
          },
          places,
        },
      ]
    case 'liaison':
      if (!finding.document) return []
      return [
        {
          register: 'liaison statements',
          key: documentCode(finding.document),
          fields: {
            direction: finding.direction,
            purpose: finding.purpose ?? '',
            senders: finding.senders.join(', '),
            subject: finding.subject,
            repliesTo: finding.repliesTo.map(liaisonCode).join(', '),
            addressees: finding.addressees?.join(', ') ?? '',
          },
          places,
        },
      ]
    case 'joint-activity':
      return [
        {
          register: 'joint activities',
          key: finding.body,
          fields: {
            decision: finding.decision,
            // Two readings are none: somebody has to say which.
            until: finding.until.length === 1 ? untilCode(finding.until[0]!.value) : '',
            transitionTo: finding.transitionTo.join(', '),
            clockFrom: finding.clockFrom ?? '',
            parent: finding.parent ?? '',
            actions: finding.actions.join(', '),
          },
          places,
        },
      ]
    case 'deliverable':
      return [
        {
          register: 'deliverables',
          key: finding.number ?? finding.title,
          fields: {
            title: finding.title,
            approved: finding.approved ?? '',
            suggested: finding.suggested.map(markCode).join(', '),
            proposals: finding.proposals.map(p => `${referenceCode(p.by)}: ${p.words}`).join('; '),
          },
          places,
        },
      ]
    case 'statement':
      return [
        {
          register: 'statements',
          key: `${finding.by} ${finding.words.slice(0, 60)}`,
          fields: {
            by: finding.by,
            group: groupsIn(finding.by)[0] ?? '',
            occasion: finding.occasion ?? '',
            day: findDates(finding.occasion ?? '')[0]?.date ?? '',
            words: finding.words,
            verbatim: finding.verbatim ? 'yes' : '',
          },
          places,
        },
      ]
    // Offered, counted or of the past: they enter nothing.
    case 'no-meeting':
    case 'held-meeting':
    case 'total':
    case 'person':
      return []
  }
}

const markCode = ({ group, bracketed }: Mark | Suggestion): string => (bracketed ? `(${group})` : group)

const deadlineCode = (deadline: StatedDeadline): string => {
  switch (deadline.kind) {
    case 'date':
      return deadline.date
    case 'days':
      return `${deadline.days} days before`
    case 'tsag':
      return 'TSAG'
    case 'none':
      return ''
    case 'unknown':
      return deadline.words
  }
}
