import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type DeskHarness, openDesk } from '../desk-harness.ts'

/** Replies to TSAG-LS4 as the report of January 2026 lists them: document and sender. */
const REPLIES = 'TD226 SG2, TD247 SG5, TD283 SG11, TD229 SG15, TD269 SG17, TD241 SG20, TD246 SG21'

describe('who owes what', () => {
  let office: DeskHarness
  beforeAll(async () => {
    office = await openDesk()
    for (const reply of REPLIES.split(', ')) {
      const [document, sender] = reply.split(' ')
      await office.done(
        'TSB',
        `liaison add ${document} direction:incoming senders:${sender} replies-to:TSAG-LS4`,
      )
    }
  })
  afterAll(() => office.close())

  test('before its addressees are entered, they are not on record', async () => {
    const said = await office.done('SG17 chair', 'owed by TSAG-LS4')
    expect(said).toMatch(/^The addressees of TSAG-LS4 are not on record; replied: SG2 \(TSAG-TD226\), /)
    expect(said).toContain(
      'TSB enters them with /sg liaison to liaison:TSAG-LS4 groups:"all SGs" purpose:action.',
    )
    expect(await office.done('SG17 chair', 'owed by SG3')).toBe('Owed by SG3: nothing that is on record.')
  })

  test('once TSB has entered them, SG3, SG12 and SG13 owe a reply', async () => {
    await office.done('TSB', 'liaison to TSAG-LS4 groups:"all SGs" purpose:action by:2026-03-01')
    expect(await office.done('SG17 chair', 'owed by TSAG-LS4')).toMatch(
      /^A reply to TSAG-LS4 is owed by SG3, SG12, SG13\. Replied: SG2 \(TSAG-TD226\), /,
    )
    expect(await office.done('SG17 chair', 'owed by SG12')).toBe(
      'Owed by SG12: SG12 owes a reply to TSAG-LS4 by 1 March 2026.',
    )
    expect(await office.done('SG17 chair', 'owed by SG17')).toContain('nothing that is on record')
  })

  test('what I owe waits for me, and a reply or its refusal ends it', async () => {
    expect(await office.done('SG12 chair', 'waiting')).toContain(
      'SG12 owes a reply to TSAG-LS4 by 1 March 2026',
    )
    await office.done('SG12 chair', 'liaison no-reply TSAG-LS4 by:SG12')
    expect(await office.done('SG12 chair', 'waiting')).not.toContain('TSAG-LS4')
    await office.done('TSB', 'liaison add TD400 direction:incoming senders:SG3 replies-to:TSAG-LS4')
    expect(await office.done('SG3 chair', 'owed by TSAG-LS4')).toContain('is owed by SG13.')
  })

  test('a statement of another study period with the same number leaves it open', async () => {
    await office.done('TSB', 'liaison add T22-TSAG-LS4 direction:outgoing')
    expect(await office.done('SG3 chair', 'owed by TSAG-LS4')).toContain('is owed by SG2, SG3, SG5')
    await office.done('TSB', 'liaison replied TSAG-LS4 by:SG3 document:TD400')
    expect(await office.done('SG3 chair', 'owed by TSAG-LS4')).toContain('is owed by SG2, SG5')
  })

  test('a report-back is owed to each of its meetings until it is given', async () => {
    expect(
      await office.done(
        'WP2 chair',
        'owed add group:SG17 matter:"WTSA Action 8" to:WP2 meetings:"2026-05, 2026-09"',
      ),
    ).toContain('is in the register of report-backs.')
    expect(await office.done('SG20 chair', 'owed by 2026-05-25')).toMatch(
      /: SG17 owes WP2 a report on WTSA Action 8 at its meeting of 25 May 2026 \(RB-\d+\)\.$/,
    )
    const key = /RB-\d+/.exec(await office.done('SG17 chair', 'waiting'))![0]
    expect(await office.refused('SG20 chair', `owed given ${key} meeting:2026-05`)).toContain('own SG')
    expect(await office.refused('SG17 chair', `owed given ${key} meeting:2026-06`)).toContain(
      'No report is owed to 2026-06; it is owed to 2026-05, 2026-09.',
    )
    await office.done('SG17 chair', `owed given ${key} meeting:2026-05`)
    expect(await office.done('SG17 chair', 'waiting')).toContain('at its meeting of 21 September 2026')
    expect(await office.done('SG20 chair', 'owed by 2026-05-25')).toContain('nothing that is on record')
  })

  test('a statement that is not on record and has no reply is refused', async () => {
    expect(await office.refused('SG17 chair', 'owed by TSAG-LS99')).toContain(
      'is not on record, nor is a reply to it',
    )
  })
})
