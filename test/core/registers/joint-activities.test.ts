import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  type EndFacts,
  resolveUntil,
  untilField,
} from '../../../src/core/registers/joint-activities/until.ts'
import { type DeskHarness, openDesk } from '../desk-harness.ts'

describe('until when', () => {
  test.for([
    ['next TSAG meeting', 'next TSAG meeting'],
    ['next-tsag', 'next TSAG meeting'],
    ['lifetime', 'end of its two years'],
    ['study period', 'end of the study period'],
    ['2028-12', '2028-12'],
    ['lifetime+2028-12', '2028-12 or, if earlier, end of its two years'],
    ['end of its two years or, if earlier, 2028-12', '2028-12 or, if earlier, end of its two years'],
  ] as const)('%s reads as %s, and back', ([raw, text]) => {
    expect(untilField.format(untilField.parse(raw))).toBe(text)
    expect(untilField.format(untilField.parse(text))).toBe(text)
  })

  test.for(['soon', '', '2028-13', 'two years and a day'])('"%s" is none', raw =>
    expect(() => untilField.parse(raw)).toThrow(/is no (end|date)/),
  )

  const facts: EndFacts = { clockFrom: '2025-05', nextTsag: undefined, studyPeriodUntil: '2028' }
  test.for([
    // The earlier of the end of 2028 and its two years from May 2025.
    ['lifetime + 2028-12', facts, '2027-05', 0],
    ['lifetime', { ...facts, clockFrom: '2025-05-26' }, '2027-05-26', 0],
    ['lifetime', { ...facts, clockFrom: undefined }, undefined, 1],
    ['lifetime + study period', { ...facts, clockFrom: undefined }, '2028', 1],
    ['next-tsag', facts, undefined, 1],
    ['next-tsag', { ...facts, nextTsag: '2026-10-26' }, '2026-10-26', 0],
    ['2028 + 2028-06', facts, '2028-06', 0],
    ['2028-06 + 2028-06-15', facts, '2028-06-15', 0],
  ] as const)('%s comes to %s', ([raw, given, by, open]) => {
    const end = resolveUntil(untilField.parse(raw), given)
    expect([end.by, end.open.length]).toEqual([by, open])
  })
})

describe('the register of joint activities', () => {
  let office: DeskHarness
  beforeAll(async () => {
    office = await openDesk()
    await office.done('TSB', 'joint add JCA-IMT2020 decision:continues until:"two years" clock-from:2025-05')
  })
  afterAll(() => office.close())
  const noteOf = async (name: string) => {
    const { message } = await office.say('SG13 chair', `joint show ${name}`)
    return message.blocks.flatMap(b => (b.kind === 'note' ? [b.text] : [])).join(' ')
  }

  test('a new name does not restart the two years', async () => {
    expect(await noteOf('JCA-IMT2020')).toContain('It ends by May 2027 at the latest.')
    await office.done('TSB', 'joint rename JCA-IMT2020 name:JCA-IMT2020/IMT2030 source:"TD164R3, WP2-7"')
    expect(await noteOf('JCA-IMT2020/IMT2030')).toContain('It ends by May 2027 at the latest.')
    expect(await office.done('SG13 chair', 'joint show JCA-IMT2020/IMT2030')).toContain(
      'earlier names: JCA-IMT2020',
    )
    // The earlier name finds it still.
    expect(await office.done('SG13 chair', 'joint show JCA-IMT2020')).toContain(
      'JCA-IMT2020/IMT2030 (decision',
    )
  })

  test('reviews are added, not replaced', async () => {
    const line = 'joint review JCA-IMT2020/IMT2030'
    await office.done('WP2 chair', `${line} meeting:01-2026 words:"works well" until:"next TSAG meeting"`)
    await office.done('WP2 chair', `${line} meeting:10-2026 words:"goes on"`)
    const shown = await office.done('SG13 chair', 'joint show JCA-IMT2020/IMT2030')
    expect(shown).toContain('reviews: TSAG 01-2026: works well; TSAG 10-2026: goes on')
    expect(await noteOf('JCA-IMT2020/IMT2030')).toContain('the next TSAG meeting, which has no date yet')
  })

  test('closing moves its coordination into SGs', async () => {
    await office.done('TSB', 'joint transition JCA-IMT2020/IMT2030 to:SG13')
    const said = await office.done('TSB', 'joint close JCA-IMT2020/IMT2030 by:TD400')
    expect(said).toContain('decision: continues → closed')
    expect(await office.done('SG13 chair', 'joint list group:SG13 decision:closed')).toContain('1 entry')
    expect(await office.refused('SG13 chair', 'joint close JCA-IMT2020/IMT2030 by:x')).toContain('Only TSB')
  })
})
