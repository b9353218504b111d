/** Six kills of what `npm run chaos` does for longer: real processes, killed and disturbed, and what people saw. */
import { expect, test } from 'vitest'
import { runChaos } from '../../chaos/chaos.ts'
import { faultLines } from '../../chaos/table.ts'
import { testServer } from '../support/database.ts'

test('killed and disturbed at random for weeks of the calendar, nothing is lost, nothing comes twice and nothing is late', async () => {
  const outcome = await runChaos({
    server: testServer(),
    kills: 6,
    seed: 7,
    instances: 2,
    until: Temporal.PlainDate.from('2026-03-13'),
    progress: () => {},
  })
  expect(faultLines({ ...outcome, crashed: [] })).toEqual([])
  expect(outcome.kills).toBeGreaterThanOrEqual(6)
  expect(outcome.matched).toBeGreaterThan(40)
  expect(outcome.commands).toBeGreaterThan(3)
}, 240_000)
