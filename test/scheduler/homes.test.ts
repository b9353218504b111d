/** The task that keeps pages true, on a platform in memory. */

import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Bot } from '../../src/bots/bot.ts'
import { type SimulatedClock, simulatedClock } from '../../src/clock.ts'
import { HOME_PARTS } from '../../src/core/catalog.ts'
import { createHome } from '../../src/core/home/views.ts'
import type { Message } from '../../src/core/messages/message.ts'
import { plainMessage } from '../../src/core/messages/plain.ts'
import { DeliveryFault } from '../../src/core/notices/fault.ts'
import { genevaTime, openStage, type Stage } from '../support/recording-bot.ts'
import { fakePlatform } from './platform.ts'

let clock: SimulatedClock
let stage: Stage
/** The pages that were shown, in order, and to which account. */
let shown: { account: string; text: string }[]
/** The faults of the next showings to an account. */
let faults: Map<string, Error[]>

const pages = (): Bot => ({
  ...fakePlatform('slack'),
  async showHome(account, message) {
    const fault = faults.get(account)?.shift()
    if (fault) throw fault
    shown.push({ account, text: plainMessage(message) })
  },
})
const shownTo = (account: string) => shown.filter(s => s.account === account).map(s => s.text)
const open = (account: string, show: (message: Message) => Promise<void> = async () => {}) =>
  stage.app.desk.home({ platform: 'slack', account }, show)
const move = (day: string) =>
  stage.does('RG-DT Rapporteur', `meeting move MTG-1 date:"${day} March 2026" reason:"clash"`)

beforeEach(async () => {
  clock = simulatedClock(genevaTime('2026-02-02T09:00'))
  shown = []
  faults = new Map()
  stage = await openStage(clock, pages())
  for (const name of ['ADA', 'BO'])
    await stage.does('TSB', `person add "${name}" role:"RG-DT TSB" account:slack:U${name}0000`)
})
afterEach(() => stage.close())

test('shows nothing to who never opened a page, and nothing while nothing changes', async () => {
  await open('UADA0000')
  await move('18')
  await stage.settle()
  expect(shown.map(s => s.account)).toEqual(['UADA0000'])
  for (let i = 0; i < 3; i++) await stage.settle()
  clock.set(genevaTime('2026-02-20T09:00'))
  await stage.settle()
  expect(shown).toHaveLength(1)
})

test('goes on when one account fails, and comes back to it a minute later', async () => {
  await open('UADA0000')
  await open('UBO0000')
  await stage.settle()
  faults.set('UBO0000', [new DeliveryFault('unknown', 'cut off')])
  await move('18')
  await stage.settle()
  expect(shownTo('UADA0000').at(-1)).toContain('18 March 2026')
  expect(shownTo('UBO0000')).toEqual([])
  await stage.until('2026-02-02T09:01')
  expect(shownTo('UBO0000')).toHaveLength(1)
  expect(shownTo('UADA0000')).toHaveLength(1)
})

test('waits as long as the platform asks, and forgets an account that is gone', async () => {
  await open('UADA0000')
  clock.set(genevaTime('2026-02-02T09:01'))
  await open('UBO0000')
  faults.set('UBO0000', [new DeliveryFault('later', 'busy', 30_000), new DeliveryFault('never', 'gone')])
  await move('18')
  await stage.until('2026-02-02T09:01:29')
  expect(shown).toEqual([])
  await stage.until('2026-02-02T09:01:30')
  expect(shown.map(s => s.account)).toEqual(['UADA0000'])
  await move('25')
  await stage.settle()
  expect(shown.map(s => s.account)).toEqual(['UADA0000', 'UADA0000'])
  await open('UBO0000')
  await move('26')
  await stage.settle()
  expect(shownTo('UBO0000')).toHaveLength(1)
})

test('shows a page anew when two showings met and nobody knows which came last', async () => {
  const caller = { platform: 'slack', account: 'UADA0000' } as const
  await createHome({ db: stage.db, admins: new Set(), parts: HOME_PARTS }).open(
    caller,
    clock.now(),
    async () => {
      await move('18')
      await open('UADA0000')
    },
  )
  expect(shown).toEqual([])
  await stage.settle()
  expect(shownTo('UADA0000')).toEqual([expect.stringContaining('18 March 2026')])
  await stage.settle()
  expect(shown).toHaveLength(1)
})

test('two instances at once show what changed, and come to rest', async () => {
  await open('UADA0000')
  const other = await stage.another(pages())
  await move('18')
  await Promise.all([stage.settle(), other.scheduler.runUntilIdle()])
  await Promise.all([stage.settle(), other.scheduler.runUntilIdle()])
  expect(shownTo('UADA0000').at(-1)).toContain('18 March 2026')
  const before = shown.length
  await Promise.all([stage.settle(), other.scheduler.runUntilIdle()])
  expect(shown).toHaveLength(before)
})

test('wakes when a meeting ends, for then it goes from the page', async () => {
  await open('UADA0000')
  await stage.until('2026-03-11T14:59')
  const before = shown.length
  expect(shownTo('UADA0000').at(-1) ?? '').not.toContain('No meeting')
  await stage.until('2026-03-11T15:00')
  expect(shown.length).toBe(before + 1)
  expect(shownTo('UADA0000').at(-1)).not.toContain('MTG-1,')
})
