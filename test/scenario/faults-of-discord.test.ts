/** Faults of Discord as people and TSB see them: the rows of docs/faults.md. */
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import type { DiscordChat } from '../fakes/discord/chat.ts'
import type { Fault } from '../fakes/discord/faults.ts'
import { ApiError } from '../fakes/discord/world.ts'
import {
  ALL_DELIVERED,
  anIssue,
  isAnsweredAgain,
  isGivenUp,
  openTrouble,
  passesBy,
  type Trouble,
} from '../support/fault-injection.ts'
import type { Person } from '../support/harness.ts'

const POST = 'POST /channels/:id/messages'

let trouble: Trouble<DiscordChat>
let ada: Person
beforeAll(async () => {
  trouble = await openTrouble('discord')
})
afterAll(() => trouble.world.end())

const posts = () => trouble.chat.fake.requestsOf(POST).length
const room = () => trouble.chat.fake.world.channels.get(trouble.room('RG-DT'))!

describe('a fault that passes', () => {
  test.each<[string, Fault, string, boolean]>([
    ['429 for a channel', { kind: 'rate limit', seconds: 30 }, 'Discord asked the bot to wait', false],
    ['500', { kind: 'error', status: 500 }, 'Discord had an internal error (500)', false],
    [
      '502, though it was taken',
      { kind: 'error', status: 502, accepted: true },
      'Discord had an internal error (502)',
      true,
    ],
    ['a time-out', { kind: 'hang' }, 'The connection to Discord broke before its answer', false],
    [
      'a time-out, though it was taken',
      { kind: 'hang', accepted: true },
      'The connection to Discord broke before its answer',
      true,
    ],
    [
      'a connection cut before the request',
      { kind: 'cut', accepted: false },
      'The connection to Discord broke before its answer',
      false,
    ],
    [
      'a connection cut after it was taken',
      { kind: 'cut', accepted: true },
      'The connection to Discord broke before its answer',
      true,
    ],
  ])('%s: the message stands once in the end', async (_, fault, reason, stands) => {
    trouble.chat.fake.fail(POST, fault)
    await passesBy(trouble, reason, stands)
  })

  test('429 is not asked again before its Retry-After', async () => {
    const { chat, world, announces, passes, logged } = trouble
    chat.fake.fail(POST, { kind: 'rate limit', seconds: 90 })
    const words = await announces()
    const before = posts()
    await passes({ seconds: 89 })
    expect(posts()).toBe(before)
    await passes({ seconds: 3 })
    await world.says('RG-DT', words)
    expect(logged()).toHaveLength(1)
  })

  test('of which TSB reads nothing in the morning', async () => {
    await trouble.morning()
    await trouble.world.quiet()
  })
})

describe('a fault of all Discord', () => {
  const ROOMS = ['SG13', 'SG17', 'WP2']
  const comments = ['One.', 'Two.']

  test('429 for the bot as a whole lets all of it rest, and then everything comes in order', async () => {
    const { chat, world, announces, standing, passes, logged } = trouble
    ada = await anIssue(world)
    await passes({ minutes: 1 })
    // discord.js itself waits by the machine's clock.
    vi.useFakeTimers({ toFake: ['Date'] })
    chat.fake.fail(POST, { kind: 'rate limit', seconds: 30, global: true })
    for (const text of comments) await ada.type(`issue comment ISG-1 text:"${text}"`)
    const before = posts()
    const words = await announces()
    await passes({ seconds: 25 })
    expect([posts(), standing(words)]).toEqual([before, 0])
    vi.setSystemTime(vi.getMockedSystemTime()!.getTime() + 31_000)
    await passes({ minutes: 2 })
    vi.useRealTimers()
    await world.says('RG-DT', words)
    for (const room of ROOMS) for (const text of comments) await world.adds(room, text)
    await world.quiet()
    expect(logged()).not.toEqual([])
  })

  test('a token that is revoked: nothing is lost, and the new one sends it', async () => {
    const { chat, world, announces, standing, list, passes, logged } = trouble
    chat.fake.token = 'MTA-fake.new-token.of-the-fake-discord'
    const words = await announces()
    const before = posts()
    await passes({ minutes: 10 })
    expect(standing(words)).toBe(0)
    // At first at once, then at least every 25 seconds and not much more often.
    expect(posts() - before).toBeLessThan(56)
    const reason = 'Discord does not accept the bot’s token.'
    expect(await list()).toMatch(/Discord does not accept the bot’s token\..* Tried again at/)
    expect(logged()).toContainEqual(expect.stringContaining(reason))
    await world.restart()
    await passes({ minutes: 2 })
    await world.says('RG-DT', words)
    await world.quiet()
    expect(await list()).toBe(ALL_DELIVERED)
  })
})

test('an answer that does not get through is given when the command comes again, which does not act again', async () => {
  const answer = 'PATCH /webhooks/:id/:token/messages/@original'
  trouble.chat.fake.fail(answer, { kind: 'error', status: 500 }, 3)
  await isAnsweredAgain(trouble, ada, 'Discord: not answered')
})

describe('a fault that stays', () => {
  test.each<[string, string, ApiError]>([
    [
      'a channel that is gone',
      'The channel is gone, or the bot has no access to it',
      new ApiError(404, 10003, 'Unknown Channel'),
    ],
    [
      'a channel to which the bot has no access',
      'The bot has no access to the channel',
      new ApiError(403, 50001, 'Missing Access'),
    ],
    [
      'a channel in which it may not write',
      'The bot may not write there',
      new ApiError(403, 50013, 'Missing Permissions'),
    ],
    [
      'a message that Discord does not take',
      'Discord refused the message as malformed',
      new ApiError(400, 50035, 'Invalid Form Body'),
    ],
  ])('%s: TSB reads why, and sends it when it is mended', async (_, reason, refusal) => {
    room().refusal = refusal
    await isGivenUp(trouble, reason, () => delete room().refusal)
  })
})
