import { once } from 'node:events'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createDiscordBot } from '../../../src/bots/discord/discord.ts'
import { createDiscordChat, type DiscordChat } from '../../fakes/discord/chat.ts'
import { StubDesk } from './stub.ts'

let chat: DiscordChat
let desk: StubDesk
let room: string
let ana: string

beforeEach(async () => {
  chat = createDiscordChat()
  desk = new StubDesk()
  room = chat.channel('coordination')
  ana = chat.account('Ana')
})

afterEach(async () => {
  await chat.stop()
  expect(JSON.stringify(chat.logged)).not.toContain(chat.fake.token)
})

const errors = () => chat.logged.filter(l => l.level === 'error').map(l => l.message)

test('asks for no intents, so that commands come at once', async () => {
  await chat.start(desk)
  expect(chat.fake.gateway.identified).toEqual([{ token: chat.fake.token, intents: 0 }])
})

test('comes back when asked to reconnect, and no command is lost', async () => {
  await chat.start(desk)
  const reconnected = chat.fake.gateway.askToReconnect()
  const answer = chat.type(ana, room, 'meeting next SG13')
  await reconnected
  expect((await answer).shown?.text).toContain('Done')
  expect(desk.executed).toHaveLength(1)
})

test('resumes after a connection that broke', async () => {
  await chat.start(desk)
  const resumed = once(chat.fake.gateway.events, 'resume')
  chat.fake.gateway.drop()
  const answer = chat.type(ana, room, 'meeting next SG13')
  await resumed
  expect((await answer).shown?.text).toContain('Done')
})

test('starts a new session when its own is lost', async () => {
  vi.useFakeTimers({ toFake: ['Date'] })
  await chat.start(desk)
  // discord.js lets five seconds pass between two sign-ins.
  vi.setSystemTime(vi.getMockedSystemTime()!.getTime() + 10_000)
  await chat.fake.gateway.invalidate()
  vi.useRealTimers()
  expect((await chat.type(ana, room, 'help')).private).toBe(true)
  expect(chat.fake.gateway.identified).toHaveLength(2)
})

test('notices a dead connection by its heartbeats', async () => {
  await chat.fake.start()
  chat.fake.gateway.heartbeatInterval = 60
  chat.fake.gateway.deaf = true
  const bot = createDiscordBot({
    token: chat.fake.token,
    apiUrl: chat.fake.url,
    log: quiet,
    clock: { now: () => Temporal.Now.instant() },
  })
  await bot.start(desk)
  await once(chat.fake.gateway.events, 'resume')
  await bot.stop()
})

const quiet = { debug() {}, info() {}, warn() {}, error() {} }

test('a stop while it reconnects is final', async () => {
  await chat.start(desk)
  chat.fake.gateway.drop()
  await expect.poll(() => chat.logged.map(l => l.message)).toContain('Discord: connecting again')
  await chat.bot.stop()
  // discord.js waits half a second before it connects again.
  await new Promise(resolve => setTimeout(resolve, 650))
  expect(chat.fake.gateway.connections).toBe(0)
})

test('a stop waits for what is under way', async () => {
  await chat.start(desk)
  const execute = desk.execute.bind(desk)
  const started = Promise.withResolvers<void>()
  const go = Promise.withResolvers<void>()
  desk.execute = async (...given) => {
    started.resolve()
    await go.promise
    return await execute(...given)
  }
  const answer = chat.type(ana, room, 'help')
  await started.promise
  const stopped = chat.bot.stop()
  go.resolve()
  await stopped
  expect((await answer).shown?.text).toContain('Done')
})

test.each([
  [4004, 'DISCORD_TOKEN'],
  [4014, 'intents'],
])('close %i is told as an error, and the process lives on', async (code, word) => {
  await chat.start(desk)
  chat.fake.gateway.close(code)
  await expect.poll(errors).toEqual([expect.stringContaining(word)])
  // REST still works.
  await chat.bot.send(room, { summary: 'x', blocks: [] }, 'k')
})

test('a start with a wrong token fails in plain words, also when only the gateway refuses it', async () => {
  await chat.fake.start()
  const options = { apiUrl: chat.fake.url, log: quiet, clock: { now: () => Temporal.Now.instant() } }
  await expect(createDiscordBot({ ...options, token: 'wrong' }).start(desk)).rejects.toThrow('DISCORD_TOKEN')
  chat.fake.gateway.refuseWith = 4004
  await expect(createDiscordBot({ ...options, token: chat.fake.token }).start(desk)).rejects.toThrow(
    'DISCORD_TOKEN',
  )
  chat.fake.fail('GET /gateway/bot', { kind: 'error', status: 500 })
  await expect(createDiscordBot({ ...options, token: chat.fake.token }).start(desk)).rejects.toThrow(
    'Discord had an internal error',
  )
})
