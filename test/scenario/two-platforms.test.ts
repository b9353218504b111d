import { describe, expect, it } from 'vitest'
import type { Platform } from '../../src/core/platforms/platform.ts'
import { CALENDAR, openHarness } from '../support/harness.ts'

const ROOMS = ['SG13', 'SG17', 'WP2']
const BOTH: Platform[] = ['slack', 'discord']

async function trustOnBoth() {
  const world = await openHarness({ platforms: BOTH, at: '2026-02-16T10:00', apart: CALENDAR })
  await world.channels(...ROOMS)
  const ada = await world.person('Ada Okafor', 'SG13 chair')
  const bo = await world.person('Bo Lindqvist', 'SG17 chair')
  const dai = await world.person('Dai Nakamura', 'WP2 chair')
  await ada.on('slack').type('issue raise topic:"Trust" summary:"Who covers what?" with:SG17 show-to:WP2')
  await bo.isTold('raised the issue for SG13')
  const everywhere = async (words: string | RegExp) => {
    for (const room of ROOMS) await world.adds(room, words)
  }
  /** The texts of the card on both platforms: the same but for instants. */
  const cards = async () =>
    Promise.all(BOTH.flatMap(p => ROOMS.map(async room => (await world.card(room, 'ISG-1', p)).text)))
  const references = async () =>
    Promise.all(BOTH.flatMap(p => ROOMS.map(async room => (await world.card(room, 'ISG-1', p)).reference)))
  return { world, ada, bo, dai, everywhere, cards, references }
}

describe('Slack and Discord together', () => {
  it('show what is done on either on both, in the card and in the thread under it', async () => {
    const { world, ada, bo, everywhere, cards, references } = await trustOnBoth()
    const before = await references()
    expect(new Set(await cards()).size).toBe(1)

    await ada.on('slack').type('issue propose ISG-1 text:"SG17 the *framework* & its <terms>"')
    await bo.isTold('proposed a way forward')
    await everywhere('proposed a way forward: SG17 the *framework* & its <terms>')
    for (const card of await cards()) expect(card).toContain('SG17 the *framework* & its <terms>')
    expect(new Set(await cards()).size).toBe(1)

    await bo.on('discord').type('issue position ISG-1 objects reason:"Not the terms"')
    await ada.isTold('SG17 objects to proposal 1: Not the terms')
    await everywhere('SG17 objects to proposal 1: Not the terms')
    for (const card of await cards()) expect(card).toMatch(/SG17\W+objects: Not the terms/)
    expect(new Set(await cards()).size).toBe(1)

    // Edited in place: the same messages as in the beginning.
    expect(await references()).toEqual(before)
    await world.end()
  })

  it('keep their buttons over a restart, and an old one answers with how it stands now', async () => {
    const { world, ada, bo, everywhere, references } = await trustOnBoth()
    const before = await references()
    const old = await world.card('SG17', 'ISG-1', 'discord')
    await world.restart()

    // The card from before the restart: its button opens the form, which is filled in and sent.
    const { form } = await ada.on('discord').press(old, 'Propose a way forward')
    await ada.on('discord').fill(form!, { text: 'SG17 the framework' })
    const told = await bo.on('slack').isTold('proposed a way forward: SG17 the framework')
    await everywhere('proposed a way forward: SG17 the framework')
    expect(await references()).toEqual(before)

    await bo.on('slack').type('issue position ISG-1 agrees')
    await everywhere(/SG17 agrees with proposal.*Solved between the chairs/s)

    // Weeks later, in a restarted program, Bo presses what he was sent when the issue was open.
    await world.at('2026-03-30T10:00')
    await world.restart()
    const late = await bo.on('slack').press(told, 'Object')
    // Said before a form opens, so that no reason is written for nothing.
    expect(late.form).toBeUndefined()
    expect(late.shown!.text).toContain('ISG-1 is solved, so this can no longer be done.')
    await world.end()
  })

  it('let one of two who act at the same instant win, and show the other what happened', async () => {
    const { world, ada, bo, dai, everywhere } = await trustOnBoth()
    await ada.on('slack').type('issue propose ISG-1 text:"SG17 the framework"')
    await bo.isTold('proposed a way forward')
    await everywhere('proposed a way forward')

    const answers = await Promise.all([
      ada.on('slack').type('issue escalate ISG-1 reason:"From Slack"'),
      bo.on('discord').type('issue escalate ISG-1 reason:"From Discord"'),
    ])
    const won = answers.filter(a => a.includes('brought the issue to WP2 for'))
    const lost = answers.filter(a => a.includes('ISG-1 was already brought to WP2'))
    expect([won.length, lost.length]).toEqual([1, 1])
    const winner = won[0]!.includes('From Slack') ? ada : bo
    await dai.isTold('brought the issue to WP2')
    await everywhere(/brought the issue to WP2.*on the agenda of WP2's meeting/s)
    expect((await winner.on('slack').type('issue history ISG-1')).match(/brought the issue/g)).toHaveLength(1)
    await world.end()
  })
})
