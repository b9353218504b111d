/** Acts that are still possible, or asked for, in the second in which a meeting begins or ends. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { plainMessage } from '../../src/core/messages/plain.ts'
import { type DeskHarness, openDesk, RAISE } from './desk-harness.ts'

let office: DeskHarness
beforeAll(async () => {
  office = await openDesk()
  await office.done('SG13 chair', RAISE)
  await office.done('SG20 chair', 'issue escalate ISG-1 "no agreement"')
  await office.done('WP2 chair', 'issue take-up ISG-1')
  await office.done('WP2 chair', 'issue call ISG-1 dates:"4 February 2026" time:13:00–14:00 confirm:yes')
})
afterAll(() => office.close())

const at = (iso: string) => office.clock.set(Temporal.Instant.from(iso))

test('the outcome of a call is asked for from its end on', async () => {
  const waiting = async () => plainMessage((await office.say('WP2 chair', 'waiting')).message)
  const words = 'the outcome of the call of 4 February 2026, 13:00–14:00'
  at('2026-02-04T12:59:59Z')
  expect(await waiting()).not.toContain(words)
  at('2026-02-04T13:00:00Z')
  expect(await waiting()).toContain(words)
})

test('positions may be asked for until the end of the same day, and of no earlier one', async () => {
  at('2026-02-05T22:59:59Z')
  const raise = (day: string) => `issue raise topic:T summary:S with:SG17 respond-by:"${day}"`
  expect(await office.refused('SG13 chair', raise('4 February 2026'))).toContain('is in the past')
  expect(await office.done('SG13 chair', raise('5 February 2026'))).toContain('ISG-2 is raised')
})

test('a plan that is taken back leaves a meeting that has begun', async () => {
  const rows = 'group,kind,date,time,objective,deadline\nRG-DT,interim,10 June 2026,13:00–15:00,A,none'
  const options = { plan: rows, source: 'TD9', agreed: '4 February 2026', confirm: 'yes' }
  await office.done('TSB', { path: 'plan load', options })
  const asked = () => office.refused('TSB', 'plan undo PLAN-2 "the wrong file"')
  at('2026-06-10T10:59:59Z')
  expect(await asked()).toMatch(/would change: .*MTG-2\) is on 13 May 2026.* these stay: (?!.*MTG-2)/)
  at('2026-06-10T11:00:00Z')
  expect(await asked()).toMatch(/would change: (?!.*13 May 2026).* these stay: .*10 June 2026.*MTG-2/)
})
