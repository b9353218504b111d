import { expect, it } from 'vitest'
import { openHarness } from '../support/harness.ts'

it('a card that somebody deleted comes back once, with the lines that follow under it (C2)', async () => {
  const world = await openHarness({ platforms: ['slack', 'discord'], at: '2026-04-20T10:00', apart: /^/ })
  await world.channels('SG13', 'SG17')
  const ada = await world.person('Ada Okafor', 'SG13 chair')
  await ada.type('issue raise topic:Trust summary:"Who covers what?" with:SG17')
  const cards = () => Promise.all(['slack', 'discord'].map(platform => world.card('SG17', 'ISG-1', platform)))
  const removeAll = async () => {
    for (const [i, card] of (await cards()).entries()) world.chats[['slack', 'discord'][i]!]!.remove!(card)
  }

  await removeAll()
  await expect(cards()).rejects.toThrow('there is no card of ISG-1')
  await ada.type('issue comment ISG-1 "One more thought"')
  await world.adds('SG17', 'One more thought', 'ISG-1')
  const again = await cards()
  for (const card of again) expect(card.text).toContain('Who covers what?')
  await ada.type('issue propose ISG-1 "SG13 covers it"')
  for (const card of await cards()) expect(card.text).toContain('SG13 covers it')
  expect((await cards()).map(c => c.reference)).toEqual(again.map(c => c.reference))

  await removeAll()
  await ada.type('issue comment ISG-1 "And another"')
  await expect(cards()).rejects.toThrow('there is no card of ISG-1')
  expect(world.faults.filter(f => !f.includes('gone'))).toEqual([])
  await world.close()
})
