import { afterEach, beforeEach, expect, test } from 'vitest'
import { sentence } from '../../../src/core/messages/message.ts'
import { DeliveryFault } from '../../../src/core/notices/fault.ts'
import { SlackChat } from '../../fakes/slack/chat.ts'
import type { Fault } from '../../fakes/slack/server.ts'
import { StubDesk } from './desk.ts'

let chat: SlackChat
let room: string
let ana: string

beforeEach(async () => {
  chat = new SlackChat({ timeoutMs: 800 })
  await chat.start(new StubDesk())
  room = chat.channel('sg17')
  ana = chat.account('ana')
})
afterEach(() => chat.stop())

const notice = sentence('A deadline is near.')
const catchFault = (work: Promise<unknown>): Promise<DeliveryFault> =>
  work.then(
    () => expect.fail('it was sent'),
    error => {
      expect(error).toBeInstanceOf(DeliveryFault)
      return error
    },
  )
const anHourAgo = () => Temporal.Now.instant().subtract({ hours: 1 })

test('sends to a channel, a thread and a person, and shows something else in their place', async () => {
  const reference = await chat.bot.send(room, notice, 'k1')
  await chat.bot.send(room, sentence('More of it.'), 'k2', reference)
  const direct = await chat.bot.send(`@${ana}`, notice, 'k3')
  const [shown] = chat.messages(room)
  expect(shown).toMatchObject({
    text: 'A deadline is near.',
    reference,
    payload: { metadata: { event_type: 'intersg_notice', event_payload: { key: 'k1' } } },
  })
  expect(chat.thread(room, shown!).map(m => m.text)).toEqual(['More of it.'])
  await chat.bot.update(room, reference, sentence('The deadline has passed.'), 'k1')
  await chat.bot.update(`@${ana}`, direct, sentence('It has passed.'), 'k3')
  expect(chat.messages(room).map(m => m.text)).toEqual(['The deadline has passed.'])
  expect(chat.directMessages(ana).map(m => m.text)).toEqual(['It has passed.'])
  expect(chat.slack.callsOf('chat.postMessage').map(c => c.args)).toMatchObject([
    { text: 'A deadline is near.', unfurl_links: 'false', unfurl_media: 'false' },
    {},
    {},
  ])
})

test.each<[string, Fault, DeliveryFault['outcome'], number | undefined]>([
  ['asked to wait', { status: 429, retryAfter: 30 }, 'later', 30_000],
  ['asked to wait, not told how long', { status: 429 }, 'later', undefined],
  ['asked to wait by a code', { error: 'ratelimited' }, 'later', undefined],
  ['stopped by a proxy', { status: 403 }, 'later', undefined],
  ['an HTTP error', { status: 500 }, 'unknown', undefined],
  ['Slack’s own error', { error: 'internal_error' }, 'unknown', undefined],
  ['silence', 'hang', 'unknown', undefined],
  ['cut before it was taken', 'cut before', 'unknown', undefined],
  ['cut after it was taken', 'cut after', 'unknown', undefined],
  ['no such channel', { error: 'channel_not_found' }, 'never', undefined],
  ['archived', { error: 'is_archived' }, 'never', undefined],
  ['a bot', { error: 'cannot_dm_bot' }, 'never', undefined],
  ['revoked', { error: 'token_revoked' }, 'later', undefined],
  ['too long', { error: 'msg_too_long' }, 'never', undefined],
  ['something new', { error: 'brand_new_error' }, 'never', undefined],
])('a message meets %s: asked once', async (_, trouble, outcome, retryAfter) => {
  chat.slack.fail('chat.postMessage', trouble)
  const fault = await catchFault(chat.bot.send(room, notice, 'k1'))
  expect(fault).toMatchObject({ outcome, retryAfter })
  expect(fault.message).not.toMatch(/xox|http:/)
  expect(chat.slack.callsOf('chat.postMessage')).toHaveLength(1)
  expect(chat.messages(room)).toHaveLength(trouble === 'cut after' ? 1 : 0)
})

test('a channel the bot is not in, and a message that is gone, are never', async () => {
  const closed = chat.slack.workspace.channel('closed', false)
  expect(await catchFault(chat.bot.send(closed, notice, 'k'))).toMatchObject({
    outcome: 'never',
    message: 'intersg is not a member of the channel on Slack; invite it there.',
  })
  expect(await catchFault(chat.bot.update(room, `${room}:1.0`, notice, 'k'))).toMatchObject({
    outcome: 'never',
  })
  expect(await catchFault(chat.bot.update(room, 'nonsense', notice, 'k'))).toMatchObject({ outcome: 'never' })
})

test('what was never sent is later', async () => {
  await chat.slack.stop()
  // The first one meets a connection that was kept open, and can't know how far it came.
  await catchFault(chat.bot.send(room, notice, 'k'))
  expect(await catchFault(chat.bot.send(room, notice, 'k'))).toMatchObject({ outcome: 'later' })
  await chat.bot.stop()
  expect(await catchFault(chat.bot.send(room, notice, 'k'))).toMatchObject({ outcome: 'later' })
  await chat.slack.start()
})

test('a message whose outcome is unknown is found where it arrived, and only there', async () => {
  chat.slack.fail('chat.postMessage', 'cut after', 'cut before')
  await catchFault(chat.bot.send(room, notice, 'arrived'))
  await catchFault(chat.bot.send(room, notice, 'lost'))
  const [shown] = chat.messages(room)
  expect(await chat.bot.find(room, 'arrived', anHourAgo())).toBe(shown?.reference)
  expect(await chat.bot.find(room, 'lost', anHourAgo())).toBeUndefined()
})

test('is found in a thread, in direct messages, and pages back', async () => {
  const first = await chat.bot.send(room, notice, 'first')
  const reply = await chat.bot.send(room, notice, 'reply', first)
  const direct = await chat.bot.send(`@${ana}`, notice, 'direct')
  for (let i = 0; i < 450; i++)
    chat.slack.workspace.post({
      channel: room,
      text: 'chatter',
      blocks: [],
      bot_id: 'BOTHER',
      user: 'UOTHER',
    })
  expect(await chat.bot.find(room, 'first', anHourAgo())).toBe(first)
  expect(chat.slack.callsOf('conversations.history')).toHaveLength(3)
  expect(await chat.bot.find(room, 'reply', anHourAgo(), first)).toBe(reply)
  expect(await chat.bot.find(room, 'reply', anHourAgo())).toBeUndefined()
  expect(await chat.bot.find(`@${ana}`, 'direct', anHourAgo())).toBe(direct)
})

test('somebody else’s message with the same key is not ours', async () => {
  const metadata = { event_type: 'intersg_notice', event_payload: { key: 'k1' } }
  chat.slack.workspace.post({
    channel: room,
    text: 'x',
    blocks: [],
    bot_id: 'BOTHER',
    user: 'UOTHER',
    metadata,
  })
  expect(await chat.bot.find(room, 'k1', anHourAgo())).toBeUndefined()
})

test('looking fails like sending does', async () => {
  chat.slack.fail('conversations.history', { status: 429, retryAfter: 5 }, { error: 'missing_scope' })
  expect(await catchFault(chat.bot.find(room, 'k', anHourAgo()))).toMatchObject({
    outcome: 'later',
    retryAfter: 5000,
  })
  expect(await catchFault(chat.bot.find(room, 'k', anHourAgo()))).toMatchObject({ outcome: 'never' })
})
