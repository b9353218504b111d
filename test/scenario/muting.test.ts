/** Somebody's own direct messages about one issue, muted and resumed. */
import { expect, test } from 'vitest'
import { CALENDAR, openHarness } from '../support/harness.ts'

test('a muted issue sends no direct messages to that person, until they unmute it', async () => {
  const world = await openHarness({ platforms: ['slack'], at: '2026-02-16T10:00', apart: CALENDAR })
  const ada = await world.person('Ada Okafor', 'SG13 chair')
  const bo = await world.person('Bo Lindqvist', 'SG17 chair')
  await ada.type('issue raise topic:Trust summary:x with:SG17')
  const told = await bo.isTold('raised the issue')
  const muted = await bo.press(told, 'Mute this issue')
  expect(muted.shown?.text).toContain('You get no more direct messages about ISG-1 Trust.')
  await ada.type('issue propose ISG-1 text:"A"')
  await world.quiet()
  expect(await bo.type('waiting')).toContain('ISG-1')
  // The button of an old message does what is written on it, once more.
  expect((await bo.press(told, 'Mute this issue')).shown?.text).toContain('You get no more direct messages')
  await ada.type('issue propose ISG-1 text:"A again"')
  await world.quiet()
  const unmuted = await bo.press(muted.shown!, 'Unmute this issue')
  expect(unmuted.shown?.text).toContain('You get direct messages about ISG-1 Trust again.')
  expect(await bo.type('issue unmute ISG-1')).toContain('it was not muted')
  await ada.type('issue propose ISG-1 text:"B"')
  await bo.isTold('proposed a way forward: B')
  await world.end()
})
