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
    expect(await office.refused('SG20 chair', `owed given ${key} meeting:2026-05`)).toContain(
      'in the group that owes the report',
    )
    expect(await office.refused('SG17 chair', `owed given ${key} meeting:"June 2026"`)).toContain(
      `No report is owed for June 2026; ${key} is owed for May 2026, September 2026.`,
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

  test('a reply that names the study period answers that statement alone', async () => {
    await office.done('TSB', 'liaison add T25-SG13-LS9 direction:incoming')
    await office.done('TSB', 'liaison add T22-SG13-LS9 direction:incoming')
    await office.done('TSB', 'liaison to SG13-LS9 groups:TSAG purpose:comment by:2026-06')
    expect(await office.done('SG13 chair', 'owed TSAG')).toBe(
      'Owed by TSAG: TSAG owes a reply to SG13-LS9 by June 2026.',
    )
    await office.done('TSB', 'liaison add TSAG-LS20 direction:outgoing replies-to:T22-SG13-LS9')
    expect(await office.done('SG13 chair', 'owed TSAG')).toContain('TSAG owes a reply to SG13-LS9')
    await office.done('TSB', 'liaison add TSAG-LS21 direction:outgoing replies-to:SG13-LS9')
    expect(await office.done('SG13 chair', 'owed TSAG')).toContain('TSAG owes a reply to SG13-LS9')
    await office.done('TSB', 'liaison set TSAG-LS21 field:replies-to value:T25-SG13-LS9')
    expect(await office.done('SG13 chair', 'owed TSAG')).toContain('nothing that is on record')
    expect(await office.done('TSB', 'owed SG13-LS9')).toContain('Replied: TSAG (TSAG-LS21).')
  })

  test('an addressee names another date, and the date asked for stays beside it', async () => {
    await office.done('TSB', 'liaison add TSAG-LS30 direction:outgoing subject:Trust')
    await office.done('TSB', 'liaison to TSAG-LS30 groups:"SG5, SG11" purpose:action by:2026-05-01')
    expect(await office.refused('SG5 chair', 'liaison later TSAG-LS30 by:SG5 date:2026-01-15')).toContain(
      '15 January 2026 is past',
    )
    expect(await office.refused('SG5 chair', 'liaison later TSAG-LS30 by:SG11 date:2026-06-01')).toContain(
      'own SG',
    )
    await office.done('SG5 chair', 'liaison later TSAG-LS30 by:SG5 date:2026-06-01')
    expect(await office.done('SG2 chair', 'owed by SG5')).toContain(
      'SG5 owes a reply to TSAG-LS30 (Trust) by 1 June 2026, instead of 1 May 2026',
    )
    expect(await office.done('SG2 chair', 'owed by SG11')).toContain('TSAG-LS30 (Trust) by 1 May 2026')
    // A later word replaces the earlier one.
    await office.done('SG5 chair', 'liaison no-reply TSAG-LS30 by:SG5')
    expect(await office.done('SG2 chair', 'owed by TSAG-LS30')).toContain('is owed by SG11.')
    expect(await office.done('SG2 chair', 'liaison show TSAG-LS30')).toContain(
      'replies by another date: none; no reply intended: SG5',
    )
  })

  test('what is corrected in the register is owed again, or no more', async () => {
    await office.done('TSB', 'liaison set TSAG-LS30 field:no-reply value:unknown')
    expect(await office.done('SG2 chair', 'owed by TSAG-LS30')).toContain('is owed by SG5, SG11.')
    await office.done('TSB', 'liaison set TSAG-LS30 field:addressees value:unknown')
    expect(await office.done('SG2 chair', 'owed by SG11')).not.toContain('TSAG-LS30')
  })

  test.for([
    ['SG99', 'There is no group SG99'],
    ['MTG-99', 'There is no meeting MTG-99'],
    ['next', 'The next TSAG meeting is not on the calendar yet'],
    ['2026-13-45', 'is not a date'],
    ['TSAG 13-2026', 'is no TSAG meeting'],
  ])('asked about %s: %s', async ([about, said]) =>
    expect(await office.refused('SG17 chair', `owed by "${about}"`)).toContain(said),
  )

  test('a long list has pages', async () => {
    const groups = 'SG2, SG3, SG5, SG11, SG12, SG13, SG15, SG17, SG20, SG21'
    for (const number of [40, 41, 42]) {
      await office.done('TSB', `liaison add TSAG-LS${number} direction:outgoing`)
      await office.done(
        'TSB',
        `liaison to TSAG-LS${number} groups:"${groups}" purpose:action by:2027-0${number - 39}`,
      )
    }
    const { message } = await office.say('SG17 chair', 'owed')
    expect(message.blocks.flatMap(b => (b.kind === 'list' ? b.items : []))).toHaveLength(20)
    expect(JSON.stringify(message.blocks)).toContain('Page 1 of 2')
    expect(await office.done('SG17 chair', 'owed page:2')).toContain('SG21 owes a reply to TSAG-LS42')
    expect(await office.refused('SG17 chair', 'owed page:9')).toContain(
      'There is no page 9; the last one is 2.',
    )
  })
})

