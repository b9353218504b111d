import { afterAll, beforeAll, expect, test } from 'vitest'
import { moveOn } from '../../src/app.ts'
import type { PlatformLimits } from '../../src/bots/bot.ts'
import { createDiscordBot } from '../../src/bots/discord/discord.ts'
import { createSlackBot } from '../../src/bots/slack/slack.ts'
import { simulatedClock, systemClock } from '../../src/clock.ts'
import type { Clock } from '../../src/core/clock.ts'
import type { Database } from '../../src/core/database/client.ts'
import { toColumn } from '../../src/core/database/columns.ts'
import { sentence } from '../../src/core/messages/message.ts'
import { DeliveryFault } from '../../src/core/notices/fault.ts'
import { PRIORITY, type Priority } from '../../src/core/notices/notice.ts'
import { writeNotices } from '../../src/core/notices/outbox.ts'
import { noMetrics } from '../../src/metrics.ts'
import { dispatchTask } from '../../src/scheduler/dispatch/dispatch.ts'
import { createScheduler } from '../../src/scheduler/scheduler.ts'
import { createTestDatabase, type TestDatabase } from '../support/database.ts'
import { geneva } from './harness.ts'
import { type FakePlatform, fakePlatform } from './platform.ts'

const log = { debug() {}, info() {}, warn() {}, error() {} }
const PACES = {
  slack: createSlackBot({
    botToken: 'xoxb-1',
    signingSecret: 's',
    mount: () => () => {},
    log,
    clock: systemClock,
  }).limits!,
  discord: createDiscordBot({ token: 't', log, clock: systemClock }).limits!,
}
/** The limits in the documentation of each: messages in so many ms, to one address and in all. */
const ALLOWED = {
  slack: { address: [1, 1000], all: [300, 60_000] },
  discord: { address: [5, 5000], all: [50, 1000] },
} as const

/** A platform that answers 429 to what comes faster than it allows. */
function strict(limits: PlatformLimits, allowed: (typeof ALLOWED)[keyof typeof ALLOWED], clock: Clock) {
  const platform = fakePlatform('slack')
  const times: { at: number; address: string }[] = []
  const refused: string[] = []
  const tooMany = (from: readonly { at: number }[], [most, within]: readonly [number, number], at: number) =>
    from.filter(t => t.at > at - within).length >= most
  const { send } = platform
  return {
    ...platform,
    limits,
    times,
    refused,
    send(address, ...rest) {
      const at = clock.now().epochMilliseconds
      if (
        tooMany(times.slice(-400), allowed.all, at) ||
        tooMany(times.filter(t => t.address === address).slice(-10), allowed.address, at)
      ) {
        refused.push(address)
        throw new DeliveryFault('later', 'too fast', 1000)
      }
      times.push({ at, address })
      return send(address, ...rest)
    },
  } satisfies FakePlatform & { times: typeof times; refused: string[] }
}

let database: TestDatabase
beforeAll(async () => {
  database = await createTestDatabase()
})
afterAll(() => database.close())

test.for([
  ['slack', 400],
  ['discord', 400],
] as const)(
  'on %s %i reminders due at nine go out at its pace, and what is important goes first',
  async ([name, people]) => {
    const { db } = database
    const clock = simulatedClock(geneva('2026-02-25 09:00'))
    const platform = strict(PACES[name], ALLOWED[name], clock)
    const scheduler = createScheduler({
      tasks: [
        dispatchTask({
          db,
          bots: [platform],
          leading: () => new Set(['slack' as const]),
          presenters: { reminder: async () => sentence('Contributions are due today.') },
          instance: 1,
          now: () => clock.now(),
          log,
          metrics: noMetrics,
          reschedule() {},
        }),
      ],
      clock,
      log,
    })
    const addresses = Array.from({ length: people }, (_, i) => `@U${i}`)
    await deliveries(db, `${name} reminder`, addresses, PRIORITY.reminder, clock.now())
    await moveOn(scheduler, clock, geneva('2026-02-25 09:00').add({ seconds: 5 }))
    // While they go out, something urgent comes up.
    await deliveries(db, `${name} escalation`, ['#WP2'], PRIORITY.urgent, clock.now())
    const asked = clock.now().epochMilliseconds
    await moveOn(scheduler, clock, geneva('2026-02-25 10:00'))

    const told = platform.times.filter(t => t.address.startsWith('@'))
    expect(told).toHaveLength(people)
    expect(new Set(told.map(t => t.address)).size).toBe(people)
    expect(platform.refused).toEqual([])
    const urgent = platform.times.find(t => t.address === '#WP2')!
    expect(urgent.at - asked).toBeLessThan(2000)
    expect(told.filter(t => t.at > urgent.at).length).toBeGreaterThan(people / 2)
  },
)

/** One notice that is addressed to all of them. */
async function deliveries(
  db: Database,
  key: string,
  addresses: string[],
  priority: Priority,
  now: Temporal.Instant,
): Promise<void> {
  await writeNotices(db, [
    { key, kind: 'reminder', subject: key, data: {}, audience: [], priority, dueAt: now },
  ])
  const { id } = await db.notice.findUniqueOrThrow({ where: { key_occurrence: { key, occurrence: 1 } } })
  const nextAt = toColumn(now)
  await db.delivery.createMany({
    data: addresses.map(address => ({ noticeId: id, platform: 'slack', address, priority, nextAt })),
  })
}
