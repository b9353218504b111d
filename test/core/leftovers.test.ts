import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { simulatedClock } from '../../src/clock.ts'
import { inTransaction } from '../../src/core/database/client.ts'
import { deleteLeftovers, KEPT_DAYS } from '../../src/core/desk/leftovers.ts'
import { createRateLimit } from '../../src/core/desk/rate-limit.ts'
import { createWork } from '../../src/core/events/events.ts'
import { findDue } from '../../src/core/rooms/due.ts'
import { callerOf, type DeskHarness, openDesk, RAISE } from './desk-harness.ts'

let office: DeskHarness
beforeAll(async () => {
  office = await openDesk()
})
afterAll(() => office.close())

const due = async () => (await findDue(office.db, [deleteLeftovers]))[0]?.at
const run = () => inTransaction(office.db, tx => deleteLeftovers.run(createWork(tx, office.clock.now(), [])))

test('a kept reply goes after its span, at night, and what people did stays', async () => {
  await office.done('SG13 chair', RAISE)
  await office.desk.pack({ path: 'help', options: { command: 'x' } }, callerOf('TSB'), 1)
  const first = await due()
  // Kept on 2 February at 10:00 Geneva time, for seven days; then at 03:00.
  expect(first?.toString()).toBe('2026-02-10T02:00:00Z')
  office.clock.set(Temporal.Instant.from('2026-02-09T08:59:59Z'))
  expect(await run()).toBe(0)
  office.clock.set(first!)
  expect(await run()).toBe(1)
  expect(await run()).toBe(0)
  expect(await office.db.draft.count()).toBe(1)
  expect((await due())?.toString()).toBe('2027-03-10T02:00:00Z')
  await office.issue(1)
})

test('the document about privacy names every span', () => {
  const text = readFileSync(join(import.meta.dirname, '../../docs/privacy.md'), 'utf8')
  for (const days of Object.values(KEPT_DAYS)) expect(text).toContain(`${days} days`)
})

test('an account gives a burst of commands and then a pace, in one sentence', () => {
  const clock = simulatedClock(Temporal.Instant.from('2026-02-02T09:00:00Z'))
  const limit = createRateLimit(clock, 3, 1000)
  const ada = callerOf('slack:UADA')
  for (let i = 0; i < 3; i++) limit.count(ada)
  expect(() => limit.count(ada)).toThrow(
    'That is more than one person types: please wait 1 s and give the command again. It was not done.',
  )
  limit.count(callerOf('slack:UBEN'))
  clock.set(clock.now().add({ seconds: 1 }))
  limit.count(ada)
  expect(() => limit.count(ada)).toThrow()
})
