import { expect, it } from 'vitest'
import { openHarness } from '../support/harness.ts'

it('the card of a meeting counts who comes, stays current when it is moved, and sends no message for an answer', async () => {
  const world = await openHarness({ platforms: ['slack', 'discord'], at: '2026-04-20T10:00' })
  await world.channels('RG-DT')
  const rosa = await world.person('Rosa Mbeki', 'RG-DT Rapporteur')
  const ada = await world.person('Ada Okafor', 'SG13 chair')
  const made = await rosa.type(
    'meeting schedule RG-DT date:"16 December 2026" time:13:00–15:00 objective:"progress the ToR" link:https://itu.int/meet',
  )
  const ref = /MTG-\d+/.exec(made)![0]
  await world.says('RG-DT', 'New on the calendar: RG-DT interim RG meeting, 16 December 2026')
  for (const platform of ['slack', 'discord']) {
    const card = await world.card('RG-DT', ref, platform)
    expect(card.text).toContain('New on the calendar: RG-DT interim RG meeting, 16 December 2026')
    expect(card.buttons).toEqual(["I'll be there", 'Not needed', "Can't come", 'Details'])
  }

  const card = await world.card('RG-DT', ref, 'slack')
  expect((await ada.press(card, "I'll be there")).shown!.text).toContain('you will be there')
  expect((await ada.press(card, "I'll be there")).shown!.text).toContain('You already said')
  await rosa.on('discord').press(await world.card('RG-DT', ref, 'discord'), "Can't come")
  await world.settle()
  for (const platform of ['slack', 'discord'])
    expect((await world.card('RG-DT', ref, platform)).text).toContain(
      '1 will be there (SG13); 1 cannot come (RG-DT)',
    )
  await world.quiet()

  await rosa.type(`meeting move ${ref} date:"17 December 2026" reason:"the room is taken"`)
  await world.says('RG-DT', 'is moved from 16 December 2026')
  for (const platform of ['slack', 'discord']) {
    const { text } = await world.card('RG-DT', ref, platform)
    expect(text).toContain('On the calendar: RG-DT interim RG meeting, 17 December 2026')
    expect(text).not.toContain('16 December')
  }
  await rosa.type(`meeting cancel ${ref} reason:"no input"`)
  await world.says('RG-DT', 'is cancelled: no input')
  const cancelled = await world.card('RG-DT', ref, 'discord')
  expect(cancelled.text).toMatch(/, cancelled\./)
  expect(cancelled.buttons).toEqual(['Details'])
  await world.end()
})
