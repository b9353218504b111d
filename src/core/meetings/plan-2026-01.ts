/** The plan of interim meetings agreed in January 2026 (report TD164R3, clause 7). Times are Geneva time. */
import type { MeetingKind } from '../database/generated/enums.ts'

export interface PlannedMeeting {
  group: string
  kind: MeetingKind
  date: string
  time: readonly [start: string, end: string]
  objective: string
  /** A date, a rule, or none. */
  deadline?: string
}

export const SOURCE = 'TD164R3, clause 7'

const DT = {
  group: 'RG-DT',
  kind: 'RG_INTERIM',
  time: ['13:00', '15:00'],
  objective: 'Progress the work on its terms of reference',
} as const
const COORDINATION = {
  group: 'WP2',
  kind: 'COORDINATION_E_MEETING',
  time: ['14:00', '16:00'],
  objective: 'Issues brought by the SG chairs',
} as const

/** RG-DT's deadline of 13 May is stated: six days before, where the week of the rule would give 6 May. */
export const PLAN: readonly PlannedMeeting[] = [
  { ...DT, date: '2026-03-11', deadline: '7 days before' },
  { ...DT, date: '2026-05-13', deadline: '2026-05-07' },
  { ...COORDINATION, date: '2026-05-25' },
  { ...DT, date: '2026-07-22', deadline: '7 days before' },
  { ...COORDINATION, date: '2026-08-17' },
  { ...DT, date: '2026-09-09', deadline: '7 days before' },
  {
    group: 'WP2',
    kind: 'WP_E_MEETING',
    date: '2026-09-21',
    time: ['14:00', '16:30'],
    objective: 'Lead SG',
    deadline: '2026-09-08',
  },
  { ...COORDINATION, date: '2026-12-14' },
  {
    group: 'WP2',
    kind: 'WP_E_MEETING',
    date: '2027-01-25',
    time: ['14:00', '16:30'],
    objective: 'Reviewing inputs on lead SG to TSAG',
    deadline: "the TSAG meeting's contribution deadline",
  },
]
