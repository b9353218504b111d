/**
 * Findings: the content of registers in a document. Plain data that can be kept as JSON: dates are "2026-03-11", months
 * "2026-03", times "13:00" in Geneva; references are codes; words are as written, white space squeezed.
 */
import type { DocumentReference } from './codes/documents.ts'
import type { LiaisonNumber } from './codes/liaisons.ts'
import type { Place } from './document.ts'

export type Finding =
  | ActionFinding
  | PlannedMeetingFinding
  | NoMeetingFinding
  | HeldMeetingFinding
  | PlanItemFinding
  | DocumentFinding
  | TotalFinding
  | LiaisonFinding
  | JointActivityFinding
  | DeliverableFinding
  | StatementFinding
  | PersonFinding

interface Found {
  place: Place
  /** Places of the same further on. */
  also?: Place[]
}

/** An action for TSAG, or one that a group asks of WP2. */
export interface ActionFinding extends Found {
  kind: 'action'
  /** "WP2-10"; null until TSB gives one. */
  number: string | null
  /** The numbers that share these words: "RG-DT-1, 2, 3". */
  together?: string[]
  /** The group under whose heading it stands, which may differ from the number's: WP2-10 under RG-DT. */
  heading: string | null
  /** Whom it asks; null where the document doesn't say. */
  addressee: string | null
  /** `summary`: the list of all actions at the head of a report; `body`: the clause it comes from; `agenda`: before the meeting. */
  stands: 'summary' | 'body' | 'agenda'
  anticipated: boolean
  /** In order; none for an action that only names its matter. */
  verbs: string[]
  words: string
  documents: DocumentReference[]
  /** "Q7/17" */
  questions: string[]
  /** Clauses of the same document: "7". */
  clauses: string[]
  /** Annexes of the same document: "Annex 1". */
  annexes: string[]
}

export type MeetingKind = 'RG_INTERIM' | 'WP_E_MEETING' | 'COORDINATION_E_MEETING' | 'OTHER'

export type StatedDeadline =
  | { kind: 'date'; date: string }
  /** Calendar days before the meeting. */
  | { kind: 'days'; days: number }
  /** The contribution deadline of the TSAG meeting that follows. */
  | { kind: 'tsag' }
  | { kind: 'none' }
  | { kind: 'unknown'; words: string }

export interface PlannedMeetingFinding extends Found {
  kind: 'planned-meeting'
  group: string
  meeting: MeetingKind
  date: string
  until?: string
  /** The year was not written and is that of the document's meeting. */
  yearGuessed?: true
  /** The day of the week as written: "tuesday". */
  weekday?: string
  /** Null: not stated. */
  time: { start: string; end: string } | null
  /** The zone's label as written; whether it fits is for the disagreements. */
  zone?: 'CET' | 'CEST'
  /** "Virtual", "Geneva" */
  venue?: string
  objective: string
  deadline: StatedDeadline
  /** A rule for deadlines stated beside the dates: "at one week in advance" is 7. */
  ruleDays?: number
  condition?: 'pending-input' | 'issues-else-cancelled'
}

/** The plan says that a group has no meeting. */
export interface NoMeetingFinding extends Found {
  kind: 'no-meeting'
  group: string
}

/** A meeting of the time before, as the clause on interim activities reports it. */
export interface HeldMeetingFinding extends Found {
  kind: 'held-meeting'
  group: string
  /** Null: not stated. */
  date: string | null
  outcome: 'held' | 'cancelled'
  documents: DocumentReference[]
}

export type PlanStatus = 'not started' | 'started' | 'ongoing' | 'completed' | 'closed' | 'unknown'

export interface PlanEntry {
  /** "TSAG 05-2025"; null for an entry without a meeting. */
  meeting: string | null
  words: string
  status: PlanStatus
  documents: DocumentReference[]
  place: Place
}

/** An item of the WTSA action plan as one table has it; a table that stands twice gives its items twice. */
export interface PlanItemFinding extends Found {
  kind: 'plan-item'
  /** "8" or "73-06" */
  item: string
  /** Null where the table has no Resolutions. */
  resolution: number | null
  /** The group that follows it: "RG-WPR"; null where the table names none. */
  group: string | null
  action: string
  entries: PlanEntry[]
}

export interface Mark {
  group: string
  bracketed: boolean
}

export interface DocumentFinding extends Found {
  kind: 'document'
  reference: DocumentReference
  /** Null: the table has no title for it. */
  title: string | null
  source: string | null
  /** Groups named as source. */
  sources: string[]
  state: 'available' | 'reserved' | 'not yet available'
  marks: Mark[]
}

/** Totals have three meanings; in a column, exclusive marks leave out documents with a mark in another column too. */
export type TotalMeaning = 'documents' | 'marks' | 'exclusive marks'

