import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { cutOffOn } from '../../src/core/deadlines/cut-off.ts'
import { deadlineDate, parseDeadline } from '../../src/core/deadlines/rule.ts'
import type { Meeting } from '../../src/core/meetings/meeting.ts'
import { isAhead } from '../../src/core/meetings/meeting.ts'
import { isSaidAlready } from '../../src/core/notices/said-already.ts'
import { remindersFor } from '../../src/core/reminders/reminders.ts'
import { atGeneva, inGeneva } from '../../src/core/time/geneva.ts'
import { parseTimeSpan } from '../../src/core/time/parse.ts'

const AT_START = Temporal.Instant.from('2026-01-31T09:00:00Z')

/** The plan in clause 7 of the report of January 2026: group, date, Geneva time, deadline. */
const PLAN = `
  RG-DT 2026-03-11 13:00–15:00 7 days before
  RG-DT 2026-05-13 13:00–15:00 2026-05-07
  WP2   2026-05-25 14:00–16:00 none
  RG-DT 2026-07-22 13:00–15:00 7 days before
  WP2   2026-08-17 14:00–16:00 none
  RG-DT 2026-09-09 13:00–15:00 7 days before
  WP2   2026-09-21 14:00–16:30 2026-09-08
  WP2   2026-12-14 14:00–16:00 none
  WP2   2027-01-25 14:00–16:30 the TSAG meeting's contribution deadline`

const meetings = PLAN.trim()
  .split('\n')
  .map((line, i) => {
    const [group, day, time, ...deadline] = line.trim().split(/ +/)
    const date = Temporal.PlainDate.from(day!)
    const { start, end } = parseTimeSpan(time!)
    const last = deadlineDate(parseDeadline(deadline.join(' ')), date)
    const meeting: Partial<Meeting> = {
      id: i + 1,
      group: group!,
      starts: atGeneva(date, start),
      ends: atGeneva(date, end),
      deadline: last,
      cutOff: last && cutOffOn(last, Temporal.PlainTime.from('23:59:59')),
      status: 'SCHEDULED',
      groups: [group!],
      version: 1,
    }
    return meeting as Meeting
  })
const on = (date: string, group: string) =>
  meetings.find(m => m.group === group && inGeneva(m.starts).toPlainDate().toString() === date)!
const plan = (m: Meeting, now = AT_START) => remindersFor(m, now).map(n => `${n.dueAt} ${n.key}`)

