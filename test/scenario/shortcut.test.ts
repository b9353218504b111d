/** From the menu of a message to an issue on record and its card, through the whole program. */
import { expect, it } from 'vitest'
import type { SlackChat } from '../fakes/slack/chat.ts'
import { openHarness } from '../support/harness.ts'

it('a message on Slack becomes an issue: shortcut, form, record, card; its author is not named', async () => {
  const world = await openHarness({ platforms: ['slack'], at: '2026-04-20T10:00', apart: /^/ })
  try {
    await world.channels('SG13', 'SG17')
    const ada = await world.person('Ada Okafor', 'SG13 chair')
    const chat = world.chats.slack as SlackChat
    const { channel } = await world.db.channel.findFirstOrThrow({ where: { groupId: 'SG13' } })

    const words = 'Both groups have a draft on trust &amp; keys.'
    const { form } = await chat.chooseOn(ada.account, channel, words, 'message issue raise')
    expect(form?.title).toBe('Raise an issue')
    const offered = Object.fromEntries(form!.fields.map(f => [f.name, f.value]))
    expect(offered.summary).toContain('Both groups have a draft on trust & keys.')
    expect(JSON.stringify(offered)).toMatch(/https:\/\/itu\.slack\.com\/archives\//)

    const { shown } = await ada.fill(form!, { topic: 'Trust and keys', with: 'SG17' })
    expect(shown?.text).toContain('raised the issue for SG13, with SG17')
    const { state } = await world.db.issue.findUniqueOrThrow({ where: { id: 1 } })
    expect(state).toMatchObject({ topic: 'Trust and keys', concerned: ['SG13', 'SG17'] })
    expect((state as { summary: string }).summary).toContain('Both groups have a draft on trust & keys.')
    for (const group of ['SG13', 'SG17']) {
      const card = await world.card(group, 'ISG-1')
      expect(card.text).toContain('Trust and keys')
      expect(card.text).not.toContain('UAUTHOR')
    }
  } finally {
    await world.close()
  }
})
