/** Decisions on meetings: about what was shown, asked on working days, and kept afterwards. */
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { differences, shownAt } from '../../src/core/calendar/seen.ts'
import { decisionDays } from '../../src/core/lead-times/decisions.ts'
import { atGeneva } from '../../src/core/time/geneva.ts'
import {
  holidayOn,
  isWorkingDay,
  workingDayAfter,
  workingDayBefore,
} from '../../src/core/time/working-days.ts'
import { summaryOf } from '../support/summary.ts'
import { callerOf, type DeskHarness, openDesk } from './desk-harness.ts'

let office: DeskHarness
beforeAll(async () => {
  office = await openDesk()
})
afterAll(() => office.close())

const day = (iso: string) => Temporal.PlainDate.from(iso)

describe('working days in Geneva', () => {
  test.for([
    ['2026-05-25', 'Whit Monday'],
    ['2026-09-10', 'Jeûne Genevois'],
    ['2026-12-31', 'Restoration of the Republic'],
    ['2026-05-26', undefined],
    // A bank holiday, and no public one.
    ['2026-01-02', undefined],
  ] as const)('%s: %s', ([date, name]) => {
    expect(holidayOn(day(date))).toBe(name)
  })
  test.for([
    ['2026-05-22', '2026-05-26', 'over a weekend and Whit Monday'],
    ['2026-04-02', '2026-04-07', 'over Easter'],
    ['2026-03-04', '2026-03-05', 'the next day'],
  ] as const)('after %s comes %s: %s', ([from, to]) => {
    expect(workingDayAfter(day(from)).toString()).toBe(to)
    expect(isWorkingDay(day(to))).toBe(true)
  })
  test('before a Monday comes the Friday', () => {
    expect(workingDayBefore(day('2026-09-14')).toString()).toBe('2026-09-11')
  })
})

describe('whether an interim meeting is held is asked twice at most', () => {
  test.for([
    ['2026-03-04', '2026-03-11', ['2026-03-05', '2026-03-10']],
    ['2026-05-07', '2026-05-13', ['2026-05-08', '2026-05-12']],
    // One day between: once.
    ['2026-03-09', '2026-03-11', ['2026-03-10']],
    // No working day between the deadline and the meeting: it waits in the list of what waits.
    ['2026-03-10', '2026-03-11', []],
    ['2026-03-06', '2026-03-09', []],
    // Whit Monday is no working day.
    ['2026-05-22', '2026-05-27', ['2026-05-26']],
  ] as const)('deadline %s, meeting %s: %s', ([deadline, date, asked]) => {
    const days = decisionDays({ deadline: day(deadline), starts: atGeneva(day(date), '13:00') })
    expect(days.map(d => d.day.toString())).toEqual(asked)
  })
})

describe('what was shown', () => {
  const facts = (starts: string, more = {}) => ({
    starts,
    ends: '2026-03-11T14:00:00Z',
    deadline: '2026-03-04',
    ...more,
  })
  const history = [
    { kind: 'SCHEDULED', after: facts('2026-03-11T12:00:00Z') },
    { kind: 'CONFIRMED', after: facts('2026-03-11T12:00:00Z') },
    { kind: 'CHANGED', after: facts('2026-03-11T12:00:00Z', { title: 'ToR' }) },
    { kind: 'MOVED', after: facts('2026-03-11T13:00:00Z') },
    { kind: 'CANCELLED', after: facts('2026-03-11T13:00:00Z') },
  ] as const
  test.for([
    [1, 'SCHEDULED'],
    [2, 'CONFIRMED'],
    [3, 'CONFIRMED'],
    [4, 'SCHEDULED'],
    [5, 'CANCELLED'],
    [6, undefined],
    [0, undefined],
  ] as const)('at version %i it was %s', ([version, status]) => {
    expect(shownAt(history, version)?.status).toBe(status)
  })
  test('a title is no difference; a time, a deadline and a state are', () => {
    const at = (version: number) => shownAt(history, version)!
    expect(differences(at(2), at(3))).toEqual([])
    expect(differences(at(1), at(4))).toEqual([
      'it was on 11 March 2026, 13:00–15:00 Geneva time (CET), and is on 11 March 2026, 14:00–15:00 Geneva time (CET) now',
    ])
    expect(differences(at(1), at(2))).toEqual(['it was not confirmed, and is confirmed now'])
    const later = {
      facts: facts('2026-03-11T12:00:00Z', { deadline: '2026-03-05' }),
      status: 'SCHEDULED' as const,
    }
    expect(differences(at(1), later)).toEqual([
      'the contribution deadline was 4 March 2026, and is 5 March 2026 now',
    ])
  })
})