describe('a reminder that is due at this very instant', () => {
  const meeting = on('2026-05-13', 'RG-DT')
  const due = Temporal.Instant.from('2026-05-13T10:00:00Z')
  test.for([
    // version, seconds after it is due, whether it is planned
    [1, -1, true],
    [1, 0, true],
    [1, 1, false],
    [2, -1, true],
    [2, 0, false], // the version before has sent it
    [2, 1, false],
  ] as const)('of version %s, %s s after that instant: is it planned?', ([version, seconds, isPlanned]) => {
    expect(isAhead(due, { ...meeting, version }, due.add({ seconds }))).toBe(isPlanned)
    const keys = remindersFor({ ...meeting, version }, due.add({ seconds })).map(n => n.key)
    expect(keys.includes(`meeting:MTG-2:v${version}:1h`)).toBe(isPlanned)
  })

  test.for([
    // days before, instant of the announcement in UTC, whether the reminder is left out; 09:00 in Geneva is 07:00
    [14, '2026-04-22T22:00:00Z', true], // midnight of the same day in Geneva
    [14, '2026-04-22T21:59:59Z', false],
    [7, '2026-04-23T06:59:59Z', true],
    [3, '2026-04-23T06:00:00Z', false],
    [3, '2026-04-23T06:00:01Z', true],
    [0, '2026-04-23T06:59:59Z', true],
    [0, '2026-04-22T22:00:00Z', false],
  ] as const)('%s days before, announced %s: is it said already? %s', ([days, announced, isSaid]) => {
    const at = Temporal.Instant.from('2026-04-23T07:00:00Z')
    expect(isSaidAlready(at, days, Temporal.Instant.from(announced))).toBe(isSaid)
  })

  test('of a call arranged that morning does not say “in 7 days” at nine, and the others follow', () => {
    const call = { ...meeting, kind: 'CALL', deadline: undefined, cutOff: undefined } as unknown as Meeting
    expect(plan(call, Temporal.Instant.from('2026-05-06T06:59:59Z')).map(l => l.split(':').at(-1))).toEqual([
      '1d',
      '1h',
    ])
  })

  test('is bound to its version: a meeting that was moved gets new ones', () => {
    const keys = remindersFor({ ...meeting, version: 3 }, AT_START).map(n => n.key)
    expect(keys.every(key => key.includes(':v3:'))).toBe(true)
  })

  test('says what it is about, to whom, and until when it makes sense', () => {
    const all = remindersFor({ ...meeting, groups: ['RG-DT', 'WP2'] }, AT_START)
    const audience = [
      { channelOf: 'RG-DT' },
      { followers: 'RG-DT' },
      { channelOf: 'WP2' },
      { followers: 'WP2' },
    ]
    const common = { subject: 'MTG-2', audience, priority: 9 }
    expect(all[1]).toMatchObject({
      ...common,
      kind: 'deadline-near',
      series: 'deadline',
      data: { meeting: 2, version: 1, step: '7d' },
      expiresAt: meeting.cutOff,
    })
    expect(all.at(-1)).toMatchObject({
      ...common,
      kind: 'meeting-near',
      series: 'meeting',
      data: { meeting: 2, version: 1, step: '1h' },
      expiresAt: meeting.starts,
    })
  })

  test('of the last day is left out when contributions are closed by then', () => {
    const closing = (time: string) => atGeneva(meeting.deadline!, time)
    const hasLast = (cutOff: Temporal.Instant | undefined) =>
      remindersFor({ ...meeting, cutOff } as Meeting, AT_START).some(n => n.key.endsWith(':0d'))
    expect(hasLast(closing('09:00:01'))).toBe(true)
    expect(hasLast(closing('09:00'))).toBe(false)
    expect(hasLast(undefined)).toBe(false)
  })

  test('is not planned when the meeting is cancelled', () => {
    expect(remindersFor({ ...meeting, status: 'CANCELLED' }, AT_START)).toEqual([])
  })

  test('is the same when the meeting is confirmed, and none once it is known whether it was held', () => {
    expect(remindersFor({ ...meeting, status: 'CONFIRMED' }, AT_START)).toEqual(
      remindersFor(meeting, AT_START),
    )
    for (const status of ['HELD', 'NOT_HELD'] as const)
      expect(remindersFor({ ...meeting, status }, AT_START)).toEqual([])
  })
})

describe('the reminders of the plan of January 2026', () => {
  test('of RG-DT on 13 May count from 7 May, at nine in Geneva', () => {
    expect(plan(on('2026-05-13', 'RG-DT'))).toEqual([
      '2026-04-23T07:00:00Z deadline:MTG-2:v1:14d',
      '2026-04-30T07:00:00Z deadline:MTG-2:v1:7d',
      '2026-05-04T07:00:00Z deadline:MTG-2:v1:3d',
      '2026-05-06T07:00:00Z deadline:MTG-2:v1:1d',
      '2026-05-07T07:00:00Z deadline:MTG-2:v1:0d',
      '2026-05-06T07:00:00Z meeting:MTG-2:v1:7d',
      '2026-05-12T07:00:00Z meeting:MTG-2:v1:1d',
      '2026-05-13T10:00:00Z meeting:MTG-2:v1:1h',
    ])
  })

  test('of RG-DT on 11 March are an hour later in UTC, for it is winter', () => {
    expect(plan(on('2026-03-11', 'RG-DT'))).toEqual([
      '2026-02-18T08:00:00Z deadline:MTG-1:v1:14d',
      '2026-02-25T08:00:00Z deadline:MTG-1:v1:7d',
      '2026-03-01T08:00:00Z deadline:MTG-1:v1:3d',
      '2026-03-03T08:00:00Z deadline:MTG-1:v1:1d',
      '2026-03-04T08:00:00Z deadline:MTG-1:v1:0d',
      '2026-03-04T08:00:00Z meeting:MTG-1:v1:7d',
      '2026-03-10T08:00:00Z meeting:MTG-1:v1:1d',
      '2026-03-11T11:00:00Z meeting:MTG-1:v1:1h',
    ])
  })

  test('of WP2, whose deadline is none or not yet a date, are of the meeting alone', () => {
    expect(plan(on('2026-05-25', 'WP2'))).toEqual([
      '2026-05-18T07:00:00Z meeting:MTG-3:v1:7d',
      '2026-05-24T07:00:00Z meeting:MTG-3:v1:1d',
      '2026-05-25T11:00:00Z meeting:MTG-3:v1:1h',
    ])
    expect(plan(on('2027-01-25', 'WP2')).filter(line => line.includes('deadline'))).toEqual([])
  })

  test('have a key each', () => {
    const keys = meetings.flatMap(m => remindersFor(m, AT_START)).map(n => n.key)
    expect(new Set(keys).size).toBe(keys.length)
    expect(keys.length).toBe(5 * 5 + 9 * 3)
  })
})

