import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { parseActionKey, parseActionNumber } from '../../../src/core/registers/actions/key.ts'
import { parseMeetingLabel } from '../../../src/core/registers/periods.ts'
import { type DeskHarness, openDesk, RAISE } from '../desk-harness.ts'

describe('an action is the same however it is written:', () => {
  test.for([
    ['TSAG 01-2026 WP2-10', 'TSAG 01-2026 WP2-10'],
    ['01-2026 wp2-10', 'TSAG 01-2026 WP2-10'],
    ['2026-01 RG-WPR-4 to WP2', 'TSAG 01-2026 RG-WPR-4 to WP2'],
    ['2026-01 WP2-1 to TSAG', 'TSAG 01-2026 WP2-1'],
    ['WP2-10', 'WP2-10'],
    ['act 3', 'ACT-3'],
  ] as const)('%s is %s', ([raw, key]) => expect(parseActionKey(raw)).toBe(key))

  test.for(['10', 'SG17-4', 'approve', ''])('"%s" is no number', raw =>
    expect(() => parseActionNumber(raw)).toThrow('is no number of an action'),
  )

  test.for([
    ['TSAG 05-2025', 'TSAG 05-2025'],
    ['5-2025', 'TSAG 05-2025'],
    ['2026-01-26', 'TSAG 01-2026'],
    ['next', 'next TSAG meeting'],
  ] as const)('the TSAG meeting %s is %s', ([raw, label]) => expect(parseMeetingLabel(raw)).toBe(label))

  test.for(['13-2026', 'May 2025', ''])('"%s" is no TSAG meeting', raw =>
    expect(() => parseMeetingLabel(raw)).toThrow('is no TSAG meeting'),
  )
})

describe('the register of actions', () => {
  let office: DeskHarness
  beforeAll(async () => {
    office = await openDesk()
  })
  afterAll(() => office.close())

  test('an action belongs to the next TSAG meeting, without a number until TSB gives one', async () => {
    expect(
      await office.done(
        'RG-DT Rapporteur',
        'action add words:"Agree the meetings" heading:RG-DT meeting:next',
      ),
    ).toBe('ACT-1 is in the register of actions.')
    await office.done('WP2 chair', 'action add words:"Note the report" heading:WP2')
    expect(await office.refused('RG-DT Rapporteur', 'action number ACT-1 number:WP2-1')).toContain('Only TSB')
    expect(await office.refused('TSB', 'action number ACT-1 number:WP2-1')).toContain(
      'the next one has no date yet',
    )
    expect(await office.done('TSB', 'action number ACT-1 number:WP2-10 meeting:10-2026')).toContain(
      'ACT-1 → TSAG 10-2026 WP2-10; TSAG meeting: next TSAG meeting → TSAG 10-2026; number: WP2-10',
    )
  })

  test('a number is given once a meeting, and again at another', async () => {
    expect(await office.refused('TSB', 'action number ACT-2 number:WP2-10 meeting:10-2026')).toContain(
      'WP2-10 is already given at TSAG 10-2026: “Agree the meetings”.',
    )
    await office.done('TSB', 'action number ACT-2 number:WP2-10 meeting:05-2027')
    expect(await office.refused('TSB', 'action add number:WP2-10 words:Other')).toContain(
      'has no option “number:”',
    )
    const csv = 'csv:"action,words\nTSAG 05-2027 WP2-10,Other"'
    expect(await office.refused('RG-DT Rapporteur', `action import ${csv}`)).toContain('Only TSB')
    expect(await office.done('TSB', `action import ${csv}`)).toContain('Changed, 1: TSAG 05-2027 WP2-10')
    await office.done('TSB', 'action set "TSAG 05-2027 WP2-10" field:words value:"Note the report"')
    // Without its meeting a number is the latest one's; the entry's own number names it still.
    expect(await office.done('SG17 chair', 'action show WP2-10')).toContain(
      'TSAG 05-2027 WP2-10 (action: Note the report',
    )
    expect(await office.done('SG17 chair', 'action show ACT-1')).toContain(
      'TSAG 10-2026 WP2-10 (action: Agree the meetings',
    )
  })

  test('a Rapporteur writes actions under the own heading, and the outcome is recorded', async () => {
    expect(await office.refused('RG-DT Rapporteur', 'action add words:x heading:RG-WPR')).toContain(
      'the Rapporteur of a group for their own',
    )
    expect(await office.done('RG-DT Rapporteur', 'action outcome ACT-1 outcome:"agreed with changes"')).toBe(
      "TSAG 10-2026 WP2-10 is changed (TSAG's outcome: agreed with changes).",
    )
    expect(await office.done('TSB', 'action list meeting:10-2026')).toBe(
      'Actions, 1 entry: TSAG 10-2026 WP2-10.',
    )
  })

  test('numbers that were given before the register stay readable', async () => {
    await office.done('SG13 chair', RAISE)
    await office.done('SG17 chair', 'issue escalate ISG-1 reason:"no agreement"')
    await office.done('WP2 chair', 'issue take-up ISG-1')
    await office.done(
      'WP2 chair',
      'issue conclude ISG-1 text:"SG17 coordinates" action:"Entrust SG17" confirm:yes',
    )
    const { message } = await office.say('SG17 chair', 'action list')
    expect(message.blocks.filter(b => b.kind === 'table').at(-1)).toMatchObject({
      rows: [['WP2-1', 'Entrust SG17', 'ISG-1']],
    })
  })
})
