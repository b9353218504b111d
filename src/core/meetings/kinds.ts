/** The rules of each kind of meeting, with their sources. One table; `/sg meeting rules` shows it. */
import type { MeetingKind } from '../database/generated/enums.ts'
import type { Deadline } from '../deadlines/rule.ts'

export interface KindRule {
  /** The kind in words. */
  words: string
  /** The people who schedule and move it. */
  schedules: string
  /** The people who say whether it is held. */
  decides: string
  /** On what it depends. */
  condition: string
  /** When contributions are due, where nothing else is said. */
  deadline: Deadline
  /** How many days ahead it is scheduled at least; closer needs a confirmation. */
  notice: number
  /** The clause, or that it is our own choice. */
  source: string
}

const NONE: Deadline = { kind: 'none' }

export const KIND_RULES: Record<MeetingKind, KindRule> = {
  TSAG_MEETING: {
    words: 'TSAG meeting',
    schedules: 'TSB',
    decides: 'TSAG',
    condition: 'none',
    deadline: { kind: 'days', days: 12 },
    notice: 60,
    source: 'deadline: Rec. A.1, 3.1.8; notice: our choice',
  },
  WP_E_MEETING: {
    words: 'e-meeting',
    schedules: "WP2's chair, TSB",
    decides: "WP2's chair, TSB",
    condition: 'authorized by TSAG',
    deadline: NONE,
    notice: 14,
    source: 'TD164R3, clause 7; notice: our choice',
  },
  COORDINATION_E_MEETING: {
    words: 'interim coordination e-meeting',
    schedules: "WP2's chair, TSB",
    decides: "cancelled without an issue; WP2's chair and TSB can hold it anyway",
    condition: 'held if an SG chair brings an issue, otherwise cancelled',
    deadline: NONE,
    notice: 14,
    source: 'TD164R3, clause 7; notice: our choice',
  },
  RG_INTERIM: {
    words: 'interim RG meeting',
    schedules: "the group's Rapporteur",
    decides: "the group's Rapporteur, or TSB for them",
    condition: 'held pending sufficient input by the contribution deadline',
    deadline: { kind: 'days', days: 7 },
    notice: 14,
    source: 'TD164R3, clause 4.2; notice: our choice',
  },
  AD_HOC: {
    words: 'ad-hoc meeting',
    schedules: "a chair of an SG concerned, or of the SG that coordinates; WP2's chair and TSB for WP2's own",
    decides: 'the person or SG that called it',
    condition: 'when needed',
    deadline: NONE,
    notice: 0,
    source: 'TD164R3, clause 3.1.2',
  },
  CALL: {
    words: 'call',
    schedules: "WP2's chair or vice-chair, TSB",
    decides: 'WP2',
    condition: 'part of a series of calls on an issue',
    deadline: NONE,
    notice: 0,
    source: 'TD164R3, clause 3.1.3',
  },
}
