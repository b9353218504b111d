/** Faults of Slack as people and TSB see them: the rows of docs/faults.md. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { SlackChat } from '../fakes/slack/chat.ts'
import type { Fault } from '../fakes/slack/server.ts'
import type { Channel } from '../fakes/slack/workspace.ts'
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

const POST = 'chat.postMessage'

let trouble: Trouble<SlackChat>
let ada: Person
beforeAll(async () => {
  trouble = await openTrouble('slack')
})
afterAll(() => trouble.world.end())

const posts = () => trouble.chat.slack.callsOf(POST).length

describe('a fault that passes', () => {
  const OWN = (code: string) => `Slack had an internal error (${code})`
  const BROKE = 'The connection to Slack broke before its answer'
  test.each<[string, Fault, string, boolean]>([
    ['429 for a channel', { status: 429, retryAfter: 30 }, 'Slack asks to wait', false],
    ['500', { status: 500 }, OWN('HTTP 500'), false],
    ['500, though it was taken', { status: 500, accepted: true }, OWN('HTTP 500'), true],
    ['a time-out', 'hang', BROKE, false],
    ['a time-out, though it was taken', 'hang after', BROKE, true],
    ['a connection cut before the request', 'cut before', BROKE, false],
    ['a connection cut after it was taken', 'cut after', BROKE, true],
    ['internal_error', { error: 'internal_error' }, OWN('internal_error'), false],
    [
      'internal_error, though it was taken',
      { error: 'internal_error', accepted: true },
      OWN('internal_error'),
      true,
    ],
  ])('%s: the message stands once in the end', async (_, fault, reason, stands) => {
    trouble.chat.slack.fail(POST, fault)
    await passesBy(trouble, reason, stands)
  })

  test('429 is not asked again before its Retry-After', async () => {
    const { chat, world, announces, standing, passes, logged } = trouble
    chat.slack.fail(POST, { status: 429, retryAfter: 90 })
    const words = await announces()
    const before = posts()
    await passes({ seconds: 89 })
    expect(posts()).toBe(before)
    await passes({ seconds: 1 })
    expect(standing(words)).toBe(1)
    await world.says('RG-DT', words)
    expect(logged()).toHaveLength(1)
  })

  test('of which TSB reads nothing in the morning', async () => {
    await trouble.morning()
    await trouble.world.quiet()
  })
})

describe('a fault of all Slack', () => {
  const ROOMS = ['SG13', 'SG17', 'WP2']
  const comments = ['One.', 'Two.']

  test('429 in two channels lets all of it rest, and then everything comes in order', async () => {
    const { chat, world, announces, standing, passes, logged } = trouble
    ada = await anIssue(world)
    chat.slack.fail(POST, ...ROOMS.map(() => ({ status: 429, retryAfter: 30 })))
    for (const text of comments) await ada.type(`issue comment ISG-1 text:"${text}"`)
    const before = posts()
    const words = await announces()
    await passes({ seconds: 25 })
    expect([posts(), standing(words)]).toEqual([before, 0])
    await passes({ minutes: 2 })
    await world.says('RG-DT', words)
    for (const room of ROOMS) for (const text of comments) await world.adds(room, text)
    await world.quiet()
    expect(logged().length).toBeGreaterThanOrEqual(2)
  })

  test('a token that is revoked: nothing is lost, and the new one sends it', async () => {
    const { chat, world, announces, standing, list, passes, logged } = trouble
    chat.slack.botToken = 'xoxb-000000-new-secret'
    const words = await announces()
    const before = posts()
    await passes({ minutes: 10 })
    expect(standing(words)).toBe(0)
    // At first at once, then at least every 25 seconds and not much more often.
    expect(posts() - before).toBeLessThan(56)
    const reason = "Slack does not accept intersg's token"
    expect(await list()).toContain(`${reason}. Tried again at`)
    expect(logged()).toContainEqual(expect.stringContaining(reason))
    await world.restart()
    await passes({ minutes: 2 })
    await world.says('RG-DT', words)
    await world.quiet()
    expect(await list()).toBe(ALL_DELIVERED)
  })
})

test('an answer that can’t be given in any way is given when the command comes again, which does not act again', async () => {
  const { slack } = trouble.chat
  for (const way of ['respond', 'chat.postEphemeral', POST]) slack.fail(way, 'cut before')
  await isAnsweredAgain(trouble, ada, 'an answer could not be shown in any way')
})

describe('a fault that stays', () => {
  const workspace = () => trouble.chat.slack.workspace
  let gone: Channel
  const room = () => workspace().channels.get(trouble.room('RG-DT'))!
  const REFUSED = 'The workspace does not let intersg write in that channel'

  test.each<[string, string, () => void, () => void]>([
    [
      'a channel that is gone',
      'Slack has no such channel, or intersg is not a member of it',
      () => {
        gone = room()
        workspace().channels.delete(gone.id)
      },
      () => workspace().channels.set(gone.id, gone),
    ],
    [
      'an archived channel',
      'The channel on Slack is archived',
      () => (room().archived = true),
      () => (room().archived = false),
    ],
    [
      'a channel of which the bot is no member',
      'intersg is not a member of the channel on Slack; invite it there',
      () => (room().member = false),
      () => (room().member = true),
    ],
    [
      'a channel in which it may not write',
      REFUSED,
      () => trouble.chat.slack.fail(POST, { error: 'restricted_action' }),
      () => {},
    ],
    [
      'a message longer than Slack takes',
      'The message is longer than Slack allows',
      () => trouble.chat.slack.fail(POST, { error: 'msg_too_long' }),
      () => {},
    ],
  ])('%s: TSB reads why, and sends it when it is mended', async (_, reason, breaks, mend) => {
    breaks()
    await isGivenUp(trouble, reason, mend)
  })
})
