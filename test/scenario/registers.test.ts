/** Debts between groups, as people see them on every platform, and through two TSAG meetings. */
import { afterEach, describe, expect, it } from 'vitest'
import type { Platform } from '../../src/core/platforms/platform.ts'
import { CALENDAR, type Harness, openHarness, type Person } from '../support/harness.ts'

/** Replies to TSAG-LS4 as the report of January 2026 lists them: document and sender. */
const REPLIES = 'TD226 SG2, TD247 SG5, TD283 SG11, TD229 SG15, TD269 SG17, TD241 SG20, TD246 SG21'

/** Messages of the calendar alone, TSAG's meetings among it. */
const APART = new RegExp(`${CALENDAR.source}|^The TSAG meeting |^Contributions to the TSAG |^Roles without `)

let world: Harness
afterEach(() => world.close())

describe.each(['slack', 'discord', 'terminal'] as const)(
  'who owes TSAG-LS4 a reply, on %s',
  (platform: Platform) => {
    it('is not known before the addressees are entered; afterwards it is SG3, SG12 and SG13', async () => {
      world = await openHarness({ platforms: [platform], at: '2026-02-02T10:00', apart: APART })
      const tess = await world.person('Tess Muller', 'TSB')
      const bo = await world.person('Bo Lindqvist', 'SG17 chair')
      const ana = await world.person('Ana Perez', 'SG12 chair')
      for (const reply of REPLIES.split(', ')) {
        const [document, sender] = reply.split(' ')
        await tess.type(`liaison add ${document} direction:incoming senders:${sender} replies-to:TSAG-LS4`)
      }
      const before = await bo.type('owed by TSAG-LS4')
      expect(before).toContain('The addressees of TSAG-LS4 are not on record; replied: SG2 (TSAG-TD226), ')
      expect(before).not.toContain('SG3')
      await tess.type('liaison to TSAG-LS4 groups:"all SGs" purpose:action by:2026-02-20')
      expect(await bo.type('owed by TSAG-LS4')).toContain('A reply to TSAG-LS4 is owed by SG3, SG12, SG13.')

      // The chair of SG12 is reminded 14 and 3 days before, and names another date.
      await world.at('2026-02-06T09:00')
      await ana.isTold('in 14 days.')
      await world.at('2026-02-17T09:00')
      const reminder = await ana.isTold('a reply to TSAG-LS4 is asked for by 20 February 2026')
      if (platform === 'terminal') await ana.type('liaison later TSAG-LS4 by:SG12 date:2026-03-20')
      else {
        expect(reminder.buttons).toEqual(['Sent as…', 'By another date', 'No reply intended'])
        const { form } = await ana.press(reminder, 'By another date')
        await ana.fill(form!, { date: '2026-03-20' })
      }
      expect(await bo.type('owed by SG12')).toContain('by 20 March 2026, instead of 20 February 2026')
      await world.at('2026-02-24T10:00')
      await world.quiet()
    })
  },
)

