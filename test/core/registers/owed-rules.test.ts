import { describe, expect, test } from 'vitest'
import type { Meeting } from '../../../src/core/meetings/meeting.ts'
import { latestStatus } from '../../../src/core/registers/action-plan/latest.ts'
import type { Report } from '../../../src/core/registers/owed/fields.ts'
import { findNamedMeeting } from '../../../src/core/registers/owed/report-meetings.ts'
import { debtSteps, dueStep, endSteps } from '../../../src/core/registers/owed/steps.ts'
import { findTsagDebts, type TsagFacts } from '../../../src/core/registers/owed/tsag-brings.ts'
import { describeDebt } from '../../../src/core/registers/owed/words.ts'
import { toMeetingLabel } from '../../../src/core/registers/periods.ts'

const day = (text: string) => Temporal.PlainDate.from(text)
const at = Temporal.Instant.from('2026-02-02T09:00:00Z')
const entry = <F extends object>(id: number, key: string, fields: F) => ({
  id,
  key,
  number: null,
  fields,
  version: 1,
  at,
})

describe('when somebody is reminded', () => {
  // 15 May 2026 is a Friday, 1 May no holiday in Geneva, 14 May Ascension Day.
  test.for([
    ['reply', '2026-05-15', undefined, '14d 2026-05-01, 3d 2026-05-12, after 2026-05-18'],
    // Two weeks before is a Saturday, and three days before a Wednesday.
    ['report', '2026-05-30', undefined, '14d 2026-05-15, 3d 2026-05-27, after 2026-06-01'],
    // Known to the month: ahead of its first day, and after its last.
    ['reply', '2026-06', undefined, '14d 2026-05-18, 3d 2026-05-29, after 2026-07-01'],
    // A meeting of several days: once it is over.
    ['statuses', '2026-10-12', '2026-10-16', '3d 2026-10-09, after 2026-10-19'],
    ['reviews', '2026-10-12', '2026-10-16', '3d 2026-10-09, after 2026-10-19'],
    ['reply', undefined, undefined, ''],
  ] as const)('%s by %s', ([kind, by, lastDay, expected]) => {
    const steps = debtSteps({ kind, by, lastDay })
    expect(steps.map(({ name, day }) => `${name} ${day}`).join(', ')).toBe(expected)
  })

  const steps = debtSteps({ kind: 'reply', by: '2026-05-15', lastDay: undefined })
  test.for([
    ['2026-04-30', undefined],
    ['2026-05-01', '14d'],
    // One that comes onto record in between is told of once.
    ['2026-05-11', '14d'],
    ['2026-05-12', '3d'],
    ['2026-05-17', '3d'],
    ['2026-05-18', 'after'],
    ['2026-06-17', 'after'],
    // A debt that is long overdue is not brought up.
    ['2026-06-18', undefined],
  ] as const)('on %s it is the step %s', ([today, step]) => expect(dueStep(steps, day(today))).toBe(step))

  test('an end is told of 6, 3 and 1 months before its first day', () =>
    expect(endSteps('2027-05').map(({ name, day }) => `${name} ${day}`)).toEqual([
      '6m 2026-10-30',
      '3m 2027-02-01',
      '1m 2027-04-01',
    ]))

  test.for([
    ['2027-01-31', '6m'],
    ['2027-05-31', '1m'],
    ['2027-06-01', undefined],
  ] as const)('of an end in May 2027, on %s it is %s', ([today, step]) =>
    expect(dueStep(endSteps('2027-05'), day(today), day('2027-05-31'))).toBe(step),
  )
})

describe('the meeting that a report-back names', () => {
  const meeting = (id: number, group: string, date: string, more: Partial<Meeting> = {}): Meeting =>
    ({
      id,
      group,
      kind: group === 'TSAG' ? 'TSAG_MEETING' : 'WP_E_MEETING',
      starts: Temporal.Instant.from(`${date}T12:00:00Z`),
      status: 'SCHEDULED',
      ...more,
    }) as Meeting
  const all = [
    meeting(1, 'RG-DT', '2026-05-13'),
    meeting(2, 'WP2', '2026-05-18', { status: 'CANCELLED' }),
    meeting(3, 'WP2', '2026-05-25'),
    meeting(4, 'WP2', '2026-05-27'),
    meeting(5, 'TSAG', '2026-10-12'),
    meeting(6, 'WP2', '2026-08-17', { status: 'NOT_HELD' }),
  ]
  test.for([
    ['2026-05', 'WP2', 3],
    ['2026-05-27', 'WP2', 4],
    ['2026-05', 'RG-DT', 1],
    ['2026-05', 'SG17', undefined],
    ['2026-05', undefined, undefined],
    // All that fit are off: it is still the one that was meant.
    ['2026-08', 'WP2', 6],
    ['TSAG 10-2026', 'WP2', 5],
    ['TSAG 10-2025', 'TSAG', undefined],
    ['MTG-4', undefined, 4],
    ['the next one', 'WP2', undefined],
  ] as const)('%s, to %s', ([named, to, id]) => expect(findNamedMeeting(named, to, all)?.id).toBe(id))
})

