/**
 * A debt of any kind: a reply to a liaison statement, a report to a meeting, statuses of the WTSA action plan and
 * reviews of JCAs for a TSAG meeting. Debts are kept nowhere: they follow from the registers and the calendar.
 */
import type { Liaison } from '../liaisons/replies.ts'
import type { Report, Standing } from './fields.ts'

interface Owed {
  /** Unique among what is owed, whatever its date: "reply T25-TSAG-LS4 SG3". */
  key: string
  /** The group that owes it. */
  group: string
  /** The date, known to the day, the month or the year; undefined: none is on record. */
  by: string | undefined
  /** The last day of its meeting, on which it still comes in time: "2026-10-16"; undefined: the last day of `by`. */
  lastDay: string | undefined
  overdue: boolean
}

export interface OwedReply extends Owed {
  kind: 'reply'
  statement: Liaison
  /** "TSAG-LS4" */
  reference: string
  /** The date that was asked for, where the addressee named another one. */
  askedBy: string | undefined
}

export interface OwedReport extends Owed {
  kind: 'report'
  /** Undefined: a standing report of which nothing is on record yet. */
  report: Report | undefined
  standing: Standing | undefined
  matter: string
  to: string | undefined
  /** The meeting as it stands in the report-back: "2026-05", "TSAG 10-2026". */
  meeting: string
  /** The day on which that meeting begins: "2026-05-25"; undefined: the calendar doesn't have it. */
  day: string | undefined
  /** The meeting was cancelled or not held. */
  isOff: boolean
  /** The date is another one than the meeting's. */
  isLater: boolean
}

export interface OwedStatuses extends Owed {
  kind: 'statuses'
  /** "TSAG 10-2026" */
  meeting: string
  /** "8", "73-06" */
  items: string[]
}

export interface OwedReviews extends Owed {
  kind: 'reviews'
  meeting: string
  /** "JCA-MV" */
  activities: string[]
}

export type Debt = OwedReply | OwedReport | OwedStatuses | OwedReviews

/** Names of bodies are compared without their capitals: "JCA-IdM", "JCA-IDM". */
export const isSameBody = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase()
