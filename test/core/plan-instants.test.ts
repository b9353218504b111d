/** Every instant that follows from the plans, by the program, by ICU's rules, and by its calendars as ical.js reads them. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { groupFeed } from '../../src/core/feeds/reading.ts'
import { formatLine } from '../../src/core/grammar/grammar.ts'
import { calendarOf } from '../../src/core/ics/calendar.ts'
import { fileOf, JANUARY_2026, MAY_2025, type Planned } from '../scenario/plans.ts'
import { workingDay } from '../support/working-days.ts'
import { daysFrom, GENEVA, instantsIn } from '../support/zones.ts'
import { parse } from './calendars/parse.ts'
import { type DeskHarness, openDesk } from './desk-harness.ts'

/** In the nights in which the clocks of Geneva change: over hours that are skipped, and in hours that come twice. */
const NIGHTS: Pick<Planned, 'date' | 'start' | 'end'>[] = [
  { date: '2026-03-28', start: '22:00', end: '23:30' },
  { date: '2026-03-29', start: '01:30', end: '03:30' },
  { date: '2026-04-05', start: '09:30', end: '11:00' },
  { date: '2026-10-25', start: '01:30', end: '03:30' },
  { date: '2026-10-25', start: '02:30', end: '02:45' },
  { date: '2026-10-26', start: '00:30', end: '02:30' },
  { date: '2026-11-01', start: '03:15', end: '04:00' },
]

interface Dated extends Pick<Planned, 'group' | 'date' | 'start' | 'end' | 'deadline'> {
  asks: boolean
}

const SUPERSEDED = '2026-07-08'
const PLANNED: Dated[] = [...MAY_2025.filter(m => m.date < '2026'), ...JANUARY_2026].map(m => ({
  ...m,
  asks: m.kind === 'interim coordination e-meeting',
}))
const ALL: Dated[] = [
  ...PLANNED,
  ...NIGHTS.map(m => ({ ...m, group: 'RG-DT', deadline: daysFrom(m.date, -7), asks: false })),
]

/** The instant at which Geneva's clocks show a time: of two the first. */
const at = (shown: string): number => instantsIn(GENEVA, shown)[0]!
const morning = (day: string, before: number) => at(`${daysFrom(day, -before)}T09:00`)

/** The instants of reminders and questions before a meeting, by the program's names of the steps. */
function steps({ group, date, start, deadline, asks }: Dated): Record<string, number> {
  const starts = at(`${date}T${start}`)
  const reminders = {
    'meeting 7d': morning(date, 7),
    'meeting 1d': morning(date, 1),
    'meeting 1h': starts - 3_600_000,
  }
  const deadlines = [14, 7, 3, 1, 0].map(d => [`deadline ${d}d`, deadline && morning(deadline, d)])
  const decision = deadline && {
    'decide first': morning(workingDay(deadline, 1), 0),
    'decide last': morning(workingDay(date, -1), 0),
  }
  const held = morning(workingDay(date, 1), 0)
  return {
    ...reminders,
    ...(deadline && Object.fromEntries(deadlines)),
    ...(group === 'RG-DT' && decision),
    'held once': held,
    ...(asks && { 'ask 7d': morning(date, 7), 'warn 3d': morning(date, 3) }),
  }
}

let office: DeskHarness
beforeAll(async () => {
  office = await openDesk([], { at: '2025-06-02T09:00:00Z' })
  const load = async (plan: readonly Planned[], source: string, agreed: string) => {
    const file = JSON.stringify(fileOf(plan))
    await office.done(
      'TSB',
      formatLine({ path: 'plan load', options: { plan: file, source, agreed, confirm: 'yes' } }),
    )
  }
  await load(MAY_2025, 'TD100R1, clause 10', '30 May 2025')
  for (const { date, start, end } of NIGHTS)
    await office.done(
      'RG-DT Rapporteur',
      `meeting schedule RG-DT date:${date} time:${start}–${end} objective:"At night" confirm:yes`,
    )
  office.clock.set(Temporal.Instant.from('2026-01-30T17:00:00Z'))
  await load(JANUARY_2026, 'TD164R3, clause 7', '30 January 2026')
})
afterAll(() => office.close())

const meetingsOf = () => office.db.meeting.findMany({ orderBy: { startsAt: 'asc' } })
const byStart = (meetings: Dated[]) =>
  meetings.toSorted((a, b) => at(`${a.date}T${a.start}`) - at(`${b.date}T${b.start}`))
/** As many as there are, each with the one that should be it. */
async function pairs() {
  const rows = await meetingsOf()
  expect(rows.map(r => r.startsAt.getTime())).toEqual(byStart(ALL).map(m => at(`${m.date}T${m.start}`)))
  return rows.map((row, i) => [row, byStart(ALL)[i]!] as const)
}

test('a time that the clocks skip is refused by name (B13)', async () => {
  for (const [time, skipped] of [
    ['02:30–04:00', '02:30'],
    ['01:30–02:30', '02:30'],
  ])
    expect(
      await office.refused(
        'RG-DT Rapporteur',
        `meeting schedule RG-DT date:2026-03-29 time:${time} objective:x confirm:yes`,
      ),
    ).toContain(`29 March 2026, ${skipped} does not exist in Geneva`)
})

describe('both plans, with meetings in the nights in which the clocks change', () => {
  test('begin and end at these instants, 22 July 2026 in place of 8 July', async () => {
    for (const [row, m] of await pairs()) {
      expect(row.endsAt.getTime(), `${m.date} ${m.start}`).toBe(at(`${m.date}T${m.end}`))
      expect(row.deadline?.toISOString().slice(0, 10)).toBe(m.deadline)
      expect(row.startsAt.toISOString()).not.toContain(SUPERSEDED)
    }
  })

  test('are reminded of and asked about at these instants, and at no others', async () => {
    for (const [row, m] of await pairs()) {
      const planned = await office.db.notice.findMany({
        where: { subject: `MTG-${row.id}`, series: { not: null }, state: 'PLANNED', place: 'MESSAGE' },
      })
      const told = planned.map(n => [`${n.series} ${n.key.split(':').at(-1)}`, n.dueAt.getTime()])
      expect(Object.fromEntries(told), `${m.date} ${m.start}`).toEqual(steps(m))
      const cancels = m.asks ? at(`${m.date}T${m.start}`) - 86_400_000 : undefined
      expect(row.cancelsAt?.getTime()).toBe(cancels)
    }
  })

  test('are in the calendars at these instants, as their own description of the zone has it', async () => {
    const texts = await Promise.all(
      ['RG-DT', 'WP2'].map(async group =>
        calendarOf((await groupFeed(office.db, group, Temporal.Instant.from('2025-12-01T09:00:00Z')))!),
      ),
    )
    const events = new Map(texts.flatMap(text => parse(text).events).map(e => [e.uid, e]))
    for (const [row, m] of await pairs()) {
      const event = events.get(`MTG-${row.id}@intersg`)!
      expect(Date.parse(event.starts), `${m.date} ${m.start}`).toBe(at(`${m.date}T${m.start}`))
      expect(Date.parse(event.ends)).toBe(at(`${m.date}T${m.end}`))
      const deadline = events.get(`MTG-${row.id}-deadline@intersg`)
      expect(deadline?.starts).toBe(m.deadline)
      expect(deadline?.ends).toBe(m.deadline && daysFrom(m.deadline, 1))
    }
  })
})
