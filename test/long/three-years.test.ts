import { expect, it } from 'vitest'
import { TO } from '../scenario/model.ts'
import { playStoppedYears, playYears, SEED } from '../scenario/years.ts'

it('2025–2027 with both plans, hour by hour on three platforms: everything is told at its instant, once', async () => {
  expect(await playYears(TO)).toBe(26_280)
})

it(`the same when the program is stopped again and again (seed ${SEED})`, async () => {
  await playStoppedYears(TO, 5)
})
