import { expect, it } from 'vitest'
import { openHarness } from '../support/harness.ts'

it('who heard of a meeting only in the word after a pause is told of its cancellation', async () => {
  const world = await openHarness({ platforms: ['slack'], at: '2026-05-05T11:00' })
  await world.channels('RG-DT', 'WP2')
  const rosa = await world.person('Rosa Lima', 'RG-DT Rapporteur')
  const ada = await world.person('Ada Okafor', 'SG13 chair')
  await ada.type('follow RG-DT')
  await world.pauseUntil('2026-05-07T12:00')
  await world.says('RG-DT', 'The bot was stopped from 6 May 2026, 09:00 Geneva time')
  await ada.isTold('The bot was stopped from 6 May 2026, 09:00 Geneva time')
  expect(await rosa.type('meeting cancel MTG-2 reason:"no input came in"')).toContain('is cancelled')
  await world.says('RG-DT', /13 May 2026.* is cancelled: no input came in/)
  await ada.isTold(/13 May 2026.* is cancelled: no input came in/)
  await world.end()
})
