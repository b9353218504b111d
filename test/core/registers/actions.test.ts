import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { plainMessage } from '../../../src/core/messages/plain.ts'
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
    // Without a word about it, it belongs to the next one, too.
    await office.done('WP2 chair', 'action add words:"Note the report" heading:WP2')
    expect(await office.done('WP2 chair', 'action show ACT-2')).toContain('TSAG meeting: next TSAG meeting')
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

  test('a number that was given before the register stays one of its names', async () => {
    await office.done('SG13 chair', RAISE)
    await office.db.registerEntry.create({
      data: {
        register: 'actions',
        key: 'WP2-7 of ISG-1',
        number: 70,
        sortKey: 'WP2-000007 of ISG-000001',
        fields: { words: 'Entrust SG5', earlierNumber: 'WP2-7', issue: 'ISG-1' },
        at: new Date('2025-11-01T09:00:00Z'),
      },
    })
    for (const name of ['WP2-7', 'wp2-7 of isg 1', 'ACT-70'])
      expect(await office.done('SG17 chair', `action show "${name}"`)).toContain('action: Entrust SG5')
  })
})

describe('an action that WP2 asks of TSAG in concluding an issue', () => {
  let office: DeskHarness
  beforeAll(async () => {
    office = await openDesk()
  })
  afterAll(() => office.close())

  const conclude = async (issue: number, more: string) => {
    await office.done('SG13 chair', RAISE)
    await office.done('SG17 chair', `issue escalate ISG-${issue} reason:"no agreement"`)
    await office.done('WP2 chair', `issue take-up ISG-${issue}`)
    return office.done('WP2 chair', `issue conclude ISG-${issue} text:"SG17 coordinates" ${more} confirm:yes`)
  }

  test('is in the register with its source, for the next TSAG meeting and without a number', async () => {
    expect(await conclude(1, 'action:"Entrust SG17" entrust:SG17')).toContain('Action ACT-1: Entrust SG17.')
    expect(await office.done('SG17 chair', 'action show ACT-1')).toBe(
      'ACT-1 (action: Entrust SG17; TSAG meeting: next TSAG meeting; listed under: WP2; addressed to: TSAG; verbs: entrust; from issue: ISG-1).',
    )
    expect(await office.done('SG17 chair', 'action history ACT-1')).toMatch(
      /WP2 chair: entered .*\(ISG-1\)\.$/,
    )
    expect(await office.done('SG17 chair', 'action list issue:ISG-1')).toBe('Actions, 1 entry: ACT-1.')
  })

  test('keeps its reference when TSB numbers it', async () => {
    await office.done('TSB', 'action number ACT-1 number:WP2-4 meeting:10-2026')
    expect(await office.done('SG17 chair', 'action show ACT-1')).toContain('TSAG 10-2026 WP2-4 (action')
  })

  test('stands on the card of its issue under the number that TSB gave it', async () => {
    expect(plainMessage((await office.say('SG17 chair', 'issue show ISG-1')).message)).toContain(
      'Action for TSAG WP2-4 (TSAG 10-2026):  Entrust SG17',
    )
    const cards = await office.db.notice.findMany({ where: { kind: 'issue-card' }, orderBy: { id: 'desc' } })
    expect(cards[0]?.key).toMatch(/:TSAG 10-2026 WP2-4$/)
    // The timeline keeps what was said then.
    const history = await office.say('SG17 chair', 'issue history ISG-1')
    expect(plainMessage(history.message)).toContain('Action ACT-1: Entrust SG17.')
  })

  test('asks whether TSAG entrusted the coordination, and tells the issue', async () => {
    expect(await office.refused('TSB', 'action outcome WP2-4 outcome:"agreed"')).toBe(
      'On ISG-1 it was proposed to TSAG to entrust the coordination to SG17; entrusted:yes or entrusted:no says whether TSAG did.',
    )
    await office.done('TSB', 'action outcome WP2-4 outcome:"agreed" entrusted:yes')
    expect((await office.issue()).coordination.coordinator).toMatchObject({
      group: 'SG17',
      source: 'TSAG 10-2026',
    })
    expect(await office.refused('TSB', 'action outcome WP2-4 outcome:"agreed" entrusted:yes')).toBe(
      'This action does not wait for TSAG to entrust a coordination; please leave out entrusted:.',
    )
  })

  test('has the outcome that is recorded on the issue', async () => {
    await conclude(2, 'action:"Entrust SG20" entrust:SG20')
    await office.done('TSB', 'coordination outcome ISG-2 "not entrusted" source:"TSAG-R4, clause 5"')
    expect(await office.done('SG17 chair', 'action show ACT-2')).toContain("TSAG's outcome: not entrusted")
    expect(await office.done('SG17 chair', 'action history ACT-2')).toContain('(TSAG-R4, clause 5)')
    // TSAG has met: it isn't for the next meeting any more.
    expect(await office.done('SG17 chair', 'action show ACT-2')).not.toContain('next TSAG meeting')
  })

  test('of an issue that is not there is refused', async () => {
    expect(await office.refused('TSB', 'action add words:x issue:ISG-99')).toBe('There is no issue ISG-99.')
    expect(await office.refused('TSB', 'action add words:x issue:99x')).toContain(
      'not a reference to an issue',
    )
  })
})