/** Fills in the form that a button opens, and sends it. */
async function press(who: string, path: string, options: Record<string, string>, seen?: number) {
  const invocation = { path, options, pressed: true as const, ...(seen !== undefined && { seen }) }
  return office.desk.execute(invocation, callerOf(who), crypto.randomUUID())
}

test('a move form left open while somebody else moved the meeting asks again, with the time it would come to (A2)', async () => {
  const prepared = await office.desk.prepare(
    { path: 'meeting move', options: { meeting: 'MTG-1' } },
    callerOf('RG-DT Rapporteur'),
  )
  if (prepared.kind !== 'form') throw new Error('no form')
  expect(prepared.form.invocation.seen).toBe(1)
  await office.done(
    'RG-DT Rapporteur',
    'meeting move MTG-1 date:"17 March 2026" time:09:00–10:00 reason:clash',
  )
  const options = { ...prepared.form.invocation.options, date: '18 March 2026', reason: 'clash' }
  const asked = await press('RG-DT Rapporteur', 'meeting move', options, prepared.form.invocation.seen)
  expect(asked.refused).toBe(true)
  expect(summaryOf(asked.message)).toBe(
    'MTG-1 has changed since this was shown: it was on 11 March 2026, 13:00–15:00 Geneva time (CET), and is on 17 March 2026, 09:00–10:00 Geneva time (CET) now; the contribution deadline was 4 March 2026, and is 10 March 2026 now. At the same time of day, it would be moved to 18 March 2026, 09:00–10:00 Geneva time. Nothing has been done. Do you still want this?',
  )
  const button = asked.message.blocks.flatMap(b => (b.kind === 'actions' ? b.actions : []))[0]!
  const again = await press(
    'RG-DT Rapporteur',
    button.invocation.path,
    button.invocation.options,
    button.invocation.seen,
  )
  expect(summaryOf(again.message)).toContain('is moved from 17 March 2026, 09:00–10:00')
  expect(summaryOf(again.message)).toContain('to 18 March 2026, 09:00–10:00')
})

test('an old button to hold or cancel a meeting that was moved asks again; another title does not matter', async () => {
  const before = (await office.db.meeting.findUniqueOrThrow({ where: { id: 2 } })).version
  await office.done('RG-DT Rapporteur', 'meeting rename MTG-2 title:"Terms of reference"')
  await office.done('RG-DT Rapporteur', 'meeting change MTG-2 deadline:"6 May 2026" reason:"as usual"')
  for (const path of ['meeting hold', 'meeting cancel']) {
    const asked = await press('RG-DT Rapporteur', path, { meeting: 'MTG-2', reason: 'x' }, before)
    expect(summaryOf(asked.message)).toContain(
      'the contribution deadline was 7 May 2026, and is 6 May 2026 now',
    )
  }
  const held = await press('RG-DT Rapporteur', 'meeting hold', { meeting: 'MTG-2' }, before + 2)
  expect(held.refused).toBe(false)
})

test('a button from before versions were named asks once, and the conflict it meets does not ask a second time', async () => {
  const old = await press('RG-DT Rapporteur', 'meeting move', {
    meeting: 'MTG-4',
    date: '25 July 2026',
    reason: 'x',
  })
  expect(summaryOf(old.message)).toContain('It would now act on the RG-DT interim RG meeting of 22 July 2026')
  const conflict = await press(
    'RG-DT Rapporteur',
    'meeting move',
    { meeting: 'MTG-4', date: '25 July 2026', reason: 'x' },
    1,
  )
  expect(summaryOf(conflict.message)).toContain('is on a weekend')
  const goAhead = conflict.message.blocks.flatMap(b => (b.kind === 'actions' ? b.actions : []))[0]!
  expect(goAhead.invocation.seen).toBe(1)
  const moved = await press('RG-DT Rapporteur', 'meeting move', goAhead.invocation.options, 1)
  expect(moved.refused).toBe(false)
})

