/** "The next TSAG meeting" is a value; it becomes a date everywhere once that meeting has one, and goes with it. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { plainMessage } from '../../../src/core/messages/plain.ts'
import { describeField } from '../../../src/core/registers/field.ts'
import { untilField } from '../../../src/core/registers/joint-activities/until.ts'
import { type DeskHarness, openDesk } from '../desk-harness.ts'

const DATED = { label: 'TSAG 10-2026', firstDay: '2026-10-26' }

test.for([
  ['next TSAG meeting', 'TSAG meeting of 26 October 2026'],
  ['next TSAG meeting + 2028', '2028 or, if earlier, TSAG meeting of 26 October 2026'],
  ['two years', 'end of its two years'],
] as const)('until %s becomes %s, and back', ([raw, dated]) => {
  const { parse, next } = untilField
  const value = next!.follow(parse(raw), undefined, DATED)
  expect(describeField(untilField, value)).toBe(dated)
  expect(parse(dated)).toEqual(value)
  expect(next!.follow(value, DATED, undefined)).toEqual(parse(raw))
  // Another meeting's date changes nothing.
  expect(next!.follow(value, { label: 'TSAG 05-2027', firstDay: '2027-05-10' }, undefined)).toEqual(value)
})

describe('the next TSAG meeting', () => {
  let office: DeskHarness
  beforeAll(async () => {
    office = await openDesk()
    await office.done(
      'TSB',
      'joint add JCA-IdM decision:continues until:"next TSAG meeting" transition-to:SG17',
    )
    await office.done('TSB', 'joint add JCA-MV decision:continues until:"two years" clock-from:2025-05')
    await office.done('TSB', 'joint review JCA-MV meeting:next words:"works well"')
    await office.done('RG-DT Rapporteur', 'action add words:"Agree the meetings" heading:RG-DT meeting:next')
    await office.done('TSB', 'document add TD400 title:"Report" meeting:next')
  })
  afterAll(() => office.close())

  const values = async () => {
    const found = await Promise.all(
      ['joint show JCA-IdM', 'joint show JCA-MV', 'action show ACT-1', 'document show TD400'].map(line =>
        office.done('SG13 chair', line),
      ),
    )
    return found.map(
      said => /(?:TSAG meeting of \d+ \w+ \d{4}|TSAG \d\d-\d{4}(?=[;:.)])|next TSAG meeting)/.exec(said)?.[0],
    )
  }
  const told = async () =>
    (await office.db.notice.findMany({ where: { kind: 'tsag-followed' }, orderBy: { id: 'asc' } })).map(
      n => ({ data: n.data as { what: string; entries: unknown[] }, audience: JSON.stringify(n.audience) }),
    )

  test('has no date at first', async () => {
    expect(await values()).toEqual(Array(4).fill('next TSAG meeting'))
    expect((await office.say('SG13 chair', 'action show ACT-1')).message.blocks).toContainEqual(
      expect.objectContaining({ kind: 'note', text: 'The next TSAG meeting has no date yet.' }),
    )
  })

  test('becomes a date in every register once the calendar has it, and those concerned are notified', async () => {
    const said = await office.done(
      'TSB',
      'meeting schedule TSAG date:"26 October 2026" until:"30 October 2026" time:09:30–17:30 objective:x',
    )
    expect(said).toContain('TSAG meeting (TSAG 10-2026)')
    expect(await values()).toEqual([
      'TSAG meeting of 26 October 2026',
      'TSAG 10-2026',
      'TSAG 10-2026',
      'TSAG 10-2026',
    ])
    expect(await office.done('SG13 chair', 'joint history JCA-IdM')).toContain(
      'until: next TSAG meeting → TSAG meeting of 26 October 2026 (MTG-10)',
    )
    const notices = await told()
    expect(notices.map(n => [n.data.what, n.data.entries.length])).toEqual([
      ['dated', 3],
      ['dated', 1],
      ['dated', 1],
      ['dated', 1],
      ['dated', 1],
    ])
    const audiences = notices.map(n => n.audience).join('\n')
    for (const group of ['JCA-IdM', 'SG17', 'JCA-MV', 'RG-DT', 'WP2'])
      expect(audiences).toContain(`"group":"${group}"`)
  })

  test('is a date at once in what is written from then on', async () => {
    expect(await office.done('TSB', 'joint add JCA-QKDN decision:continues until:next-tsag')).toContain(
      'JCA-QKDN',
    )
    expect(await office.done('TSB', 'joint show JCA-QKDN')).toContain('TSAG meeting of 26 October 2026')
    expect(await office.done('TSB', 'action number ACT-1 number:RG-DT-1')).toContain('TSAG 10-2026 RG-DT-1')
    await office.done('WP2 chair', 'action add words:"Note it" heading:WP2')
    expect(await office.done('TSB', 'action show ACT-2')).toContain('TSAG meeting: TSAG 10-2026')
  })

  test('takes everything along when it is moved, numbers too', async () => {
    await office.done('TSB', 'meeting move MTG-10 date:"9 November 2026" reason:rooms')
    expect(await values()).toEqual([
      'TSAG meeting of 9 November 2026',
      'TSAG 11-2026',
      'TSAG 11-2026',
      'TSAG 11-2026',
    ])
    expect(await office.done('TSB', 'action show RG-DT-1')).toContain('TSAG 11-2026 RG-DT-1 (action')
    expect((await told()).slice(5).map(n => n.data.what)).toContain('moved')
  })

  test('is open again when it is cancelled, but for what has a number there', async () => {
    await office.done('TSB', 'meeting cancel MTG-10 reason:rooms')
    expect(await values()).toEqual([
      'next TSAG meeting',
      'next TSAG meeting',
      'TSAG 11-2026',
      'next TSAG meeting',
    ])
    expect(await office.done('TSB', 'action show ACT-2')).toContain('TSAG meeting: next TSAG meeting')
  })

  test('that is under way is the one of an action, and not that until which a body goes on', async () => {
    for (const date of ['11 January 2027', '10 May 2027'])
      await office.done(
        'TSB',
        `meeting schedule TSAG date:"${date}" time:09:30–17:30 objective:x confirm:yes reason:"as agreed"`,
      )
    office.clock.set(Temporal.Instant.from('2027-01-11T12:00:00Z'))
    await office.done('TSB', 'action add words:"Of the day" heading:WP2')
    expect(await office.done('TSB', 'action show ACT-3')).toContain('TSAG meeting: TSAG 01-2027')
    await office.done('TSB', 'joint add JCA-New decision:continues until:next-tsag')
    expect(await office.done('TSB', 'joint show JCA-New')).toContain('TSAG meeting of 10 May 2027')
  })
})

test('the next TSAG meeting is the one after it was said, whatever else changed since', async () => {
  const office = await openDesk()
  await office.done('TSB', 'joint add JCA-IdM decision:continues until:next-tsag')
  office.clock.set(Temporal.Instant.from('2027-02-01T09:00:00Z'))
  await office.done('TSB', 'joint transition JCA-IdM to:SG17')
  await office.done('TSB', 'joint add JCA-QKDN decision:continues until:next-tsag')
  const noteOf = async (name: string) =>
    plainMessage((await office.say('SG13 chair', `joint show ${name}`)).message)
  for (const name of ['JCA-IdM', 'JCA-QKDN'])
    expect(await noteOf(name)).toContain('the next TSAG meeting, which has no date yet')
  // It met in October, which is entered only now.
  await office.done(
    'TSB',
    'meeting record TSAG date:"26 October 2026" until:"30 October 2026" time:09:30-17:30 objective:x source:TSAG-R1',
  )
  expect(await noteOf('JCA-IdM')).toContain('TSAG meeting of 26 October 2026')
  expect(await noteOf('JCA-QKDN')).toContain('the next TSAG meeting, which has no date yet')
  await office.close()
})
