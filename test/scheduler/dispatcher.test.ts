/** The dispatcher on a test database, with faults of the database, of the platform and of the clock. */
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Bot } from '../../src/bots/bot.ts'
import { type Database, inTransaction } from '../../src/core/database/client.ts'
import { sentence } from '../../src/core/messages/message.ts'
import { addressDue } from '../../src/core/notices/addressing.ts'
import { DeliveryFault } from '../../src/core/notices/fault.ts'
import type { Notice } from '../../src/core/notices/notice.ts'
import { noMetrics } from '../../src/metrics.ts'
import { createDispatcher, type DispatcherOptions } from '../../src/scheduler/dispatch/dispatcher.ts'
import { createInFlight } from '../../src/scheduler/dispatch/in-flight.ts'
import { channels, enterGroups, type Harness, openHarness } from './harness.ts'
import { type FakePlatform, fakePlatform } from './platform.ts'

const GROUPS = ['RG-DT', 'WP2', 'SG13', 'SG17']

let harness: Harness
let slack: FakePlatform
beforeEach(async () => {
  harness = await openHarness()
  slack = fakePlatform('slack')
  await enterGroups(harness.db, 'SG', ...GROUPS)
  await channels(harness.db, 'slack', ...GROUPS)
})
afterEach(() => harness.close())

/** Writes notices and addresses them. */
async function due(...notices: Partial<Notice>[]): Promise<void> {
  await harness.notify(...notices)
  await inTransaction(harness.db, tx =>
    addressDue(tx, harness.clock.now(), { platforms: ['slack'], played: [] }),
  )
}

function dispatcherFor(bot: Bot, options: Partial<DispatcherOptions> = {}) {
  return createDispatcher(bot, {
    db: harness.db,
    presenters: { handover: async () => sentence('It happened.') },
    instance: 1,
    inFlight: createInFlight(),
    now: () => harness.clock.now(),
    log: { debug() {}, info() {}, warn() {}, error() {} },
    metrics: noMetrics,
    reschedule() {},
    sleep: async () => {},
    ...options,
  })
}

/** A database of which the next statement of a kind fails; `isApplied`: it takes effect all the same. */
function failingOnce(statement: string, isApplied: boolean): Database {
  let isDone = false
  return new Proxy(harness.db, {
    get(target, name) {
      const value = Reflect.get(target, name)
      if (name !== '$queryRaw') return value
      return (sql: TemplateStringsArray, ...values: unknown[]) => {
        if (isDone || !sql.join('').includes(statement)) return target.$queryRaw(sql, ...values)
        isDone = true
        const failure = () => Promise.reject(new Error('the connection broke'))
        return isApplied ? target.$queryRaw(sql, ...values).then(failure) : failure()
      }
    },
  })
}

test.for([
  ['before it took effect', false],
  ['after it took effect', true],
] as const)(
  'a claim that failed %s is made again a second later, and the message is sent once',
  async ([_, isApplied]) => {
    await due({})
    const dispatcher = dispatcherFor(slack, { db: failingOnce('UPDATE "Delivery"', isApplied) })
    await expect(dispatcher.dispatch()).rejects.toThrow('the connection broke')
    const again = dispatcher.nextAllowed()!
    expect(again.since(harness.clock.now()).total('seconds')).toBeLessThanOrEqual(1)
    harness.clock.set(again)
    await dispatcher.dispatch()
    await dispatcher.whenIdle()
    expect(slack.asked).toEqual(['send #RG-DT'])
    expect(slack.sent).toHaveLength(1)
  },
)

test('what fails at the same time in a burst rests for a second, not for as many doublings as there were failures', async () => {
  await due(...GROUPS.map(group => ({ audience: [{ channelOf: group }] })))
  for (const _ of GROUPS) slack.faults.push({ fault: new DeliveryFault('later', 'out of order') })
  const dispatcher = dispatcherFor(slack)
  await dispatcher.dispatch()
  await dispatcher.whenIdle()
  expect(slack.asked).toHaveLength(4)
  const next = await harness.db.delivery.findMany({ select: { nextAt: true } })
  for (const { nextAt } of next)
    expect(nextAt.getTime() - harness.clock.now().epochMilliseconds).toBeLessThanOrEqual(1_000)
  expect((await harness.db.delivery.findMany()).map(d => d.state)).toEqual(Array(4).fill('WAITING'))
})

test('a clock that is set back an hour does not hold up what is due then', async () => {
  const limits = { every: 1_000, most: 1 }
  const bot = { ...slack, limits: { address: limits, all: limits, edits: limits, looks: limits } }
  const dispatcher = dispatcherFor(bot)
  harness.clock.set(harness.clock.now().add({ seconds: 10 }))
  await due({})
  await dispatcher.dispatch()
  await dispatcher.whenIdle()
  expect(slack.sent).toHaveLength(1)
  harness.clock.set(harness.clock.now().subtract({ hours: 1 }))
  await due({})
  await dispatcher.dispatch()
  expect(dispatcher.nextAllowed()!.since(harness.clock.now()).total('seconds')).toBe(1)
  harness.clock.set(harness.clock.now().add({ seconds: 1 }))
  await dispatcher.dispatch()
  await dispatcher.whenIdle()
  expect(slack.sent).toHaveLength(2)
})

test('a retired dispatcher releases what it has not tried and claims nothing more', async () => {
  await due({}, {}, {})
  const dispatcher = dispatcherFor({
    ...slack,
    async send(...given) {
      dispatcher.retire()
      return slack.send(...given)
    },
  })
  await dispatcher.dispatch()
  await dispatcher.whenIdle()
  expect(await dispatcher.dispatch()).toBe(0)
  const rows = await harness.db.delivery.findMany({ orderBy: { id: 'asc' } })
  expect(rows.map(d => [d.state, d.attempts])).toEqual([
    ['SENT', 1],
    ['WAITING', 0],
    ['WAITING', 0],
  ])
})
