import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { groupFeed } from '../../src/core/feeds/reading.ts'
import { calendarOf } from '../../src/core/ics/calendar.ts'
import { plainMessage } from '../../src/core/messages/plain.ts'
import { type DeskHarness, openDesk } from './desk-harness.ts'

let office: DeskHarness
beforeAll(async () => {
  office = await openDesk()
})
afterAll(() => office.close())

const at = (iso: string) => office.clock.set(Temporal.Instant.from(iso))
const shown = async (line: string, who = 'TSB') => plainMessage((await office.say(who, line)).message)

describe('the end of contribution deadlines', () => {
  test('is 23:59:59 in Geneva until somebody sets it, and is set by TSB and WP2’s chair only', async () => {
    expect(await shown('setting')).toMatch(/deadline-ends: +23:59:59: Geneva time at which/)
    expect(await shown('deadline list')).toContain('4 March 2026, 23:59 Geneva time (30 days left)')
    await office.refused('SG13 chair', 'setting deadline-ends 17:00')
    // The end of the day is what holds already, however it is written.
    for (const value of ['23:59', '23:59:59'])
      expect(await office.done('TSB', `setting deadline-ends ${value}`)).toContain('nothing was changed')
    expect(await office.db.notice.count({ where: { kind: 'deadlines-end' } })).toBe(0)
    for (const value of ['24:00', '5 pm', '17:00:30'])
      expect(await office.refused('TSB', `setting deadline-ends ${value}`)).toContain('is not a value for')
  })

  test('moves the deadlines ahead, their reminders and what is asked after them, and is told once', async () => {
    const versions = async () =>
      Object.fromEntries((await office.db.meeting.findMany()).map(m => [m.id, m.version]))
    const before = await versions()
    const answer = await office.done('TSB', 'setting deadline-ends 17:00')
    expect(answer).toBe(
      'From now on contribution deadlines end at 17:00 Geneva time. This changes the deadlines of MTG-1, MTG-2, MTG-4, MTG-6 and MTG-7; their groups are notified.',
    )
    const after = await versions()
    expect(Object.keys(after).filter(id => after[Number(id)] !== before[Number(id)])).toEqual([
      '1',
      '2',
      '4',
      '6',
      '7',
    ])
    const told = await office.db.notice.findMany({ where: { state: 'PLANNED', priority: 5, series: null } })
    expect(told.map(n => n.kind)).toEqual(['deadlines-end'])
    const planned = await office.db.notice.findMany({ where: { subject: 'MTG-1', state: 'PLANNED' } })
    const instants = (series: string) =>
      planned.filter(n => n.series === series).map(n => [n.dueAt.toISOString(), n.expiresAt!.toISOString()])
    expect(instants('deadline').at(-1)).toEqual(['2026-03-04T08:00:00.000Z', '2026-03-04T16:00:00.000Z'])
    // On the first working day after it.
    expect(instants('decide')[0]![0]).toBe('2026-03-05T08:00:00.000Z')
    await office.done('TSB', 'setting deadline-ends 17:00')
    expect(await versions()).toEqual(after)
  })

  test('is what every place says', async () => {
    const places = [
      await shown('deadline list'),
      await shown('meeting next RG-DT'),
      await shown('meeting show MTG-1'),
      await shown('contribution list MTG-1'),
      calendarOf((await groupFeed(office.db, 'RG-DT', office.clock.now()))!).replace(/\r\n /g, ''),
    ]
    for (const place of places) {
      expect(place).toMatch(/4 March 2026\\?, 17:00 Geneva time/)
      expect(place).not.toContain('23:59 Geneva time')
    }
    expect(await shown('meeting show MTG-1')).toContain(
      'TSB: contributions by 17:00 Geneva time of the last day instead of 23:59',
    )
    expect(places[1]).toMatch(/Deadline, your time: +4 March 2026, 17:00 Geneva time \(CET\)/)
  })

  test('divides what is in time from what is late', async () => {
    at('2026-03-04T16:00:00Z')
    expect(await shown('deadline list RG-DT')).toContain('MTG-1')
    expect(
      await office.done('slack:UONE', 'contribution announce MTG-1 title:"In time" source:NICT'),
    ).not.toContain('late')
    at('2026-03-04T16:00:01Z')
    expect(await shown('deadline list RG-DT')).not.toContain('MTG-1')
    expect(await office.done('slack:UTWO', 'contribution announce MTG-1 title:"Late" source:KDDI')).toContain(
      'late (announced 4 March 2026)',
    )
    expect(await shown('meeting show MTG-1')).toContain('not confirmed')
  })

  test('leaves alone what it would end at once, and holds for what is scheduled after', async () => {
    at('2026-05-07T12:00:00Z')
    expect(await office.done('WP2 chair', 'setting deadline-ends 09:00')).toContain(
      'the deadlines of MTG-4, MTG-6',
    )
    expect(await shown('deadline list RG-DT')).toContain('7 May 2026, 17:00 Geneva time')
    await office.done(
      'RG-DT Rapporteur',
      'meeting schedule RG-DT date:"4 November 2026" time:13:00–15:00 objective:Extra',
    )
    expect(await shown('deadline list RG-DT')).toContain('28 October 2026, 09:00 Geneva time')
    // At nine the last day's reminder would come with the end itself.
    const steps = await office.db.notice.findMany({
      where: { key: { startsWith: 'deadline:MTG-10:' } },
      orderBy: { dueAt: 'asc' },
    })
    expect(steps.map(n => n.key.split(':').at(-1))).toEqual(['14d', '7d', '3d', '1d'])
  })
})
