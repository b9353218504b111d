import { ISSUE } from '../references/issue.ts'
import type { By } from '../roles/by.ts'
import type { Coordination } from './coordination.ts'
/** An inter-SG issue: its state, and the events that make it. Plain data: instants and dates are ISO text. */

export type Stage =
  | 'chairs' // the chairs concerned settle it among themselves
  | 'escalated' // brought to WP2, which has not taken it up yet
  | 'wp2' // WP2 handles it, by meetings and calls
  | 'solved' // settled between the chairs
  | 'concluded' // WP2 came to a conclusion
  | 'withdrawn' // taken back by the SG that raised it

/** Stages in which something is still to be settled. */
export const OPEN: readonly Stage[] = ['chairs', 'escalated', 'wp2']

/** Stages in which it is for WP2 to talk about. */
export const WITH_WP2: readonly Stage[] = ['escalated', 'wp2']

export const ALL_STAGES: readonly Stage[] = [...OPEN, 'solved', 'concluded', 'withdrawn']

export const POSITIONS = ['agrees', 'agrees with comments', 'objects', 'abstains'] as const
export type PositionKind = (typeof POSITIONS)[number]

/** On an act that TSB recorded and that its SG has not confirmed yet: the number of its entry in the timeline. */
interface MaybeUnconfirmed {
  unconfirmed?: number
}

export interface Position extends MaybeUnconfirmed {
  position: PositionKind
  reason?: string
  by: By
  at: string
}

export interface Proposal extends MaybeUnconfirmed {
  /** Counted from 1; a newer one supersedes an older one. */
  number: number
  text: string
  group: string
  by: By
  at: string
}

/** A call of WP2, or an ad-hoc meeting of the chairs. */
export interface Call {
  meeting: number
  starts: string
  ends: string
  outcome?: string
  /** The SG that called an ad-hoc meeting; left out for a call of WP2. */
  calledBy?: string
}

/** An act that TSB recorded as said elsewhere, and that waits for whom it was recorded. */
export interface Unconfirmed {
  /** The number of its entry in the timeline. */
  number: number
  kind: EventKind
  group: string
  said: string
  /** Others have acted on it since. */
  actedOn?: boolean
  /** The meeting whose outcome it is. */
  meeting?: number
  /** The values that it replaced, to take it back. */
  before: Partial<Pick<IssueState, 'proposal' | 'positions' | 'coordination' | 'calls'>>
}

export interface Conclusion {
  /** The number of its entry in the timeline, for a correction to name. */
  number: number
  text: string
  action?: { number: string; text: string }
  /** The meeting at which it was reached. */
  meeting?: number
  by: By
  at: string
  /** How many entries before it said it otherwise. */
  corrections: number
}

export interface IssueState {
  id: number
  topic: string
  summary: string
  documents: string[]
  /** The message it came from, as an https address. */
  link?: string
  stage: Stage
  raisedBy: By
  /** The SG for which it was raised. */
  raisedFor: string
  raisedAt: string
  /** The SG that may withdraw it: the one that raised it, or that took it up again last. */
  owner: string
  /** When it was last taken up again after it was withdrawn. */
  resumed?: { group: string; at: string }
  reopened?: { group: string; reason: string; at: string }
  /** The SGs concerned, the raiser's among them. */
  concerned: string[]
  /** SGs that said they are not concerned. */
  notConcerned: string[]
  /** The SG that coordinates, or would. It has no authority over the others (January 2026 report, clause 3.1.3). */
  coordination: Coordination
  /** The last day to take a position, when the timeline is on. */
  respondBy?: string
  lapsed: boolean
  proposal?: Proposal
  /** How many proposals were made; one that was put aside keeps its number. */
  proposals: number
  /** The present position of each SG on the current proposal. A SG without one is silent; silence is never agreement. */
  positions: Record<string, Position>
  /** When silent SGs were last reminded by one of the others. */
  remindedAt?: string
  /** `record`: the number of its entry, where TSB recorded it for the SG. */
  escalation?: { group: string; reason: string; by: By; at: string; record?: number }
  /** WP2's channel has the issue: it was brought to WP2, or the raiser said so. */
  shownToWp2: boolean
  /** It was brought to WP2 at least once. */
  escalated: boolean
  guidance?: { text: string; by: By; at: string }
  calls: Call[]
  statements: number
  solution?: string
  conclusion?: Conclusion
  /** A conclusion that TSB recorded and that WP2's chair or vice-chair has not confirmed yet. */
  pendingConclusion?: PendingConclusion
  unconfirmed: Unconfirmed[]
  /** Entries that are not in the name of those for whom they were recorded. */
  disowned: number[]
  /** Disowned entries on which others have acted since: WP2 or TSB decides what becomes of each. */
  disputed: Unconfirmed[]
  /** How many events made it. */
  version: number
}