describe('held, or not', () => {
  test('an undecided meeting waits with both buttons for those who decide, the associate Rapporteur included', async () => {
    office.clock.set(Temporal.Instant.from('2026-09-03T10:00:00Z'))
    for (const who of ['RG-DT Rapporteur', 'RG-DT associate Rapporteur', 'TSB'])
      expect(await office.done(who, 'waiting')).toContain(
        'whether the RG-DT interim RG meeting of 9 September 2026, 13:00–15:00 Geneva time (CEST) (MTG-6) is held',
      )
    expect(await office.done('SG17 chair', 'waiting')).toContain('Nothing is waiting for you')
    expect(await office.done('RG-DT associate Rapporteur', 'meeting hold MTG-6')).toContain('is confirmed')
    expect(await office.done('TSB', 'waiting')).not.toContain('(MTG-6) is held')
  })

  test('after a meeting nobody confirmed it is asked whether it was held, until that is answered', async () => {
    office.clock.set(Temporal.Instant.from('2026-09-22T10:00:00Z'))
    expect(await office.done('WP2 chair', 'waiting')).toContain(
      'whether the WP2 e-meeting of 21 September 2026, 14:00–16:30 Geneva time (CEST) (MTG-7) was held',
    )
    expect(await office.done('SG17 chair', 'meeting show MTG-7')).toContain(
      'whether it was held is not on record',
    )
    expect(await office.done('WP2 vice-chair', 'meeting held MTG-7')).toContain('was held.')
    expect(await office.refused('TSB', 'meeting held MTG-7')).toContain('already on record as held')
    expect(await office.done('WP2 chair', 'waiting')).not.toContain('MTG-7')
    expect(await office.done('TSB', 'meeting outcome MTG-7 Three inputs were taken up')).toContain(
      'on record',
    )
    expect(await office.refused('TSB', 'meeting held MTG-8')).toContain('is not over yet')
    expect(await office.refused('RG-DT Rapporteur', 'meeting not-held MTG-7')).toContain('Only')
  })

  test('a meeting that took place can be entered with its source, once', async () => {
    const line =
      'meeting record RG-DT date:"12 November 2025" time:13:00–15:00 objective:"ToR" source:"TD164R3, clause 4.2"'
    expect(await office.done('RG-DT Rapporteur', line)).toContain('is on record as held on 12 November 2025')
    expect(await office.refused('TSB', line.replace('RG-DT', 'RG-DT '))).toContain('Only')
    expect(await office.refused('RG-DT Rapporteur', line)).toContain('already on record')
    expect(await office.refused('RG-DT Rapporteur', line.replace('2025', '2026'))).toContain(
      'is not over yet; /sg meeting schedule puts a coming one on the calendar',
    )
  })

  test('a meeting cancelled by mistake is restored, and the plan does not cancel it again', async () => {
    office.clock.set(Temporal.Instant.from('2026-12-13T20:00:00Z'))
    await office.done('WP2 chair', 'meeting cancel MTG-8 reason:mistake')
    expect(await office.refused('TSB', 'meeting restore MTG-9 reason:x')).toContain('is not cancelled')
    expect(await office.done('WP2 chair', 'meeting restore MTG-8 reason:"two SGs bring issues"')).toContain(
      'is no longer cancelled: two SGs bring issues.',
    )
    const { cancelsAt, status } = await office.db.meeting.findUniqueOrThrow({ where: { id: 8 } })
    expect([cancelsAt, status]).toEqual([null, 'SCHEDULED'])
    await office.done('WP2 chair', 'meeting rename MTG-8 title:"Two issues"')
    expect((await office.db.meeting.findUniqueOrThrow({ where: { id: 8 } })).cancelsAt).toBeNull()
    expect(await office.db.notice.count({ where: { kind: 'meeting-restored', subject: 'MTG-8' } })).toBe(1)
  })
})

test('a meeting that was held although it is on record as cancelled can be recorded', async () => {
  const day = 'date:"9 December 2026" time:13:00–15:00 objective:x'
  office.clock.set(Temporal.Instant.from('2026-12-01T09:00:00Z'))
  await office.done('RG-DT Rapporteur', `meeting schedule RG-DT ${day} confirm:yes`)
  const { id } = await office.db.meeting.findFirstOrThrow({ orderBy: { id: 'desc' } })
  await office.done('RG-DT Rapporteur', `meeting cancel MTG-${id} reason:"too few inputs"`)
  expect(await office.refused('TSB', `meeting held MTG-${id}`)).toContain('/sg meeting restore')
  office.clock.set(Temporal.Instant.from('2026-12-13T20:00:00Z'))
  for (const line of [`meeting held MTG-${id}`, `meeting restore MTG-${id} reason:x`])
    expect(await office.refused('TSB', line)).toContain(
      'If it was held anyway, /sg meeting record puts it on record, with its source.',
    )
  const record = `meeting record RG-DT ${day} source:TD200`
  expect(await office.done('RG-DT Rapporteur', record)).toContain('on record as held on 9 December 2026')
  expect(await office.refused('RG-DT Rapporteur', record)).toContain('already on record')
})