describe('the latest status of an item', () => {
  const status = (meeting: string | undefined) => entry(1, '8', { item: '8', ...(meeting && { meeting }) })
  const all = [undefined, 'TSAG 01-2026', 'TSAG 05-2025', 'TSAG 10-2026'].map(status)
  test('is by time, not by the letters of its label', () => {
    expect(latestStatus(all)?.fields.meeting).toBe('TSAG 10-2026')
    expect(latestStatus(all.slice(0, 3))?.fields.meeting).toBe('TSAG 01-2026')
    expect(latestStatus(all, 'TSAG 10-2026')?.fields.meeting).toBe('TSAG 01-2026')
    expect(latestStatus(all, 'TSAG 05-2025')?.fields.meeting).toBeUndefined()
    expect(latestStatus(all.slice(1), 'TSAG 05-2025')).toBeUndefined()
  })
})

describe('what a TSAG meeting brings', () => {
  const facts: TsagFacts = {
    meeting: toMeetingLabel('2026-10-12'),
    day: day('2026-10-12'),
    lastDay: day('2026-10-16'),
    leadGroups: ['SG17'],
    rapporteurGroups: ['RG-DT'],
    activities: [
      entry(1, 'JCA-IMT2020/IMT2030', { decision: 'continues' as const, names: ['JCA-IMT2020'] }),
      entry(2, 'FG-MV', { decision: 'continues' as const }),
    ],
    statuses: [
      entry(3, '8 TSAG 01-2026', { item: '8', meeting: 'TSAG 01-2026', responsible: ['SG17', 'SG20'] }),
      entry(4, '9 undated', { item: '9' }),
      entry(5, '12 TSAG 10-2026', { item: '12', meeting: 'TSAG 10-2026', responsible: ['SG17'] }),
    ],
    standing: [],
    today: day('2026-10-16'),
  }
  const brought = (more: Partial<TsagFacts> = {}) => findTsagDebts({ ...facts, ...more }).map(describeDebt)

  test('reports, reviews of JCAs, and statuses of open items', () =>
    expect(brought()).toEqual([
      'SG17 owes its lead SG report to TSAG 10-2026 (from 12 October 2026)',
      'RG-DT owes its progress report to TSAG 10-2026 (from 12 October 2026)',
      'JCA-IMT2020/IMT2030 owes its progress report to TSAG 10-2026 (from 12 October 2026)',
      'WP2 owes the review of JCA-IMT2020/IMT2030 at TSAG 10-2026',
      'SG17 owes the status of item 8 of the WTSA action plan for TSAG 10-2026',
      'SG20 owes the status of item 8 of the WTSA action plan for TSAG 10-2026',
      'WP2 owes the status of item 9 of the WTSA action plan for TSAG 10-2026',
    ]))

  test('what is answered is owed no more, under an earlier name too', () => {
    const report = (group: string, standing: 'lead SG' | 'progress', more: object): Report =>
      entry(9, 'RB-9', { group, standing, meetings: [facts.meeting], ...more })
    const standing = [
      report('SG17', 'lead SG', { done: [facts.meeting] }),
      report('JCA-IMT2020', 'progress', { noReport: [facts.meeting] }),
      report('RG-DT', 'progress', { later: [{ meeting: facts.meeting, date: '2026-10-20' }] }),
    ]
    expect(brought({ standing }).slice(0, 2)).toEqual([
      'RG-DT owes its progress report to TSAG 10-2026 (from 12 October 2026) by 20 October 2026',
      'WP2 owes the review of JCA-IMT2020/IMT2030 at TSAG 10-2026',
    ])
  })

  test('an answer for another meeting answers nothing', () => {
    const standing = [
      entry(9, 'RB-9', {
        group: 'SG17',
        standing: 'lead SG' as const,
        meetings: ['TSAG 01-2026'],
        done: ['TSAG 01-2026'],
      }),
    ]
    expect(brought({ standing })[0]).toContain('SG17 owes its lead SG report')
  })

  test('it is overdue when the meeting is over, not on its second day', () => {
    expect(brought()[0]).not.toContain('overdue')
    expect(brought({ today: day('2026-10-17') })[0]).toMatch(/, overdue$/)
  })
})
