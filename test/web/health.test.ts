/** Whether the program is alive and ready, and why not, as its operator sees it. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { simulatedClock } from '../../src/clock.ts'
import { noMetrics } from '../../src/metrics.ts'
import { createHeartbeat } from '../../src/scheduler/heartbeat.ts'
import { createScheduler } from '../../src/scheduler/scheduler.ts'
import { healthRoutes, STUCK_S } from '../../src/web/health.ts'
import { StubDesk as DiscordDesk } from '../bots/discord/stub.ts'
import { StubDesk as SlackDesk } from '../bots/slack/desk.ts'
import { createDiscordChat } from '../fakes/discord/chat.ts'
import { SlackChat } from '../fakes/slack/chat.ts'
import { openSite, type Site } from './site.ts'

let site: Site
const closes: (() => Promise<unknown>)[] = []
beforeEach(async () => {
  site = await openSite()
  closes.push(() => site.close())
})
afterEach(async () => {
  for (const close of closes.splice(0).reverse()) await close()
})

async function seen(path: string) {
  const answer = await site.get(path)
  expect(answer.headers.get('cache-control')).toBe('no-store')
  return `${answer.status} ${await answer.text()}`
}

describe('/healthz', () => {
  test('is well as long as the scheduler does something, even when it fails', async () => {
    let now = 0
    const pulse = createHeartbeat(noMetrics, () => now * 1000)
    const clock = simulatedClock(Temporal.Instant.from('2026-02-01T08:00:00Z'))
    const failing = {
      name: 'failing',
      run: () => Promise.reject(new Error('no')),
      next: async () => undefined,
    }
    const scheduler = createScheduler({
      tasks: [failing],
      clock,
      log: { debug() {}, info() {}, warn() {}, error() {} },
      metrics: pulse.metrics,
    })
    site.web.mount(healthRoutes({ db: site.db, bots: [], age: pulse.age }))
    expect(await seen('/healthz')).toBe('200 alive\n')
    now = STUCK_S - 1
    expect(await seen('/healthz')).toBe('200 alive\n')
    now = STUCK_S
    expect(await seen('/healthz')).toBe('503 The scheduler has done nothing for 10 minutes.\n')
    await scheduler.runUntilIdle()
    expect(await seen('/healthz')).toBe('200 alive\n')
  })

  test('says nothing of a scheduler that no timer wakes, and does not ask the database', async () => {
    expect(site.app.age).toBeUndefined()
    const never = new Proxy({}, { get: () => expect.fail('the database is asked') })
    site.web.mount(healthRoutes({ db: never as never, bots: [], age: undefined }))
    expect(await seen('/healthz')).toBe('200 alive\n')
  })
})

describe('/readyz', () => {
  test('is ready with the tables of this version, and neither with newer nor with older ones', async () => {
    site.web.mount(healthRoutes({ db: site.db, bots: [], age: undefined }))
    expect(await seen('/readyz')).toBe('200 ready\n')
    await site.db.$executeRaw`
      INSERT INTO _prisma_migrations (id, checksum, migration_name, finished_at)
      VALUES ('x', 'x', '20990101000000_later', now())`
    expect(await seen('/readyz')).toBe(
      '503 A newer version of the program has changed the database (20990101000000_later).\n',
    )
    await site.db.$executeRaw`
      UPDATE _prisma_migrations SET rolled_back_at = now() WHERE migration_name LIKE '2099%' OR migration_name LIKE '%_rules'`
    expect(await seen('/readyz')).toMatch(
      /^503 The database lacks changes of this version \(\d+_rules\)\.\n$/,
    )
  })

  test('says plainly that the database fails or is silent, without the words of its driver', async () => {
    const silent = { $queryRaw: () => new Promise(() => {}) } as never
    site.web.mount(healthRoutes({ db: silent, bots: [], age: undefined, timeoutMs: 10 }))
    expect(await seen('/readyz')).toBe('503 The database does not answer.\n')

    const failing = { $queryRaw: () => Promise.reject(new Error('postgres://intersg:pass-4711@db')) } as never
    const other = await openSite()
    closes.push(() => other.close())
    other.web.mount(healthRoutes({ db: failing, bots: [], age: undefined }))
    expect(await (await other.get('/readyz')).text()).toBe('The database does not answer.\n')
  })

  test('knows whether Slack is connected', async () => {
    const chat = new SlackChat({ timeoutMs: 500 })
    closes.push(() => chat.stop())
    await chat.start(new SlackDesk())
    site.web.mount(healthRoutes({ db: site.db, bots: [chat.bot], age: undefined }))
    await chat.slack.until(() => chat.slack.links === 2)
    expect(await seen('/readyz')).toBe('200 ready\n')
    chat.slack.greets = false
    chat.slack.dropLinks()
    await expect.poll(() => seen('/readyz')).toBe('503 There is no connection to Slack.\n')
  })

  test('knows whether Discord is connected', async () => {
    const chat = createDiscordChat()
    closes.push(() => chat.stop())
    await chat.start(new DiscordDesk())
    site.web.mount(healthRoutes({ db: site.db, bots: [chat.bot], age: undefined }))
    expect(await seen('/readyz')).toBe('200 ready\n')
    chat.fake.gateway.close(4004)
    await expect.poll(() => seen('/readyz')).toBe('503 There is no connection to Discord.\n')
  })
})
