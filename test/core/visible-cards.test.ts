/** Which of the cards of an issue a reader is led to: one in a channel of their groups. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { toColumn } from '../../src/core/database/columns.ts'
import { saveCard } from '../../src/core/notices/cards.ts'
import { findVisibleCard } from '../../src/core/people/visible-cards.ts'
import { type DeskHarness, openDesk } from './desk-harness.ts'

let desk: DeskHarness

beforeAll(async () => {
  desk = await openDesk()
  for (const [name, role, account] of [
    ['Ada', 'SG13 chair', 'UADA0000'],
    ['Bo', 'SG17 chair', 'UBO00000'],
    ['Eve', 'SG5 chair', 'UEVE0000'],
    ['Fan', 'SG5 chair', 'UFAN0000'],
    ['Tess', 'TSB', 'UTESS000'],
  ])
    await desk.done('TSB', `person add name:${name} role:"${role}" account:slack:${account}`)
  await desk.done('slack:UFAN0000', 'follow SG17')
  const since = toColumn(desk.clock.now())
  for (const groupId of ['SG13', 'SG17'])
    await desk.db.channel.create({ data: { groupId, platform: 'slack', channel: `C${groupId}`, since } })
  for (const group of ['SG13', 'SG17'])
    await saveCard(desk.db, 'ISG-1', 'slack', `C${group}`, `C${group}:1.000001`)
  await saveCard(desk.db, 'ISG-1', 'discord', 'DSG5', 'DSG5:7')
})
afterAll(() => desk.close())

test.for<[string, string, string | undefined]>([
  ['a chair: the one in the own channel', '@UADA0000', 'CSG13:1.000001'],
  ['another chair: the other one', '@UBO00000', 'CSG17:1.000001'],
  ['somebody who follows a group: the one in its channel', '@UFAN0000', 'CSG17:1.000001'],
  ['staff of TSB who support every group: any', '@UTESS000', 'CSG13:1.000001'],
  ['the chair of a group without a card there: none', '@UEVE0000', undefined],
  ['an account that is not registered: none', '@UNOBODY0', undefined],
  ['a channel: its own', 'CSG17', 'CSG17:1.000001'],
  ['a channel without one: none', 'CSG5', undefined],
])('%s', async ([, address, card]) => {
  expect(await findVisibleCard(desk.db, { platform: 'slack', address, subject: 'ISG-1' })).toBe(card)
})

test('a role that ended shows nothing any more', async () => {
  await desk.done('TSB', 'person end name:Bo role:"SG17 chair"')
  expect(
    await findVisibleCard(desk.db, { platform: 'slack', address: '@UBO00000', subject: 'ISG-1' }),
  ).toBeUndefined()
})
