import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { formatAddressee, parseAddressee } from '../../../src/core/registers/liaisons/addressees.ts'
import { type DebtInput, findDebtors, findReplyState } from '../../../src/core/registers/liaisons/debts.ts'
import { parseLiaisonKey } from '../../../src/core/registers/liaisons/key.ts'
import { type DeskHarness, openDesk } from '../desk-harness.ts'

const NOW = Temporal.Instant.from('2026-02-02T09:00:00Z')

describe('a liaison statement is the same however it is written:', () => {
  test.for([
    ['TSAG-LS4', 'T25-TSAG-LS4'],
    ['tsag-ls4', 'T25-TSAG-LS4'],
    ['SG 17-LS36', 'T25-SG17-LS36'],
    ['T22-TSAG-LS35', 'T22-TSAG-LS35'],
    ['IEEE802.3-LS152', 'T25-IEEE802.3-LS152'],
    ['FG-MV-LS23', 'T25-FG-MV-LS23'],
    ['TD226', 'T25-TSAG-TD226'],
  ] as const)('%s is %s', ([raw, key]) => expect(parseLiaisonKey(raw, NOW)).toBe(key))

  test.for(['LS4', 'trust', ''])('"%s" is none', raw =>
    expect(() => parseLiaisonKey(raw, NOW)).toThrow('is no liaison statement'),
  )
})

describe('addressees', () => {
  test.for([
    'SG3 (action, 2026-05-01)',
    'SG12 (information)',
    'SG13',
    'all SGs (comment)',
    'JCA-MV (action, 2026-05)',
  ])('%s reads as it is written', text => expect(formatAddressee(parseAddressee(text))).toBe(text))

  test('a purpose that is none is refused', () =>
    expect(() => parseAddressee('SG3 (soon)')).toThrow('neither action, comment, information nor a date'))
})

describe('who owes a reply', () => {
  const state = (addressees: string | undefined, more: Partial<DebtInput> = {}, noReply: string[] = []) =>
    findReplyState({
      statement: {
        addressees: addressees?.split('; ').map(parseAddressee),
        replied: [],
        noReply,
        later: [],
      },
      certain: [],
      replies: [{ groups: ['SG2'], document: 'TSAG-TD226' }],
      ambiguous: false,
      studyGroups: ['SG2', 'SG3', 'SG12'],
      today: Temporal.PlainDate.from('2026-05-02'),
      ...more,
    })
  const words = (...args: Parameters<typeof state>) =>
    state(...args)
      .addressees?.map(({ group, is }) => `${group} ${is.state}${'overdue' in is && is.overdue ? '!' : ''}`)
      .join('; ')

  test.for([
    ['SG3 (action)', 'SG3 owes'],
    ['SG3 (comment)', 'SG3 owes'],
    ['SG3 (information)', 'SG3 for information'],
    ['SG3', 'SG3 purpose not on record'],
    ['SG2 (action)', 'SG2 replied'],
    ['SG3 (action, 2026-05-01)', 'SG3 owes!'],
    ['SG3 (action, 2026-05-02)', 'SG3 owes'],
    ['SG3 (action, 2026-05)', 'SG3 owes'],
    ['SG3 (action, 2026-04)', 'SG3 owes!'],
    ['all SGs (action)', 'SG2 replied; SG3 owes; SG12 owes'],
    [undefined, undefined],
  ] as const)('%s: %s', ([addressees, expected]) => expect(words(addressees)).toBe(expected))

  test('a reply that is not intended is no debt', () => {
    expect(words('SG3 (action)', {}, ['SG3'])).toBe('SG3 no reply intended')
    expect(findDebtors(state('SG3 (action)', {}, ['SG3']))).toEqual([])
  })

  test('where two study periods have the number, a reply settles nothing', () => {
    expect(words('SG2 (action)', { ambiguous: true })).toBe('SG2 owes')
    expect(state('SG2 (action)', { ambiguous: true }).undecided).toHaveLength(1)
  })
})

describe('the register of liaison statements', () => {
  let office: DeskHarness
  beforeAll(async () => {
    office = await openDesk()
    for (const [sg, td] of [
      ['SG2', 'TD226'],
      ['SG5', 'TD247'],
    ])
      await office.done('TSB', `liaison add ${td} direction:incoming senders:${sg} replies-to:TSAG-LS4`)
  })
  afterAll(() => office.close())

  test('TSB enters addressees in one step, and the statement says who owes a reply', async () => {
    const said = await office.done(
      'TSB',
      'liaison to TSAG-LS4 groups:"SG2, SG3" purpose:action by:2026-04-01 source:TD142',
    )
    expect(said).toBe(
      'TSAG-LS4 is changed (addressees: SG2 (action, by 1 April 2026), SG3 (action, by 1 April 2026)).',
    )
    await office.done('WP2 vice-chair', 'liaison to TSAG-LS4 groups:SG12 purpose:information')
    const { message } = await office.say('SG3 chair', 'liaison show TSAG-LS4')
    const table = message.blocks.find(b => b.kind === 'table')
    expect(table).toMatchObject({
      rows: [
        ['SG2', 'replied: TSAG-TD226'],
        ['SG3', 'owes a reply by 1 April 2026'],
        ['SG12', 'for information'],
      ],
    })
  })

  test('an SG records its own reply, and no other', async () => {
    expect(await office.refused('SG12 chair', 'liaison no-reply TSAG-LS4 by:SG3')).toContain(
      'for their own SG',
    )
    expect(await office.done('SG3 vice-chair', 'liaison no-reply TSAG-LS4 by:SG3')).toBe(
      'TSAG-LS4 is changed (no reply intended: SG3).',
    )
    expect(await office.done('SG3 chair', 'liaison replied TSAG-LS4 by:SG3 document:TD350')).toBe(
      'TSAG-LS4 is changed (replies recorded by hand: SG3 (TD350); no reply intended: SG3 → none).',
    )
    expect(await office.refused('SG3 chair', 'liaison to TSAG-LS4 groups:SG3')).toContain('Only TSB')
  })

  test('chains of replies are found over documents', async () => {
    expect(await office.done('SG3 chair', 'liaison list replies-to:TSAG-LS4')).toBe(
      'Liaison statements, 2 entries: TSAG-TD226, TSAG-TD247.',
    )
    expect(await office.refused('SG3 chair', 'liaison show TSAG-LS9')).toContain(
      'is not in the register of liaison statements',
    )
  })
})
