/** Mentions in free text, in commands and in forms: what is kept is a name, as its author saw it. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { DiscordChat } from '../../fakes/discord/chat.ts'
import { CALENDAR, type Harness, openHarness, type Person } from '../../support/harness.ts'

let world: Harness
let ada: Person
let discord: DiscordChat
beforeAll(async () => {
  world = await openHarness({ platforms: ['discord'], at: '2026-05-01T10:00', apart: CALENDAR })
  await world.channels('SG13', 'SG17')
  ada = await world.person('Ada Okafor', 'SG13 chair')
  await ada.type('issue raise topic:Trust summary:"Who covers what?" with:SG17')
  discord = world.chats.discord as DiscordChat
})
afterAll(() => world.close())

const history = () => ada.type('issue history ISG-1')

test('somebody whom the register doesn’t know is named as on Discord', async () => {
  const nina = world.stranger('Nina').account
  await ada.type(`issue comment ISG-1 text:"asked <@${nina}> and <@!${nina}>"`)
  expect(await history()).toContain('asked @Nina and @Nina')
})

test('in a form too', async () => {
  const omar = world.stranger('Omar').account
  const { form } = await ada.try('issue comment ISG-1')
  await ada.fill(form!, { text: `as <@${omar}> said` })
  expect(await history()).toContain('as @Omar said')
})

test('an account that is gone keeps its number, and one with a name like a mention harms nobody', async () => {
  await ada.type('issue comment ISG-1 text:"ask <@123456789012345678>"')
  expect(await history()).toContain('ask @123456789012345678')
  const posing = world.stranger('\ufdd0slack:U1\ufdd1TSB\ufdd2').account
  await ada.type(`issue comment ISG-1 text:"hello <@${posing}>"`)
  expect(await history()).toContain('hello @slack:U1TSB')
})

test('people are looked up once', async () => {
  const nina = world.stranger('Nina').account
  const before = discord.fake.requestsOf('GET /users/:id').length
  await ada.type(`issue comment ISG-1 text:"<@${nina}> again"`)
  expect(discord.fake.requestsOf('GET /users/:id')).toHaveLength(before)
})