export interface TotalFinding extends Found {
  kind: 'total'
  of: 'C' | 'TD' | 'all'
  /** The column; null for the total of the whole list. */
  group: string | null
  stated: number
  /** "5 (1)": one bracketed mark beside five. */
  bracketed?: number
  counted: Record<TotalMeaning, number>
  /** The meanings that the stated total has; none is a contradiction. */
  means: TotalMeaning[]
}

export interface LiaisonFinding extends Found {
  kind: 'liaison'
  direction: 'incoming' | 'outgoing'
  /** The TD that carries it; null when no document is named. */
  document: DocumentReference | null
  /** Its own number, where one is stated. */
  number: LiaisonNumber | null
  /** i: information, r: reply. */
  purpose: 'i' | 'r' | 'i/r' | null
  senders: string[]
  subject: string
  repliesTo: LiaisonNumber[]
  /** It updates an earlier one as well. */
  update: boolean
  /** "all SGs" or groups; null: not on record. */
  addressees: string[] | null
}

export type Until =
  | { kind: 'next-tsag' }
  | { kind: 'study-period' }
  /** The end of its two years. */
  | { kind: 'lifetime' }
  /** "2028-12" to the month, "2028" to the year. */
  | { kind: 'date'; date: string }
  | { kind: 'earliest'; of: Until[] }
  | { kind: 'unknown' }

export interface JointActivityFinding extends Found {
  kind: 'joint-activity'
  /** "JCA-IdM" */
  body: string
  decision: 'continues' | 'closed' | 'proposed' | 'not agreed' | 'none'
  /** Every reading that the document has, each with its places; more than one is a disagreement. */
  until: { value: Until; places: Place[] }[]
  transitionTo: string[]
  /** TSB supports the transition. */
  withTsb: boolean
  /** At each TSAG meeting, or at the next one. */
  review: 'each TSAG meeting' | 'next TSAG meeting' | null
  /** The start of the two years, as far as it is stated: "2025-05". */
  clockFrom: string | null
  renamed: boolean
  newTerms: boolean
  parent: string | null
  viceChairs: string[]
  /** Numbers of the actions that decide it. */
  actions: string[]
  documents: DocumentReference[]
}

export interface Suggestion {
  /** "SG17", "all SGs", "SCV" */
  group: string
  bracketed: boolean
}

export interface DeliverableFinding extends Found {
  kind: 'deliverable'
  /** "FGMV-23"; null for one that has none yet. */
  number: string | null
  title: string
  /** "Technical Report"; null where the title doesn't begin with it. */
  type: string | null
  /** "2024-03"; null: not stated. */
  approved: string | null
  suggested: Suggestion[]
  proposals: {
    by: DocumentReference
    groups: Suggestion[]
    forInformation: boolean
    /** The proposer says that a group plans the work already. */
    planned: boolean
    /** Documents it is based on; their group may not be known. */
    documents: DocumentReference[]
    words: string
  }[]
}

export interface StatementFinding extends Found {
  kind: 'statement'
  /** "SG20 chair" or a delegation. */
  by: string
  /** Place and time, as written below the heading. */
  occasion: string | null
  /** Word for word, paragraphs parted by '\n'. */
  words: string
  /** Word for word in the report, or told by it. */
  verbatim: boolean
}

/** Offered, never entered by itself. */
export interface PersonFinding extends Found {
  kind: 'person'
  name: string
  role: 'chair' | 'vice-chair' | 'Rapporteur' | 'associate Rapporteur' | 'convenor'
  group: string
  /** Country or organisation, as written. */
  from: string | null
}

/** Something that looks like content of a register and was not understood. */
export interface Unread {
  place: Place
  words: string
  why: UnreadReason
}

export type UnreadReason =
  /** No column is where the others are. */
  | 'incomplete-row'
  | 'no-reference'
  | 'not-a-mark'
  | 'not-a-total'
  | 'no-date'
  | 'no-time'
  /** The meeting was read, its deadline not. */
  | 'no-deadline'
  | 'no-group'
  | 'date-before-meeting'
  /** A date in the clause on future plans that is neither in a table nor in a list. */
  | 'not-a-meeting'
  | 'no-item'
  | 'status-without-item'
  | 'resolution-differs'
  | 'no-title'
  | 'no-action'
  | 'no-reply-target'
  | 'no-decision'
  /** A joint activity under two names: its entry is renamed first. */
  | 'renamed'
  | 'liaison-elsewhere'
  | 'document-elsewhere'
  /** Lines that were the cells of a table. */
  | 'lost-table'
  | 'changed-words'
  | 'unknown-table'
  /** A column of a table that was read otherwise. */
  | 'unknown-column'
  /** A sentence outside of the lists of actions that asks TSAG for something. */
  | 'asks-tsag'

/** The result of one recogniser. */
export interface Recognised {
  findings: Finding[]
  unread: Unread[]
}
