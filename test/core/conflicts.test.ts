import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { conflictsOf } from '../../src/core/meetings/conflicts.ts'
import { KIND_RULES } from '../../src/core/meetings/kinds.ts'
import { plainMessage } from '../../src/core/messages/plain.ts'
import { atGeneva } from '../../src/core/time/geneva.ts'
import { summaryOf } from '../support/summary.ts'
import { type DeskHarness, openDesk, RAISE } from './desk-harness.ts'

let office: DeskHarness
beforeAll(async () => {
  office = await openDesk()
  await office.done('SG13 chair', RAISE)
  await office.done('SG20 chair', 'issue escalate ISG-1 "no agreement"')
  await office.done('WP2 chair', 'issue take-up ISG-1')
})
afterAll(() => office.close())

const shown = async (line: string) => plainMessage((await office.say('TSB', line)).message)

describe('the hours of a meeting in Geneva', () => {
  const kindsOf = (from: string, to: string, day = '2026-03-04', today = '2026-02-02') => {
    const at = (time: string) => atGeneva(Temporal.PlainDate.from(day), time)
    const wanted = {
      kind: 'COORDINATION_E_MEETING',
      groups: ['WP2'],
      starts: at(from),
      ends: at(to),
    } as const
    return conflictsOf(wanted, [], atGeneva(Temporal.PlainDate.from(today), '09:00')).map(({ kind }) => kind)
  }

  test.each([
    ['06:59', '08:00', ['night']],
    ['07:00', '08:00', []],
    ['20:00', '21:00', []],
    ['20:00', '21:01', ['night']],
    ['21:00', '22:00', ['night']],
  ])('%s–%s: %j', (from, to, expected) => {
    expect(kindsOf(from, to)).toEqual(expected)
  })

  test.each([
    ['2026-03-06', []],
    ['2026-03-07', ['weekend']],
    ['2026-03-08', ['weekend']],
    ['2026-03-09', []],
  ])('on %s: %j', (day, expected) => {
    expect(kindsOf('13:00', '14:00', day)).toEqual(expected)
  })

  const { notice } = KIND_RULES.COORDINATION_E_MEETING
  test.each([
    [notice, []],
    [notice - 1, ['short notice']],
  ])('%i days ahead: %j', (days, expected) => {
    const today = Temporal.PlainDate.from('2026-03-04').subtract({ days }).toString()
    expect(kindsOf('13:00', '14:00', '2026-03-04', today)).toEqual(expected)
  })
})

describe('a meeting on an issue at a time that has a problem', () => {
  test.each([
    [
      'SG13 chair',
      'issue meet ISG-1 date:"7 February 2026" time:13:00–14:00',
      'Saturday 7 February 2026 is on a weekend.',
    ],
    [
      'WP2 chair',
      'issue call ISG-1 dates:"25 May 2026, 26 May 2026" time:14:30–15:00',
      'The meeting would overlap the WP2 interim coordination e-meeting of 25 May 2026, 14:00–16:00',
    ],
    [
      'WP2 chair',
      'issue call ISG-1 dates:"4 February 2026, 11 February 2026" time:05:00–06:00',
      '05:00–06:00 includes night hours in Geneva (21:00–07:00).',
    ],
  ])('is called by %s only once it is confirmed: %s', async (who, line, problem) => {
    const before = await office.rows()
    const reply = await office.say(who, line)
    expect(reply.refused).toBe(true)
    expect(summaryOf(reply.message).split(problem)).toHaveLength(2)
    expect(plainMessage(reply.message)).toContain('Go ahead: /sg ')
    expect(await office.rows()).toEqual(before)
    await office.done(who, `${line} confirm:yes`)
    expect((await office.rows()).Meeting).toBeGreaterThan(before.Meeting!)
    await office.issue()
  })

  test('is refused, and not asked about, where somebody may not call it', async () => {
    expect(
      await office.refused('SG5 chair', 'issue meet ISG-1 date:"7 February 2026" time:13:00–14:00'),
    ).toMatch(/^Only a chair or vice-chair of an SG concerned/)
  })
})

test('the dates of a series name what they overlap', async () => {
  const asked = await office.refused(
    'WP2 chair',
    'meeting series WP2 every:Monday time:14:00–14:30 from:"18 May 2026" until:"1 June 2026" objective:Calls',
  )
  expect(asked).toContain(
    'Monday 18 May 2026; Monday 25 May 2026 (public holiday in Geneva: Whit Monday) (overlaps the WP2 interim coordination e-meeting, MTG-3); Monday 1 June 2026.',
  )
})

test('the reason of a deadline that is not the rule’s stands beside it', async () => {
  await office.done(
    'RG-DT Rapporteur',
    'meeting schedule RG-DT date:"10 June 2026" time:13:00–15:00 objective:Extra deadline:"9 June 2026" reason:"A public holiday."',
  )
  const id = (await office.db.meeting.findFirstOrThrow({ where: { objective: 'Extra' } })).id
  expect(await shown(`meeting show MTG-${id}`)).toContain(
    'stated, 1 day before; by the rule it would be 3 June 2026; A public holiday)',
  )
})

test('the rules name the reminders, the steps before a meeting and the settings they follow', async () => {
  await office.done('TSB', 'setting warn-days 4')
  await office.done('TSB', 'setting deadline-ends 17:00')
  const rules = await shown('meeting rules')
  expect(rules).toContain('14, 7, 3, 1 days before its contribution deadline and on the last day')
  expect(rules).toContain("WP2's chair and TSB are warned 4 days before, and it is cancelled 24 hours before")
  expect(rules).toContain('A contribution deadline ends at 17:00:00 Geneva time')
})
