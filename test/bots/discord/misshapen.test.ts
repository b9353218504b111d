/** Events of another shape than Discord's: they are logged, and the next one is answered. Seeded. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { DiscordChat } from '../../fakes/discord/chat.ts'
import { CALENDAR, type Harness, openHarness, type Person } from '../../support/harness.ts'
import { createRandom, RUNS, SEED } from '../../support/hostile.ts'

let world: Harness
let ada: Person
let discord: DiscordChat
beforeAll(async () => {
  world = await openHarness({ platforms: ['discord'], at: '2026-05-01T10:00', apart: CALENDAR })
  await world.channels('SG13', 'SG17')
  ada = await world.person('Ada Okafor', 'SG13 chair')
  discord = world.chats.discord as DiscordChat
})
afterAll(() => world.close())

const random = createRandom(SEED + 5)
const pick = <T>(of: readonly T[]): T => of[random(of.length)]!
const MISSHAPEN = [null, 0, -1, true, '', 'x', [], [null], {}, { id: null }, 1e21] as const

/** A copy with one part of it, at any depth, replaced by what can't stand there, or left out. */
function misshape(value: unknown): unknown {
  const parts = typeof value === 'object' && value !== null ? Object.keys(value) : []
  if (parts.length === 0 || random(6) === 0) return pick(MISSHAPEN)
  const copy = structuredClone(value) as Record<string, unknown>
  const part = pick(parts)
  if (random(6) === 0) delete copy[part]
  else copy[part] = misshape(copy[part])
  return copy
}

test('interactions and events of another shape end nothing', async () => {
  const { fake } = discord
  const usual: unknown[] = []
  const dispatch = fake.interactions.dispatch
  fake.interactions.dispatch = (type, data) => {
    usual.push(structuredClone(data))
    dispatch(type, data)
  }
  await ada.type('issue raise topic:Trust summary:"Who covers what?" with:SG17')
  const { form } = await ada.try('issue comment ISG-1')
  await ada.fill(form!, { text: 'hello' })
  for (let run = 0; run < RUNS; run++) fake.gateway.dispatch('INTERACTION_CREATE', misshape(pick(usual)))
  for (const event of ['GUILD_CREATE', 'GUILD_DELETE', 'MESSAGE_DELETE', 'CHANNEL_DELETE', 'THREAD_DELETE'])
    for (const data of MISSHAPEN) fake.gateway.dispatch(event, data)
  // vitest itself fails for an error that nothing caught.
  expect(await ada.type('meeting next RG-DT')).toContain('RG-DT meets next on')
  expect(discord.logged).toContainEqual({
    level: 'error',
    fields: { event: 'INTERACTION_CREATE', error: expect.any(String) },
    message: 'Discord: an event could not be read',
  })
})