describe('meetings of SGs', () => {
  test('are not kept here, and that is said (A13)', async () => {
    expect(await office.done('SG13 chair', 'meeting next SG13')).toBe(
      'Meetings of SG13 itself are not kept here, only ad-hoc meetings that it calls on an issue: none is planned.',
    )
  })
  test('a deadline that follows TSAG is told in the words of the rule (A12)', async () => {
    await office.done(
      'WP2 chair',
      'meeting schedule WP2 date:"20 May 2027" time:14:00–15:00 objective:x deadline:"8 May 2027"',
    )
    const id = (await office.db.meeting.findFirstOrThrow({ orderBy: { id: 'desc' } })).id
    await office.done('WP2 chair', `meeting change MTG-${id} deadline:TSAG reason:x`)
    const history = JSON.stringify((await office.say('TSB', `meeting show MTG-${id}`)).message.blocks)
    expect(history).toContain("changed from 8 May 2027 to the TSAG meeting's contribution deadline")
    expect(history).not.toContain('to none')
  })
})

test("a meeting on TSAG's own days has TSAG's deadline", async () => {
  await office.done(
    'WP2 chair',
    'meeting schedule WP2 date:"15 September 2027" time:14:00–15:00 objective:x deadline:TSAG',
  )
  const { id } = await office.db.meeting.findFirstOrThrow({ orderBy: { id: 'desc' } })
  await office.done(
    'TSB',
    'meeting schedule TSAG date:"15 September 2027" until:"17 September 2027" time:09:30–17:30 objective:x confirm:yes',
  )
  const shown = JSON.stringify((await office.say('TSB', `meeting show MTG-${id}`)).message.blocks)
  expect(shown).toContain('3 September 2027, 23:59 Geneva time')
})

test("a meeting has no deadline of a TSAG meeting's that comes after it", async () => {
  await office.done(
    'WP2 chair',
    'meeting schedule WP2 date:"10 November 2027" time:14:00–15:00 objective:x deadline:TSAG',
  )
  const wp2 = await office.db.meeting.findFirstOrThrow({ orderBy: { id: 'desc' } })
  await office.done(
    'TSB',
    'meeting schedule TSAG date:"15 November 2027" until:"19 November 2027" time:09:30–17:30 objective:x',
  )
  const tsag = await office.db.meeting.findFirstOrThrow({ orderBy: { id: 'desc' } })
  const shown = async () =>
    JSON.stringify((await office.say('TSB', `meeting show MTG-${wp2.id}`)).message.blocks)
  expect(await shown()).toContain('3 November 2027, 23:59 Geneva time')
  await office.done('TSB', `meeting move MTG-${tsag.id} date:"29 November 2027" reason:x`)
  expect(await shown()).toContain('deadline, not yet a date')
  expect(await shown()).toContain("the TSAG meeting's deadline is not before this meeting")
  expect(await shown()).not.toContain('17 November 2027')
})

test('a meeting has the deadline of a TSAG meeting that is on the calendar already, wherever it is moved', async () => {
  await office.done(
    'TSB',
    'meeting schedule TSAG date:"17 January 2028" until:"21 January 2028" time:09:30–17:30 objective:x',
  )
  await office.done(
    'WP2 chair',
    'meeting schedule WP2 date:"10 January 2028" time:14:00–15:00 objective:x deadline:TSAG',
  )
  const { id } = await office.db.meeting.findFirstOrThrow({ orderBy: { id: 'desc' } })
  const shown = async () => JSON.stringify((await office.say('TSB', `meeting show MTG-${id}`)).message.blocks)
  expect(await shown()).toContain('5 January 2028, 23:59 Geneva time')
  await office.done('TSB', `meeting move MTG-${id} date:"4 January 2028" reason:x`)
  expect(await shown()).toContain('not yet a date')
  await office.done('TSB', `meeting move MTG-${id} date:"11 January 2028" reason:x`)
  expect(await shown()).toContain('5 January 2028, 23:59 Geneva time')
})

describe('dates that can only be ahead, or only be past (B12)', () => {
  const schedule = (more: string) =>
    office.refused('WP2 chair', `meeting schedule WP2 time:14:00–15:00 objective:x ${more}`)
  test.for([
    ['date:"20 June 2027" deadline:"27 May 2025"', 'The contribution deadline 27 May 2025 is in the past'],
    [
      'date:"20 June 2028" deadline:"1 July 2027"',
      'days before the meeting on 20 June 2028; is its year right?',
    ],
    ['date:"21 June 2027" deadline:"21 June 2027"', 'is not before the meeting on 21 June 2027'],
    ['date:"20 June 2062"', '20 June 2062 is more than 2 years from now. Is the year right?'],
    ['date:"20 June 2025"', 'past'],
  ] as const)('%s', async ([more, sentence]) => expect(await schedule(more)).toContain(sentence))
})