export interface PendingConclusion {
  number: number
  text: string
  actionText?: string
  meeting?: number
  entrust?: string
  keepsCoordination?: boolean
}

/** An event. `at` and `by` are on each; `group` is the SG for which somebody acted. */
export type IssueEvent = {
  at: string
  by: By
  group: string
  /** The place where it was said, for an act that TSB recorded for the group: "TSAG meeting, 28 January 2026". */
  said?: string
} & EventBody

export type EventBody =
  | {
      kind: 'raised'
      topic: string
      summary: string
      concerned: string[]
      documents: string[]
      link?: string
      /** Until November 2026: the SG asked to lead the coordination, which the raiser's own then did at once. */
      lead?: string
      respondBy?: string
      shownToWp2?: true
    }
  /** Until November 2026: the raiser's SG and the other one agreed between the two of them. */
  | { kind: 'lead-offered'; to: string }
  | { kind: 'lead-set'; lead: string }
  | { kind: 'coordination-offered'; to: string }
  | { kind: 'coordination-accepted'; of: number; to: string }
  | { kind: 'coordination-agreed'; of: number; to: string }
  | { kind: 'coordination-objected'; of: number; to: string; reason: string }
  /** `from`: the SG or WP2 that asked; not kept before 26 November 2026. */
  | { kind: 'coordination-declined'; of: number; to: string; from?: string; reason: string }
  | { kind: 'coordination-withdrawn'; of: number; to: string; reason: string }
  | { kind: 'coordination-stands'; coordinator: string }
  | { kind: 'coordination-end-wanted'; coordinator: string; reason: string }
  | { kind: 'coordination-ended'; coordinator: string; how: 'by itself' | 'agreed'; reason?: string }
  | { kind: 'coordination-entrusted'; coordinator: string; source: string }
  | { kind: 'coordination-not-entrusted'; coordinator: string; source: string }
  | { kind: 'proposed'; text: string }
  | { kind: 'position'; position: PositionKind; reason?: string; on: number }
  | { kind: 'solved'; text: string }
  | { kind: 'comment'; text: string }
  /** `delegation`: whose statement it is, where it is none of an SG: "Russian Federation". */
  | { kind: 'statement'; text: string; delegation?: string; meeting?: number }
  | { kind: 'reminded'; silent: string[] }
  | { kind: 'added'; added: string; reason: string }
  | { kind: 'joined'; reason: string }
  | { kind: 'left'; reason: string }
  | { kind: 'withdrawn'; reason: string }
  | { kind: 'resumed'; reason: string }
  | { kind: 'reopened'; reason: string; from: 'solved' | 'concluded' }
  | { kind: 'extended'; to: string; from?: string; reason: string }
  | { kind: 'lapsed'; on: string }
  | { kind: 'meeting-called'; meeting: number; starts: string; ends: string }
  | { kind: 'meeting-moved'; meeting: number; starts: string; ends: string }
  | { kind: 'meeting-cancelled'; meeting: number; reason: string }
  /** Cancelled by mistake. `calledBy`: as in `Call`. */
  | {
      kind: 'meeting-restored'
      meeting: number
      starts: string
      ends: string
      calledBy?: string
      reason: string
    }
  | { kind: 'escalated'; reason: string; onLapse: boolean }
  | { kind: 'taken-up' }
  /** The first issues did not have `starts`. */
  | { kind: 'on-agenda'; meeting: number; starts?: string }
  | { kind: 'call-opened'; meeting: number; starts: string; ends: string }
  | { kind: 'call-outcome'; meeting: number; outcome: string }
  | { kind: 'handed-back'; guidance: string; respondBy?: string }
  | {
      kind: 'concluded'
      text: string
      action?: { number: string; text: string }
      /** The action of a conclusion that is still to be confirmed: it has no number yet. */
      actionText?: string
      meeting?: number
      /** The SG to which TSAG is asked to entrust the coordination. */
      entrust?: string
      /** The coordination that stands goes on; otherwise the conclusion ends it. */
      keepsCoordination?: boolean
    }
  | { kind: 'corrected'; corrects: number; text: string }
  /** `source`: the approved report that says so, where no chair confirmed it. */
  | { kind: 'confirmed'; entries: number[]; source?: string }
  | { kind: 'disowned'; entry: number; takenBack: boolean; reason?: string }
  | { kind: 'resolved'; entry: number; takenBack: boolean }

export type EventKind = EventBody['kind']

export const issueRef = ({ id }: { id: number }): string => ISSUE.format(id)

/** The SGs concerned without a position on the current proposal. Silence is never agreement. */
export const silentOf = (state: IssueState): string[] =>
  state.concerned.filter(g => state.positions[g] === undefined)