describe('of a meeting', () => {
  const meeting = on('2026-05-13', 'RG-DT')

  test('that is cancelled, there are none', () => {
    expect(plan({ ...meeting, status: 'CANCELLED' })).toEqual([])
  })

  test('that is changed, the reminders have other keys', () => {
    const before = remindersFor(meeting, AT_START).map(n => n.key)
    const after = remindersFor({ ...meeting, version: 2 }, AT_START).map(n => n.key)
    expect(after.filter(key => before.includes(key))).toEqual([])
  })

  test('that concerns several groups, each reminder goes to the channels of all', () => {
    const [first] = remindersFor({ ...meeting, groups: ['SG17', 'SG20', 'WP2'] }, AT_START)
    expect(first!.audience).toEqual(
      expect.arrayContaining([{ channelOf: 'SG17' }, { channelOf: 'SG20' }, { channelOf: 'WP2' }]),
    )
  })

  test('those that are past are left out, and those that would repeat what is announced now', () => {
    const now = Temporal.Instant.from('2026-05-06T06:00:00Z')
    expect(plan(meeting, now).map(line => line.split(':').at(-1))).toEqual(['1d', '0d', '1d', '1h'])
    const later = now.add({ hours: 1 })
    expect(plan(meeting, later).map(line => line.split(':').at(-1))).toEqual(['0d', '1d', '1h'])
  })

  test('whenever it is and whenever one looks, none is past, none after its matter, and days are at nine', () => {
    const minutes = (iso: string) => Temporal.Instant.from(iso).epochMilliseconds / 60_000
    const instant = fc
      .integer({ min: minutes('2026-01-01T00:00:00Z'), max: minutes('2028-12-31T00:00:00Z') })
      .map(m => Temporal.Instant.fromEpochMilliseconds(m * 60_000))
    fc.assert(
      fc.property(
        instant,
        instant,
        fc.integer({ min: 0, max: 30 }),
        fc.integer({ min: 0, max: 23 }),
        (starts, now, days, hour) => {
          const deadline = inGeneva(starts).toPlainDate().subtract({ days })
          const closes = cutOffOn(deadline, Temporal.PlainTime.from({ hour }))
          const planned = { ...meeting, starts, ends: starts.add({ hours: 2 }), deadline, closes }
          for (const n of remindersFor(planned, now)) {
            expect(Temporal.Instant.compare(n.dueAt, now)).toBeGreaterThanOrEqual(0)
            if (n.key.endsWith('1h')) expect(n.dueAt.until(starts).total('hours')).toBe(1)
            else expect(inGeneva(n.dueAt).toPlainTime().toString()).toBe('09:00:00')
            expect(Temporal.Instant.compare(n.dueAt, n.expiresAt!)).toBeLessThan(0)
          }
        },
      ),
    )
  })
})