test('a date given twice in a series of calls is named (B15)', async () => {
  await office.done('SG17 chair', 'issue raise topic:Trust summary:x with:SG13')
  await office.done('SG17 chair', 'issue escalate ISG-1 no agreement')
  await office.done('WP2 chair', 'issue take-up ISG-1')
  expect(
    await office.refused('WP2 chair', 'issue call ISG-1 dates:"6 May 2027, 6 May 2027" time:13:00–14:00'),
  ).toContain('6 May 2027 is given twice')
})

test('a time that the clocks skip is refused by every way in (B13)', async () => {
  const on = 'date:"28 March 2027" time:02:30–03:15'
  await office.done(
    'RG-DT Rapporteur',
    'meeting schedule RG-DT date:"10 March 2027" time:13:00–15:00 objective:x',
  )
  const { id } = await office.db.meeting.findFirstOrThrow({ orderBy: { id: 'desc' } })
  for (const [who, line] of [
    ['WP2 chair', `meeting schedule WP2 ${on} objective:x confirm:yes`],
    ['RG-DT Rapporteur', `meeting move MTG-${id} ${on} reason:x confirm:yes`],
    [
      'WP2 chair',
      'meeting series WP2 every:Sunday time:02:30–03:15 from:"28 March 2027" until:"28 March 2027" objective:x confirm:yes',
    ],
    ['SG17 chair', `issue meet ISG-1 ${on} confirm:yes`],
    ['WP2 chair', 'issue call ISG-1 dates:"28 March 2027" time:02:30–03:15 confirm:yes'],
  ] as const)
    expect(await office.refused(who, line), line).toContain('28 March 2027, 02:30 does not exist in Geneva')
})

describe('for any deadline and meeting', () => {
  test('the days on which it is asked are working days between them, two at most', () => {
    const days = fc.integer({ min: 0, max: 1500 })
    fc.assert(
      fc.property(days, fc.integer({ min: 1, max: 60 }), (from, apart) => {
        const deadline = day('2025-01-01').add({ days: from })
        const meeting = deadline.add({ days: apart })
        const asked = decisionDays({ deadline, starts: atGeneva(meeting, '13:00') }).map(d => d.day)
        expect(asked.length).toBeLessThanOrEqual(2)
        expect(new Set(asked.map(String)).size).toBe(asked.length)
        for (const one of asked) {
          expect(isWorkingDay(one)).toBe(true)
          expect(Temporal.PlainDate.compare(one, deadline)).toBe(1)
          expect(Temporal.PlainDate.compare(one, meeting)).toBe(-1)
        }
        // If there is a working day between them, the question is asked.
        const between = Array.from({ length: apart - 1 }, (_, i) => deadline.add({ days: i + 1 }))
        expect(asked.length > 0).toBe(between.some(isWorkingDay))
      }),
    )
  })
})

describe('for any history of a meeting', () => {
  const change = fc.record({
    kind: fc.constantFrom('MOVED', 'CHANGED', 'CONFIRMED', 'CANCELLED', 'RESTORED', 'OUTCOME', 'KEPT'),
    hour: fc.integer({ min: 8, max: 16 }),
    deadline: fc.constantFrom('2026-03-04', '2026-03-05', undefined),
    title: fc.constantFrom('Lead SG', 'ToR', undefined),
  })
  test('something is different exactly where date, time, deadline or state are', () => {
    fc.assert(
      fc.property(fc.array(change, { minLength: 1, maxLength: 8 }), fc.nat(), (changes, at) => {
        const history = changes.map(({ kind, hour, deadline, title }) => ({
          kind: kind as 'MOVED',
          after: {
            starts: `2026-03-11T${String(hour).padStart(2, '0')}:00:00Z`,
            ends: '2026-03-11T20:00:00Z',
            ...(deadline && { deadline }),
            ...(title && { title }),
          },
        }))
        const version = 1 + (at % history.length)
        const [shown, now] = [shownAt(history, version)!, shownAt(history, history.length)!]
        const matters = ({ facts, status }: typeof shown) => [
          facts.starts,
          facts.ends,
          facts.deadline,
          status,
        ]
        expect(differences(shown, now).length > 0).toBe(
          JSON.stringify(matters(shown)) !== JSON.stringify(matters(now)),
        )
      }),
    )
  })
})
