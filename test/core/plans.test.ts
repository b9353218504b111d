import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { datesOfSeries, readLastDay, readRecurrence } from '../../src/core/calendar/series.ts'
import { inTransaction } from '../../src/core/database/client.ts'
import { createWork } from '../../src/core/events/events.ts'
import { formatLine } from '../../src/core/grammar/grammar.ts'
import { plainMessage } from '../../src/core/messages/plain.ts'
import { planLoaded } from '../../src/core/plans/notices.ts'
import { PLAN as JANUARY_2026 } from '../../src/core/plans/plan-2026-01.ts'
import { readPlan, TEMPLATE } from '../../src/core/plans/plan-file.ts'
import { seedGroups } from '../../src/core/registers/groups/seed.ts'
import { type DeskHarness, openDesk } from './desk-harness.ts'

// Agreed in May 2025 (clause 10), all RG-DT.
const MAY_2025 = `group,kind,date,time,objective,deadline
RG-DT,interim,10 September 2025,13:00–15:00,Progress the work on its terms of reference,3 September 2025
RG-DT,interim,12 November 2025,13:00–15:00,Progress the work on its terms of reference,5 November 2025
RG-DT,interim,11 March 2026,13:00–15:00,Progress the work on its terms of reference,4 March 2026
RG-DT,interim,13 May 2026,13:00–15:00,Progress the work on its terms of reference,7 May 2026
RG-DT,interim,8 July 2026,13:00–15:00,Progress the work on its terms of reference,1 July 2026
RG-DT,interim,9 September 2026,13:00–15:00,Progress the work on its terms of reference,2 September 2026
`

let office: DeskHarness
beforeAll(async () => {
  office = await openDesk()
})
afterAll(() => office.close())

const load = (plan: string, source: string, agreed: string, confirm?: string) =>
  formatLine({ path: 'plan load', options: { plan, source, agreed, ...(confirm && { confirm }) } })

describe('plans of one group', () => {
  let empty: DeskHarness
  beforeAll(async () => {
    // A database without the plan of January 2026, in May 2025.
    empty = await openDesk([], { at: '2025-05-30T10:00:00Z', plan: false })
    await inTransaction(empty.db, tx => seedGroups(createWork(tx, empty.clock.now(), [])))
  })
  afterAll(() => empty.close())

  test('are carried out only once they are confirmed', async () => {
    const asked = await empty.refused('TSB', load(MAY_2025, 'TD100R1, clause 10', '30 May 2025'))
    expect(asked).toContain('RG-DT: new, 10 September 2025, 13:00–15:00 Geneva time (CEST)')
    expect(asked).toContain('Nothing has been changed')
    expect(await empty.db.meeting.count()).toBe(0)
    await empty.done('TSB', load(MAY_2025, 'TD100R1, clause 10', '30 May 2025', 'yes'))
    expect(await empty.db.meeting.count()).toBe(6)
    expect(await empty.done('TSB', load(MAY_2025, 'the same', '30 May 2025', 'yes'))).toContain(
      'nothing was changed',
    )
  })

  test('give way to a later one, which moves 8 July to 22 July 2026 and leaves alone what was called by hand', async () => {
    await empty.done(
      'RG-DT Rapporteur',
      'meeting schedule RG-DT date:"1 April 2026" time:13:00–15:00 objective:"An extra one"',
    )
    empty.clock.set(Temporal.Instant.from('2026-01-30T17:00:00Z'))
    await empty.done('TSB', load(JANUARY_2026, 'TD164R3, clause 7', '30 January 2026', 'yes'))
    const history = plainMessage((await empty.say('TSB', 'plan history RG-DT')).message)
    expect(history).toMatch(
      /TD164R3, clause 7, agreed 30 January 2026[\s\S]*TD100R1, clause 10, agreed 30 May 2025/,
    )
    const later = history
      .slice(0, history.indexOf('TD100R1'))
      .split('\n')
      .filter(line => line.startsWith('  - '))
    expect(later).toEqual([
      '  - RG-DT: 8 July 2026, 13:00–15:00 Geneva time (CEST) moved to 22 July 2026, 13:00–15:00 Geneva time (CEST) (MTG-5)',
    ])
    const shown = plainMessage((await empty.say('TSB', 'meeting show MTG-5')).message)
    expect(shown).toMatch(/moved from 8 July 2026.* to 22 July 2026.*: TD164R3, clause 7/)
    const ahead = plainMessage((await empty.say('TSB', 'meeting list RG-DT')).message)
    expect(ahead).toContain('1 April 2026')
  })

  test('are told as one change, to the group’s channel', async () => {
    const notices = await empty.db.notice.findMany({ where: { kind: 'plan-loaded' }, orderBy: { id: 'asc' } })
    expect(notices).toHaveLength(2)
    expect(await empty.db.notice.count({ where: { kind: 'meeting-moved' } })).toBe(0)
  })

  test('are told to each group in its own part, and not at all where nothing of it changed', async () => {
    const [, january] = await empty.db.notice.findMany({
      where: { kind: 'plan-loaded' },
      orderBy: { id: 'asc' },
    })
    const told = async (address: string, direct = false) => {
      const view = {
        tx: empty.db,
        now: empty.clock.now(),
        direct,
        at: { platform: 'terminal' as const, address },
      }
      const message = await planLoaded.present(january!.data as { plan: number }, view)
      return message && plainMessage(message)
    }
    expect(await told('RG-DT')).toContain('RG-DT: 8 July 2026')
    expect(await told('RG-DT')).not.toContain('WP2:')
    expect(await told('WP2')).toContain('WP2: new, ')
    expect(await told('WP2')).not.toContain('RG-DT:')
    // In person, everything.
    expect(await told('@USG17CHAIR', true)).toMatch(/RG-DT: 8 July 2026[\s\S]*WP2: new, /)
  })

  test('are refused when an earlier one comes after a later one', async () => {
    expect(await empty.refused('TSB', load(MAY_2025, 'TD100R1', '30 May 2025'))).toBe(
      'A newer plan of RG-DT is in force (TD164R3, clause 7, agreed 30 January 2026), so this one was not loaded.',
    )
  })
})

