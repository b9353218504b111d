/** Which issues are offered while somebody types the issue of an act. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { callerOf, type DeskHarness, openDesk } from './desk-harness.ts'

let office: DeskHarness
beforeAll(async () => {
  office = await openDesk()
  for (const topic of ['Trust', 'Terms', 'Scope'])
    await office.done('SG17 chair', `issue raise topic:${topic} summary:"Two definitions" with:SG20`)
  await office.done('SG17 chair', 'issue escalate ISG-2 "We did not agree"')
  await office.done('SG17 chair', 'issue withdraw ISG-3 "Settled"')
})
afterAll(() => office.close())

test.for<[who: string, path: string, offered: string[]]>([
  ['WP2 chair', 'wp2 take-up', ['ISG-2']],
  // Said elsewhere, TSB may record it.
  ['TSB', 'wp2 take-up', ['ISG-2']],
  ['SG17 chair', 'wp2 take-up', []],
  ['WP2 chair', 'wp2 conclude', []],
  ['SG17 chair', 'issue escalate', ['ISG-1']],
  ['SG17 chair', 'issue resume', ['ISG-3']],
  ['SG13 chair', 'issue resume', []],
  ['SG20 chair', 'issue join', []],
  ['SG13 chair', 'issue join', ['ISG-2', 'ISG-1']],
  ['SG13 chair', 'issue show', ['ISG-3', 'ISG-2', 'ISG-1']],
])('to %s for %s', async ([who, path, offered]) => {
  const choices = await office.desk.complete(path, 'issue', '', callerOf(who))
  expect(choices.map(c => c.value)).toEqual(offered)
})

test('an issue that is not offered can be written, and the answer says why it does not fit', async () => {
  expect(await office.refused('WP2 chair', 'wp2 take-up ISG-1')).toContain('ISG-1')
})
