import { ISSUE } from '../references/issue.ts'
import type { By } from '../roles/by.ts'
/** What an inter-SG issue is: its state, and the events that make it. Plain data: instants and dates are ISO text. */

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

export const POSITIONS = ['agrees', 'agrees with comments', 'objects', 'abstains'] as const
export type PositionKind = (typeof POSITIONS)[number]

export interface Position {
  position: PositionKind
  reason?: string
  by: By
  at: string
}

export interface Proposal {
  /** Counted from 1; a newer one supersedes an older one. */
  number: number
  text: string
  group: string
  by: By
  at: string
}

export interface Call {
  meeting: number
  starts: string
  ends: string
  outcome?: string
}

export interface IssueState {
  id: number
  topic: string
  summary: string
  documents: string[]
  stage: Stage
  raisedBy: By
  /** The SG for which it was raised, and that may withdraw it. */
  raisedFor: string
  raisedAt: string
  /** The SGs concerned, the raiser's among them. */
  concerned: string[]
  /** SGs that said they are not concerned. */
  notConcerned: string[]
  /** The SG that leads the coordination. It has no authority over the others (January 2026 report, clause 3.1.3). */
  lead?: string
  /** Asked for or offered, and not yet agreed by both sides. */
  leadOffer?: { group: string; from: string }
  /** The last day to take a position, when the timeline is on. */
  respondBy?: string
  lapsed: boolean
  proposal?: Proposal
  /** The present position of each SG on the current proposal. A SG without one is silent; silence is never agreement. */
  positions: Record<string, Position>
  /** When silent SGs were last reminded by one of the others. */
  remindedAt?: string
  escalation?: { group: string; reason: string; by: By; at: string }
  guidance?: { text: string; by: By; at: string }
  calls: Call[]
  statements: number
  solution?: string
  conclusion?: { text: string; action?: { number: string; text: string }; by: By; at: string }
  /** How many events made it. */
  version: number
}

/** What happened. `at` and `by` are on each; `group` is the SG for which somebody acted. */
export type IssueEvent = { at: string; by: By; group: string } & EventBody

export type EventBody =
  | {
      kind: 'raised'
      topic: string
      summary: string
      concerned: string[]
      documents: string[]
      lead?: string
      respondBy?: string
    }
  | { kind: 'lead-offered'; to: string }
  | { kind: 'lead-set'; lead: string }
  | { kind: 'proposed'; text: string }
  | { kind: 'position'; position: PositionKind; reason?: string; on: number }
  | { kind: 'solved'; text: string }
  | { kind: 'comment'; text: string }
  | { kind: 'statement'; text: string }
  | { kind: 'reminded'; silent: string[] }
  | { kind: 'added'; added: string; reason: string }
  | { kind: 'joined'; reason: string }
  | { kind: 'left'; reason: string }
  | { kind: 'withdrawn'; reason: string }
  | { kind: 'resumed'; reason: string }
  | { kind: 'extended'; to: string; from?: string; reason: string }
  | { kind: 'lapsed'; on: string }
  | { kind: 'meeting-called'; meeting: number; starts: string; ends: string }
  | { kind: 'meeting-moved'; meeting: number; starts: string; ends: string }
  | { kind: 'meeting-cancelled'; meeting: number; reason: string }
  | { kind: 'escalated'; reason: string; onLapse: boolean }
  | { kind: 'taken-up' }
  | { kind: 'on-agenda'; meeting: number; starts: string }
  | { kind: 'call-opened'; meeting: number; starts: string; ends: string }
  | { kind: 'call-outcome'; meeting: number; outcome: string }
  | { kind: 'handed-back'; guidance: string; respondBy?: string }
  | { kind: 'concluded'; text: string; action?: { number: string; text: string } }

export type EventKind = EventBody['kind']

export const issueRef = ({ id }: { id: number }): string => ISSUE.format(id)

/** The SGs concerned without a position on the current proposal. Silence is never agreement. */
export const silentOf = (state: IssueState): string[] =>
  state.concerned.filter(g => state.positions[g] === undefined)
