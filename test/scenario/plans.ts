/** The meetings of both plans, as the tables of the reports have them. Times are Geneva's. */

export interface Planned {
  group: string
  kind: 'interim RG meeting' | 'interim coordination e-meeting' | 'e-meeting'
  /** "2026-03-11" */
  date: string
  start: string
  end: string
  objective: string
  /** The last day for contributions; undefined: none, or not yet a date. */
  deadline?: string | undefined
}

const rgDt = (date: string, deadline: string): Planned => ({
  group: 'RG-DT',
  kind: 'interim RG meeting',
  date,
  start: '13:00',
  end: '15:00',
  objective: 'Progress the work on its terms of reference',
  deadline,
})
const coordination = (date: string): Planned => ({
  group: 'WP2',
  kind: 'interim coordination e-meeting',
  date,
  start: '14:00',
  end: '16:00',
  objective: 'Issues brought by the SG chairs',
})
const eMeeting = (date: string, objective: string, deadline?: string): Planned => ({
  group: 'WP2',
  kind: 'e-meeting',
  date,
  start: '14:00',
  end: '16:30',
  objective,
  deadline,
})

/** TD100R1, clause 10. */
export const MAY_2025: readonly Planned[] = [
  rgDt('2025-09-10', '2025-09-03'),
  rgDt('2025-11-12', '2025-11-05'),
  rgDt('2026-03-11', '2026-03-04'),
  rgDt('2026-05-13', '2026-05-07'),
  rgDt('2026-07-08', '2026-07-01'),
  rgDt('2026-09-09', '2026-09-02'),
]

/** TD164R3, clause 7. */
export const JANUARY_2026: readonly Planned[] = [
  rgDt('2026-03-11', '2026-03-04'),
  rgDt('2026-05-13', '2026-05-07'),
  coordination('2026-05-25'),
  rgDt('2026-07-22', '2026-07-15'),
  coordination('2026-08-17'),
  rgDt('2026-09-09', '2026-09-02'),
  eMeeting('2026-09-21', 'Lead SG', '2026-09-08'),
  coordination('2026-12-14'),
  eMeeting('2027-01-25', 'Reviewing inputs on lead SG to TSAG'),
]

/** The deadline of the last e-meeting is in the plan, though not as a date. */
const TSAG_RULE = "the TSAG meeting's contribution deadline"
const KINDS = {
  'interim RG meeting': 'interim',
  'interim coordination e-meeting': 'coordination',
  'e-meeting': 'e-meeting',
}

/** A plan as the file that a person loads. */
export const fileOf = (plan: readonly Planned[]): Record<string, string>[] =>
  plan.map(({ group, kind, date, start, end, objective, deadline }) => ({
    group,
    kind: KINDS[kind],
    date,
    time: `${start}–${end}`,
    objective,
    deadline: deadline ?? (kind === 'e-meeting' ? TSAG_RULE : 'none'),
  }))