describe('what a TSAG meeting brings, and its status round', () => {
  let office: DeskHarness
  beforeAll(async () => {
    office = await openDesk()
    for (const line of [
      'meeting schedule TSAG date:"12 October 2026" until:"16 October 2026" time:09:30–17:30 objective:TSAG',
      'lead-role add group:SG17 subject:security state:designated designation:"WTSA-24 Resolution 2"',
      'lead-role add group:SG20 subject:cities state:requested',
      'joint add JCA-MV decision:continues until:"two years" clock-from:2025-05',
      'joint add JCA-COP decision:proposed',
      'plan-item add item:"8 TSAG 05-2025" status:"not started" words:"Not started" responsible:SG17',
      'plan-item add item:"8 TSAG 01-2026" status:ongoing words:"Ongoing, feedback" responsible:SG17 group:RG-WPR',
      'plan-item add item:"73-06 undated" status:started words:Started responsible:SG17',
      'plan-item add item:"12 TSAG 01-2026" status:closed words:"Action closed" responsible:SG20',
      'plan-item add item:"30 TSAG 01-2026" status:unknown words:"See TD5"',
    ])
      await office.done('TSB', line)
  })
  afterAll(() => office.close())

  test('it is asked about by its label, by its number and as the next one', async () => {
    const brought = await office.done('SG17 chair', 'owed by next')
    expect(brought).toBe(
      [
        'Owed to TSAG 10-2026: JCA-MV owes its progress report to TSAG 10-2026 (from 12 October 2026)',
        'RG-DT owes its progress report to TSAG 10-2026 (from 12 October 2026)',
        'RG-WPR owes its progress report to TSAG 10-2026 (from 12 October 2026)',
        'SG17 owes its lead SG report to TSAG 10-2026 (from 12 October 2026)',
        'SG17 owes the status of 2 items of the WTSA action plan (8, 73-06) for TSAG 10-2026',
        'WP2 owes the review of JCA-MV at TSAG 10-2026',
        'WP2 owes the status of item 30 of the WTSA action plan for TSAG 10-2026.',
      ].join('; '),
    )
    expect(await office.done('SG17 chair', 'owed by "TSAG 10-2026"')).toBe(brought)
    expect((await office.done('SG17 chair', 'owed by MTG-10')).split(': ')[1]).toBe(brought.split(': ')[1])
  })

  test('a group answers for its own report alone, and its answer stands in the register', async () => {
    expect(await office.refused('SG20 chair', 'owed given "SG17 lead SG report"')).toContain(
      'those who hold a role in the group that owes the report',
    )
    expect(await office.refused('SG20 chair', 'owed given "SG20 lead SG report"')).toContain(
      'SG20 owes no such report for TSAG 10-2026.',
    )
    await office.done('SG17 vice-chair', 'owed given "SG17 lead SG report" source:TD400')
    expect(await office.done('SG20 chair', 'owed by SG17')).not.toContain('lead SG')
    expect(await office.done('SG20 chair', 'owed list group:SG17')).toContain('1 entry')
    await office.done('RG-DT Rapporteur', 'owed later "RG-DT progress" date:2026-10-20')
    expect(await office.done('SG20 chair', 'owed by RG-DT')).toContain('by 20 October 2026')
    await office.done('RG-DT Rapporteur', 'owed no-report "RG-DT progress" meeting:"TSAG 10-2026"')
    expect(await office.done('SG20 chair', 'owed by RG-DT')).toContain('nothing that is on record')
  })

  test('a responsible chair sees the items with last time’s status, and says unchanged or changed', async () => {
    const { message } = await office.say('SG17 chair', 'owed round')
    const said = JSON.stringify(message.blocks)
    expect(said).toContain('Item 8, last time (TSAG 01-2026): ongoing, “Ongoing, feedback”.')
    expect(said).toContain('Item 73-06, last time, undated: started, “Started”.')
    expect(said).not.toContain('Item 12')
    const pressed = message.blocks
      .flatMap(b => (b.kind === 'actions' ? b.actions : []))
      .find(({ label }) => label === '8: unchanged')!
    expect(await office.done('SG17 chair', pressed.invocation)).toBe(
      'Unchanged for TSAG 10-2026: 8 (ongoing).',
    )
    expect(await office.done('SG17 chair', 'plan-item show "8 TSAG 10-2026"')).toContain(
      'status as written: Ongoing, feedback; status: ongoing; group that follows it: RG-WPR; SGs responsible: SG17',
    )
    await office.done('SG17 chair', 'plan-item status of:73-06 meeting:"TSAG 10-2026" words:"Action closed"')
    expect(await office.done('SG17 chair', 'owed by SG17')).toContain('nothing that is on record')
    expect(await office.done('SG17 chair', 'owed round')).toContain('2 on record and 0 to come')
  })

  test('WP2’s chair sees what is missing, and a JCA is reviewed', async () => {
    expect(await office.done('WP2 chair', 'owed round group:WP2')).toContain(
      'JCA-MV, last time: no review is on record.',
    )
    expect(await office.refused('WP2 chair', 'joint unchanged JCA-MV meeting:"TSAG 10-2026"')).toContain(
      'No earlier review of JCA-MV is on record',
    )
    await office.done('WP2 chair', 'joint review JCA-MV meeting:"TSAG 01-2026" words:"Works well"')
    await office.done('WP2 chair', 'joint unchanged JCA-MV meeting:"TSAG 10-2026"')
    expect(await office.done('WP2 chair', 'joint show JCA-MV')).toContain('TSAG 10-2026: Works well')
    expect(await office.done('SG2 chair', 'owed round')).toBe(
      'Status round for TSAG 10-2026: 1 of 4 is not on record yet: WP2 1.',
    )
    expect(await office.done('WP2 chair', 'waiting')).toContain('WP2 owes the status of item 30')
  })

  test('nobody writes for items of others, and nothing is unchanged twice', async () => {
    expect(
      await office.refused('SG20 chair', 'plan-item unchanged of:"8, 12" meeting:"TSAG 10-2026"'),
    ).toContain('items that their SG is responsible for')
    expect(await office.done('SG17 chair', 'plan-item unchanged of:8 meeting:"TSAG 10-2026"')).toBe(
      'On record for TSAG 10-2026 already: 8.',
    )
    expect(await office.refused('TSB', 'plan-item unchanged of:"30, 31" meeting:"TSAG 10-2026"')).toContain(
      'Item 31 has no status before TSAG 10-2026',
    )
    // Item 30 is not half entered either.
    expect(await office.done('TSB', 'owed by WP2')).toContain('item 30')
  })
})