describe('a plan file', () => {
  test('is the same as CSV and as JSON', () => {
    const rows = [
      {
        group: 'RG-DT',
        kind: 'interim',
        date: '2026-03-11',
        time: '13:00–15:00',
        objective: 'Progress, and more',
        deadline: '7 days before',
      },
    ]
    const csv =
      'group,kind,date,time,objective,deadline\nRG-DT,interim,2026-03-11,13:00–15:00,"Progress, and more",7 days before\n'
    expect(readPlan(`\uFEFF${csv}`).meetings).toEqual(readPlan(JSON.stringify(rows)).meetings)
    expect(readPlan(TEMPLATE).meetings).toHaveLength(4)
  })

  test.each([
    ['RG-DT,interim,31 February 2026,13:00–15:00,x,none', /^Row 2, date: "31 February 2026" is not a date/],
    ['RG-DT,dinner,2026-03-11,13:00–15:00,x,none', /^Row 2, kind: "dinner" is not a kind/],
    ['RG-DT,interim,2026-03-11,15:00–13:00,x,none', /^Row 2, time: .*ends before it starts/],
  ])('names the row at fault: %s', (row, sentence) => {
    expect(() => readPlan(`group,kind,date,time,objective,deadline\n${row}`)).toThrow(sentence)
  })
})

describe('a series', () => {
  const date = Temporal.PlainDate.from
  test('of every second Wednesday has these dates', () => {
    const dates = datesOfSeries(
      readRecurrence('every second Wednesday'),
      date('2026-05-26'),
      readLastDay('July 2026'),
    )
    expect(dates.map(String)).toEqual(['2026-05-27', '2026-06-10', '2026-06-24', '2026-07-08', '2026-07-22'])
  })

  test('is put on the calendar once its dates are confirmed, and each can be moved alone', async () => {
    const line =
      'meeting series RG-DT every:"every second Wednesday" time:13:00–15:00 from:"20 October 2026" until:"November 2026" objective:Progress'
    const asked = await office.refused('RG-DT Rapporteur', line)
    expect(asked).toContain(
      'Wednesday 21 October 2026; Wednesday 4 November 2026; Wednesday 18 November 2026',
    )
    const before = await office.db.meeting.count()
    await office.done('RG-DT Rapporteur', `${line} confirm:yes`)
    expect(await office.db.meeting.count()).toBe(before + 3)
    await office.done(
      'RG-DT Rapporteur',
      `meeting move MTG-${before + 2} date:"5 November 2026" reason:"a plenary"`,
    )
  })

  test.each(['now and then', 'every Someday', 'every 0 weeks on Monday'])('is not read from "%s"', words => {
    expect(() => readRecurrence(words)).toThrow('is not a rhythm')
  })
})