it('statuses, a JCA with a new name, a transition and actions, through two TSAG meetings', async () => {
  world = await openHarness({ platforms: ['slack'], at: '2026-09-28T10:00', apart: APART })
  const tess = await world.person('Tess Muller', 'TSB')
  const bo = await world.person('Bo Lindqvist', 'SG17 chair')
  const dai = await world.person('Dai Nakamura', 'WP2 chair')
  const enters = async (person: Person, ...lines: string[]) => {
    for (const line of lines) await person.type(line)
  }
  // Entries of January 2026 that are still open, and the next meeting.
  await enters(
    tess,
    'meeting schedule TSAG date:"12 October 2026" until:"16 October 2026" time:09:30–17:30 objective:TSAG confirm:yes',
    'plan-item add item:"7 TSAG 01-2026" status:ongoing words:Ongoing responsible:SG17',
    'plan-item add item:"8 TSAG 01-2026" status:started words:"Started, feedback from SGs" responsible:SG17',
    'joint add JCA-IMT2020 decision:continues until:"two years" clock-from:2025-05',
    'joint review JCA-IMT2020 meeting:"TSAG 01-2026" words:"Works well"',
    'joint add JCA-IdM decision:continues until:"next TSAG meeting"',
    'joint transition JCA-IdM to:SG17',
  )

  // The round, at the contribution deadline. JCAs without chairs on record are WP2's.
  await world.at('2026-09-29T09:00')
  for (const person of [bo, tess])
    await person.isTold('JCA-IdM ends with the TSAG meeting of 12 October 2026, in 13 days.')
  await world.at('2026-09-30T09:00')
  const card = await bo.isTold('Item 8, last time (TSAG 01-2026): started, “Started, feedback from SGs”.')
  expect(card.buttons).toEqual([
    '7: unchanged',
    '7: changed',
    '8: unchanged',
    '8: changed',
    'All 2 items shown are unchanged',
  ])
  const own = await dai.isTold('JCA-IMT2020, last time: “Works well”.')
  expect((await bo.press(card, '8: unchanged')).shown!.text).toContain(
    'Unchanged for TSAG 10-2026: 8 (started).',
  )
  const { form } = await bo.press(card, '7: changed')
  await bo.fill(form!, { words: 'Action completed' })
  expect(await bo.type('owed by SG17')).toContain('nothing that is on record')
  await dai.press(own, 'JCA-IMT2020: unchanged')
  await world.at('2026-10-05T09:00')
  for (const person of [dai, tess]) await person.isTold('1 of 4 is not on record yet: WP2 1.')
  await world.at('2026-10-09T09:00')
  await dai.isTold('the review of JCA-IdM is awaited at TSAG 10-2026')

  // At the meeting: a new name, whose clock goes on; a transition that is finished; actions and their outcomes.
  await world.at('2026-10-14T15:00')
  await enters(
    tess,
    'joint rename JCA-IMT2020 name:JCA-IMT2020/IMT2030 source:"TSAG-R5, WP2-1"',
    'joint review JCA-IdM meeting:"TSAG 10-2026" words:"Its work moves into SG17"',
    'joint close JCA-IdM by:WP2-2',
  )
  const numbered = async (
    meeting: string,
    ...actions: [number: string, words: string, outcome: string][]
  ) => {
    for (const [number, words, outcome] of actions) {
      const key = /ACT-\d+/.exec(
        await tess.type(`action add words:"${words}" heading:WP2 meeting:"${meeting}"`),
      )![0]
      await tess.type(`action number ${key} number:${number} meeting:"${meeting}"`)
      await tess.type(`action outcome ${number} outcome:"${outcome}"`)
    }
  }
  await numbered(
    'TSAG 10-2026',
    ['WP2-1', 'Agree the new name of JCA-IMT2020', 'agreed'],
    ['WP2-2', 'Close JCA-IdM', 'agreed'],
  )
  expect(await dai.type('joint show JCA-IdM')).toContain('closed')
  expect(await dai.type('joint show JCA-IMT2020/IMT2030')).toContain('It ends by May 2027 at the latest.')
  expect(await dai.type('owed by "TSAG 10-2026"')).not.toContain('WP2 owes')

  // Six months before the end of its two years, under its new name: the rename restarted nothing.
  await world.at('2026-10-30T09:00')
  await tess.isTold('JCA-IMT2020/IMT2030 ends by May 2027, in 6 months.')
  await world.quiet()

  // The next meeting: only what is still open is asked, and actions are numbered from the beginning.
  world.setClock('2027-04-26T10:00')
  await world.settle()
  await tess.isTold('JCA-IMT2020/IMT2030 ends by May 2027')
  await tess.type(
    'meeting schedule TSAG date:"24 May 2027" until:"28 May 2027" time:09:30–17:30 objective:TSAG confirm:yes',
  )
  expect(await bo.type('owed by SG17')).toContain(
    'SG17 owes the status of item 8 of the WTSA action plan for TSAG 05-2027',
  )
  await world.at('2027-05-12T09:00')
  const second = await bo.isTold('Item 8, last time (TSAG 10-2026): started')
  expect(second.buttons).toEqual(['8: unchanged', '8: changed'])
  await dai.isTold('JCA-IMT2020/IMT2030, last time: “Works well”.')
  await numbered('TSAG 05-2027', ['WP2-1', 'End JCA-IMT2020/IMT2030', 'agreed with thanks'])
  expect(await dai.type('action show WP2-1')).toContain('agreed with thanks')
  expect(await dai.type('action show "TSAG 10-2026 WP2-1"')).toContain('Agree the new name')
}, 60_000)
