/** Leader election with a lock in memory: who leads, and what happens when the database connection breaks. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { Bot } from '../../src/bots/bot.ts'
import type { Listener } from '../../src/core/database/listen.ts'
import type { Desk } from '../../src/core/desk/port.ts'
import { createLeaderElection, type LeaderElection } from '../../src/scheduler/dispatch/leader-election.ts'
import { fakePlatform } from './platform.ts'

const LOG = { debug() {}, info() {}, warn() {}, error() {} }

/** The advisory lock of one platform: the instance that has it. */
let owner: string | undefined
let isDatabaseAway: boolean
const started: LeaderElection[] = []

beforeEach(() => {
  vi.useFakeTimers()
  vi.spyOn(Math, 'random').mockReturnValue(0)
  owner = undefined
  isDatabaseAway = false
})
afterEach(async () => {
  for (const election of started.splice(0)) await election.stop()
  vi.restoreAllMocks()
  vi.useRealTimers()
})

const locks = (name: string): Pick<Listener, 'take' | 'giveBack'> => ({
  async take() {
    if (isDatabaseAway) return undefined
    owner ??= name
    return owner === name
  },
  async giveBack() {
    if (owner === name) owner = undefined
  },
})

/** A bot that connects only where it leads; what it did, and what the next connection comes to. */
function connectingBot() {
  const did: string[] = []
  const connecting: (() => Promise<void>)[] = []
  const bot: Bot = {
    ...fakePlatform('discord'),
    connects: 'leader' as Bot['connects'],
    async start() {
      did.push('connect')
      await connecting.shift()?.()
    },
    async stop() {
      did.push('disconnect')
    },
  }
  return { bot, did, connecting }
}

function elect(bot: Bot) {
  const elected = vi.fn()
  const election = createLeaderElection({ bots: [bot], desk: {} as Desk, log: LOG, onElected: elected })
  started.push(election)
  return { election, elected }
}

test('one leads; another one takes over within a second when it ends', async () => {
  const [one, two] = [connectingBot(), connectingBot()]
  const first = elect(one.bot)
  const second = elect(two.bot)
  await first.election.start(locks('first'))
  await second.election.start(locks('second'))
  expect([first.election.leading().size, second.election.leading().size]).toEqual([1, 0])
  expect(two.did).toEqual([])
  await first.election.stop()
  await vi.advanceTimersByTimeAsync(1_000)
  expect(second.election.leading().size).toBe(1)
  expect(second.elected).toHaveBeenCalledOnce()
  expect(one.did).toEqual(['connect', 'disconnect'])
})

test('after the database connection broke it does not lead, stays connected, and leads again when it gets the lock', async () => {
  const { bot, did } = connectingBot()
  const { election, elected } = elect(bot)
  await election.start(locks('us'))
  isDatabaseAway = true
  election.lost()
  expect(election.leading().size).toBe(0)
  await vi.advanceTimersByTimeAsync(5_000)
  expect(did).toEqual(['connect'])
  isDatabaseAway = false
  await vi.advanceTimersByTimeAsync(1_000)
  expect(election.leading().size).toBe(1)
  expect(elected).toHaveBeenCalledTimes(2)
  expect(did).toEqual(['connect'])
})

test('when another one has taken over meanwhile, it disconnects', async () => {
  const { bot, did } = connectingBot()
  const { election } = elect(bot)
  await election.start(locks('us'))
  owner = 'another'
  election.lost()
  await vi.advanceTimersByTimeAsync(1_000)
  expect(election.leading().size).toBe(0)
  expect(did).toEqual(['connect', 'disconnect'])
})

test('a lock that is lost while the bot connects does not make it the leader', async () => {
  const { bot, connecting } = connectingBot()
  const { election, elected } = elect(bot)
  connecting.push(async () => {
    owner = 'another'
    election.lost()
  })
  await election.start(locks('us'))
  expect(election.leading().size).toBe(0)
  expect(elected).not.toHaveBeenCalled()
  await vi.advanceTimersByTimeAsync(10_000)
  expect(election.leading().size).toBe(0)
})

test('a follower that can not connect releases the lock, waits for longer than others do, and tries again', async () => {
  const { bot, did, connecting } = connectingBot()
  const { election } = elect(bot)
  owner = 'another'
  await election.start(locks('us'))
  connecting.push(() => Promise.reject(new Error('Discord is away')))
  owner = undefined
  await vi.advanceTimersByTimeAsync(1_000)
  expect(did).toEqual(['connect'])
  expect(owner).toBeUndefined()
  await vi.advanceTimersByTimeAsync(3_999)
  expect(did).toEqual(['connect'])
  await vi.advanceTimersByTimeAsync(1)
  expect(election.leading().size).toBe(1)
})

test('the first instance can not start when its bot can not connect', async () => {
  const { bot, connecting } = connectingBot()
  const { election } = elect(bot)
  connecting.push(() => Promise.reject(new Error('Discord is away')))
  await expect(election.start(locks('us'))).rejects.toThrow('Discord is away')
  expect(owner).toBeUndefined()
})
