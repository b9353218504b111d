/** Somebody who can't be reached in person: where it goes instead, and what TSB sees of it. Rows of docs/faults.md. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { DiscordChat } from '../fakes/discord/chat.ts'
import { ApiError } from '../fakes/discord/world.ts'
import type { SlackChat } from '../fakes/slack/chat.ts'
import { CALENDAR, type Harness, openHarness, type Person, REGISTER } from '../support/harness.ts'

let world: Harness
let ada: Person
let bo: Person
let tess: Person
beforeAll(async () => {
  world = await openHarness({ platforms: ['slack', 'discord'], at: '2026-02-02T10:00', apart: CALENDAR })
  await world.channels('SG13', 'SG17', 'WP2')
  tess = await world.person('Tess Adeyemi', 'TSB')
  ada = await world.person('Ada Okafor', 'SG13 chair')
  bo = await world.person('Bo Lindqvist', 'SG17 chair')
})
afterAll(() => world.end())

const inPerson = (platform: string) => {
  const chat = world.chats[platform]!
  return chat.directMessages(chat.account('Bo Lindqvist')).filter(m => !REGISTER.test(m.text)).length
}

test('an account on Slack that is disabled: it comes on Discord at once, and TSB reads why in the morning', async () => {
  const { slack } = world.chats.slack as SlackChat
  slack.workspace.users.get(bo.account)!.disabled = true
  await ada.type('issue raise topic:"Trust" summary:"Who covers what?" with:SG17 show-to:WP2')
  expect([inPerson('slack'), inPerson('discord')]).toEqual([0, 1])
  await bo.isTold('raised the issue for SG13')
  const reason =
    'Bo Lindqvist (SG17 chair) on Slack, about ISG-1: The account on Slack is disabled. Given up; it went to Bo Lindqvist (SG17 chair) on Discord instead.'
  expect(await tess.type('delivery list')).toContain(reason)
  expect(world.faults.splice(0)).toEqual([expect.stringContaining('The account on Slack is disabled.')])
  await world.at('2026-02-03T09:00')
  expect((await tess.isTold('Bo Lindqvist (SG17 chair) on Slack')).text).toContain(reason)
  await world.quiet()
})

test('direct messages closed on Discord, too: it stands in the channel of the group, and TSB reads why', async () => {
  const { fake } = world.chats.discord as DiscordChat
  const direct = fake.world.channels.values().find(c => c.recipient === bo.on('discord').account)!
  direct.refusal = new ApiError(403, 50007, 'Cannot send messages to this user')
  await ada.type('issue raise topic:"Identity" summary:"Who covers that?" with:SG17 show-to:WP2')
  for (const chat of Object.values(world.chats)) {
    const told = chat
      .messages(chat.channel('sg17-room'))
      .filter(m => m.text.includes('raised the issue for SG13'))
    expect(told.map(m => m.text)).toEqual([expect.stringContaining('ISG-2 Identity')])
    expect(told[0]!.text).toContain('For Bo Lindqvist (SG17 chair)')
  }
  const reason =
    'Bo Lindqvist (SG17 chair) on Discord, about ISG-2: This person receives no direct messages from the bot.'
  const instead =
    'Given up; it went to the channel of SG17 on Slack and the channel of SG17 on Discord instead.'
  const listed = await tess.type('delivery list')
  expect(listed).toContain(reason)
  // Both ways to him that failed, the one and the other.
  expect(listed.split(instead)).toHaveLength(3)
  expect(world.faults.splice(0)).toHaveLength(2)
  await world.at('2026-02-04T09:00')
  expect((await tess.isTold('Bo Lindqvist (SG17 chair) on Discord')).text).toContain(reason)
  delete direct.refusal
  await world.quiet()
})

test('what went elsewhere is not sent again with the rest, but when it is named', async () => {
  const { slack } = world.chats.slack as SlackChat
  slack.workspace.users.get(bo.account)!.disabled = false
  const before = [inPerson('slack'), inPerson('discord')]
  expect(await tess.type('delivery retry')).toBe('There is nothing to send again.')
  expect([inPerson('slack'), inPerson('discord')]).toEqual(before)
  const named = /DLV-\d+(?= to Bo Lindqvist \(SG17 chair\) on Slack, about ISG-2)/
  const [reference] = named.exec(await tess.type('delivery list'))!
  expect(await tess.type(`delivery retry ${reference}`)).toContain('One message is tried again now.')
  expect([inPerson('slack'), inPerson('discord')]).toEqual([before[0]! + 1, before[1]])
  expect((await bo.isTold('raised the issue for SG13')).text).toContain('ISG-2 Identity')
  expect(await tess.type('delivery list')).not.toContain(reference)
  await world.quiet()
})
