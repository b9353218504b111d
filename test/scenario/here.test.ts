import { expect, it } from 'vitest'
import type { DiscordChat } from '../fakes/discord/chat.ts'
import type { SlackChat } from '../fakes/slack/chat.ts'
import { openHarness } from '../support/harness.ts'

it("a channel becomes a group's only where the bot can work; the cards of open issues come there; it can be undone (C7)", async () => {
  const world = await openHarness({ platforms: ['slack', 'discord'], at: '2026-04-20T10:00' })
  const { workspace } = (world.chats.slack as SlackChat).slack
  const { fake } = world.chats.discord as DiscordChat
  await world.channels('SG13')
  const ada = await world.person('Ada Okafor', 'SG13 chair')
  const bo = await world.person('Bo Lindqvist', 'SG17 chair')
  await ada.type('issue raise topic:Trust summary:"Who covers what?" with:SG17')
  await bo.isTold('Who covers what?')

  const stranger = workspace.channel('sg17', false)
  expect((await world.chats.slack!.type(bo.account, stranger, 'here SG17')).shown!.text).toContain(
    "can't work in this channel yet: it is not a member of it (invite it with /invite @intersg)",
  )
  const announcements = workspace.channel('announcements')
  workspace.channels.get(announcements)!.readOnly = true
  expect((await world.chats.slack!.type(bo.account, announcements, 'here SG17')).shown!.text).toContain(
    'it may not write there (let it post there',
  )
  expect(workspace.planned.size).toBe(0)

  const place = world.chats.discord!.channel('sg17')
  const there = bo.on('discord').account
  fake.world.channels.get(place)!.ours = (1n << 10n) | (1n << 11n)
  expect((await world.chats.discord!.type(there, place, 'here SG17')).shown!.text).toMatch(
    /may not read .*"Read Message History".*threads.*"Create Public Threads"/s,
  )
  expect(await world.db.channel.count({ where: { groupId: 'SG17' } })).toBe(0)

  workspace.channels.get(stranger)!.member = true
  fake.world.channels.get(place)!.ours = undefined as never
  for (const [platform, account, channel] of [
    ['slack', bo.account, stranger],
    ['discord', there, place],
  ] as const) {
    const chat = world.chats[platform]!
    const answer = await chat.type(account, channel, 'here SG17')
    expect(answer.shown!.text).toContain('This is now the channel of SG17')
    expect(answer.private).toBe(false)
    await world.settle()
    const cards = () => chat.messages(channel).filter(m => m.buttons.includes('History'))
    expect(cards().map(c => c.text)).toEqual([expect.stringContaining('Who covers what?')])
    expect((await chat.type(account, channel, 'here SG17')).shown!.text).toContain(
      'is already the channel of SG17',
    )
    expect((await chat.press(account, answer, 'Undo')).shown!.text).toContain(
      'has no channel on this platform',
    )
    expect((await chat.press(account, answer, 'Undo')).shown!.text).toContain('nothing was changed')
  }
  await world.end()
})
