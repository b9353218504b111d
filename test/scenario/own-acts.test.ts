import { expect, it } from 'vitest'
import { openHarness } from '../support/harness.ts'

it('who decides on a meeting has the answer; the others who were told of it are told, on whatever platform', async () => {
  const world = await openHarness({ platforms: ['slack', 'discord'], at: '2026-04-27T10:00' })
  const rosa = await world.person('Rosa Mbeki', 'RG-DT Rapporteur')
  const tia = await world.person('Tia Berg', 'TSB')
  await world.at('2026-05-08T09:00')
  await rosa.isTold('no contribution came in')
  await tia.isTold('no contribution came in')

  expect(await rosa.type('meeting hold MTG-2')).toContain('it will be held')
  await tia.isTold('is confirmed: it will be held')
  await world.quiet()
  expect(await tia.type('meeting cancel MTG-2 "The room is closed."')).toContain(
    'is cancelled: The room is closed.',
  )
  expect((await rosa.isTold('is cancelled: The room is closed.')).text).not.toContain('closed..')
  await world.end()
})
