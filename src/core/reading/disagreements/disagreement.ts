/**
 * Contradictions of a document with itself, a register or the calendar. A disagreement is data: both places with
 * their words, and codes; it chooses nothing. Certain ones are contradictions, the others are to look at.
 */
import type { Place } from '../document.ts'
import type { TotalMeaning } from '../findings.ts'

/** A place and what stands there. */
export interface Passage {
  place: Place
  words: string
}

interface Disagrees {
  certain: boolean
  places: Passage[]
}

export type Disagreement = Disagrees &
  (
    | { kind: 'number-twice'; number: string }
    /** Two places have two documents the other way round. */
    | { kind: 'swapped'; documents: [string, string] }
    | {
        kind: 'action-differs'
        number: string | null
        how: 'not-in-body' | 'not-in-summary' | 'other-meaning' | 'other-document'
        /** The number under which the same stands in the other place. */
        standsAs?: string
      }
    | { kind: 'missing-annex'; annex: string }
    /** "approved as ." */
    | { kind: 'gap'; before: string }
    | { kind: 'revisions'; document: string; revisions: number[] }
    /** A table, or a row of it, that stands twice with different contents. */
    | { kind: 'twice'; item: string; meeting: string | null }
    | {
        kind: 'total'
        of: 'C' | 'TD' | 'all'
        group: string | null
        stated: number
        documents: number
        marks: number
        exclusiveMarks: number
      }
    /** Columns of one row of totals that have no meaning in common. */
    | {
        kind: 'mixed-totals'
        of: 'C' | 'TD' | 'all'
        columns: { group: string; stated: number; means: TotalMeaning[] }[]
      }
    /** The total of all documents is not the sum of the lists' totals: they count different things. */
    | { kind: 'sum-of-totals'; parts: CountedTotal[]; all: CountedTotal }
    | {
        kind: 'date'
        group: string | null
        date: string
        /** `rule`: not as many days before as the rule says; `after-meeting`: a deadline on or after its day; `weekday`; `order`: not in the order of the table's dates. */
        how: 'rule' | 'after-meeting' | 'weekday' | 'order'
        /** The rule's date, or the day of the week. */
        expected?: string
      }
    /** A document whose own title or source is about something else than what cites it. */
    | { kind: 'other-subject'; documents: string[]; because: 'source' | 'title' }
    | {
        kind: 'said-differently'
        /** `end`: of a joint activity; `meeting`: a planned one; `addressee`: of an action; `allocation`: of documents; `document`: of one matter; `decision`: nearly the same sentence. */
        about: 'document' | 'end' | 'meeting' | 'addressee' | 'allocation' | 'decision'
        subject: string
        readings: string[]
      }
    /** Words of a tracked change beside what replaced them. */
    | { kind: 'kept-change'; readings: [before: string, after: string] }
    | { kind: 'zone'; date: string; label: string; expected: string }
    | {
        kind: 'list'
        document: string
        how: 'cited-not-listed' | 'listed-not-cited'
        /** It can't be of the group whose documents are listed. */
        groupUnknown?: true
      }
    /** `meeting`: for which TSAG meeting a status is missing. `item`: "" for a deliverable without a number. */
    | { kind: 'missing-label'; item: string; what: 'meeting' | 'status' | 'date'; meeting?: string }
    /** Deliverables that are to be allocated and for which no group is suggested; the numbers of those that have one. */
    | { kind: 'no-suggestion'; deliverables: string[] }
    /** A register or the calendar has something else. */
    | { kind: 'register'; register: string; key: string; field: string; known: string; found: string }
    | { kind: 'unknown-group'; group: string }
  )

/** A stated total of a whole list. */
export interface CountedTotal {
  of: 'C' | 'TD' | 'all'
  stated: number
  means: TotalMeaning[]
}

export type DisagreementKind = Disagreement['kind']

/** The references that a disagreement is about, as a table of truth has them. */
export function disagreementCodes(d: Disagreement): string[] {
  switch (d.kind) {
    case 'number-twice':
      return [d.number]
    case 'swapped':
    case 'other-subject':
      return [...d.documents].toSorted()
    case 'action-differs':
      return [d.number ?? '']
    case 'missing-annex':
      return [d.annex]
    case 'gap':
      return [d.before]
    case 'revisions':
      return d.revisions.map(revision => `${d.document}${revision === 0 ? '' : `-R${revision}`}`)
    case 'twice':
      return [d.item, ...(d.meeting === null ? [] : [d.meeting])]
    case 'total':
      return [`${d.of}${d.group === null ? '' : ` ${d.group}`}`, String(d.stated)]
    case 'mixed-totals':
      return [d.of, ...d.columns.map(column => `${column.group} ${column.stated}`)]
    case 'sum-of-totals':
      return [...d.parts, d.all].map(total => `${total.of} ${total.stated}`)
    case 'date':
      return [...(d.group === null ? [] : [d.group]), d.date]
    case 'said-differently':
      return [d.subject]
    case 'kept-change':
      return [...d.readings]
    case 'zone':
      return [d.date, d.label]
    case 'list':
      return [d.document]
    case 'missing-label':
      return [d.item]
    case 'no-suggestion':
      return d.deliverables
    case 'register':
      return [d.register, d.key, d.field]
    case 'unknown-group':
      return [d.group]
  }
}
