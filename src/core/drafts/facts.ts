/** Everything on record that a report of WP2 says, gathered once, as plain data: the clauses are made of it. */

import type { IssueEvent, IssueState } from '../issues/state.ts'
import type { Meeting } from '../meetings/meeting.ts'
import type { planItemFields } from '../registers/action-plan/fields.ts'
import type { actionFields } from '../registers/actions/fields.ts'
import type { documentFields } from '../registers/documents/fields.ts'
import type { FieldValues } from '../registers/field.ts'
import type { jointFields } from '../registers/joint-activities/fields.ts'
import type { liaisonFields } from '../registers/liaisons/fields.ts'
import type { RegisterEntry } from '../registers/register.ts'
import type { Days, TsagMeeting } from './meeting.ts'

export type ActionEntry = RegisterEntry<FieldValues<typeof actionFields>>
export type DocumentEntry = RegisterEntry<FieldValues<typeof documentFields>>
export type LiaisonEntry = RegisterEntry<FieldValues<typeof liaisonFields>>
export type PlanEntry = RegisterEntry<FieldValues<typeof planItemFields>>
export type JointEntry = RegisterEntry<FieldValues<typeof jointFields>>

/** A joint activity, and whether what the register says of it was decided at this meeting. */
export interface Joint {
  entry: JointEntry
  decidedHere: boolean
}

/** A meeting of the time between two TSAG meetings. */
export interface Interim {
  meeting: Meeting
  /** The reason for the cancellation, in the words of the person who cancelled it. */
  reason: string | undefined
  /** "Gap analysis (NICT), C21": what was contributed and not withdrawn. */
  contributions: string[]
  /** "ISG-1 Trust (concluded by WP2)": the issues and inputs of its agenda. */
  agenda: string[]
}

export interface IssueFacts {
  state: IssueState
  timeline: IssueEvent[]
}

/** A statement for the record, word for word. */
export interface StatementFacts {
  /** The SG or the delegation. */
  by: string
  /** "on ISG-1, 2 March 2026", "on clause 3.1.3, 29 January 2026" */
  occasion: string
  text: string
  /** TSB recorded it, and the SG has not confirmed it. */
  unconfirmed: boolean
}

/** A group whose results the report reviews, with who leads it. */
export interface RapporteurGroup {
  id: string
  name: string
  rapporteurs: string[]
}

export interface ReportFacts {
  meeting: TsagMeeting
  /** "2025–2028" */
  studyPeriod: string
  /** Undefined: no earlier TSAG meeting is on record. */
  previous: { label: string; days: Days } | undefined
  chairs: string[]
  viceChairs: string[]
  rapporteurGroups: RapporteurGroup[]
  interim: Interim[]
  issues: IssueFacts[]
  actions: ActionEntry[]
  documents: DocumentEntry[]
  /** Outgoing liaison statements of this meeting. */
  liaisons: LiaisonEntry[]
  /** Statuses of all items, at all meetings up to this one. */
  planItems: PlanEntry[]
  joint: Joint[]
  /** Meetings ahead of the end of this TSAG meeting, of WP2 and its Rapporteur groups. */
  planned: Meeting[]
  statements: StatementFacts[]
  now: Temporal.Instant
}
