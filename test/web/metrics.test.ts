/** The figures that Prometheus reads, of the program on a test database. */
import { afterEach, expect, test } from 'vitest'
import { type App, startApp } from '../../src/app.ts'
import { type SimulatedClock, simulatedClock } from '../../src/clock.ts'
import type { Database } from '../../src/core/database/client.ts'
import { toColumn } from '../../src/core/database/columns.ts'
import { writeNotices } from '../../src/core/notices/outbox.ts'
import { MAX_COUNTED } from '../../src/core/notices/queue.ts'
import { seed } from '../../src/core/seed.ts'
import { createMeter, type Meter } from '../../src/web/metrics.ts'
import { createWebServer } from '../../src/web/server.ts'
import { channels } from '../scheduler/harness.ts'
import { fakePlatform } from '../scheduler/platform.ts'
import { createTestDatabase } from '../support/database.ts'

const log = { debug() {}, info() {}, warn() {}, error() {} }
const START = Temporal.Instant.from('2026-02-02T08:00:00Z')
const closes: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const close of closes.splice(0).reverse()) await close()
})

interface Watched {
  db: Database
  app: App
  clock: SimulatedClock
  meter: Meter
  /** The figure of exactly this name and labels; undefined when there is none. */
  figure(series: string): Promise<number | undefined>
  text(): Promise<string>
}

async function openWatched(broken = false): Promise<Watched> {
  const { db, url, close } = await createTestDatabase()
  const clock = simulatedClock(START)
  const meter = createMeter()
  const slack = { ...fakePlatform('slack'), connected: () => !broken }
  const app = await startApp({
    db,
    url,
    clock,
    bots: [slack],
    admins: new Set(),
    log,
    wakes: false,
    metrics: meter.metrics,
  })
  const web = createWebServer({ log })
  const failing = { $queryRaw: () => Promise.reject(new Error('gone')) } as never
  web.mount(meter.routes({ db: broken ? failing : db, clock, bots: [slack] }))
  const port = await web.listen(0, '127.0.0.1')
  closes.push(async () => {
    await web.stop()
    await app.stop()
    await close()
  })
  const text = async () => {
    const answer = await fetch(`http://127.0.0.1:${port}/metrics`)
    expect(answer.status).toBe(200)
    expect(answer.headers.get('content-type')).toMatch(/^text\/plain; version=0\.0\.4/)
    return answer.text()
  }
  const figure = async (series: string) => {
    const line = (await text()).split('\n').find(l => l.startsWith(`${series} `))
    return line === undefined ? undefined : Number(line.slice(series.length + 1))
  }
  return { db, app, clock, meter, figure, text }
}

const notice = (key: string, dueAt: Temporal.Instant) => ({
  key,
  kind: 'handover',
  subject: 'test',
  data: { person: 1 },
  audience: [{ channelOf: 'RG-DT' }],
  dueAt,
})

test('the queue is as it stands in the database', async () => {
  const { db, figure } = await openWatched()
  await channels(db, 'slack', 'RG-DT').catch(() => {})
  const before = (await figure('intersg_notices{state="planned"}'))!
  await writeNotices(db, [
    notice('late', START.subtract({ minutes: 7 })),
    notice('now', START),
    notice('ahead', START.add({ hours: 24 * 300 })),
  ])
  expect(await figure('intersg_notices{state="planned"}')).toBe(before + 3)
  expect(await figure('intersg_notices{state="due"}')).toBeGreaterThanOrEqual(2)
  expect(await figure('intersg_oldest_due_seconds{of="notices"}')).toBe(420)
  expect(await figure('intersg_oldest_due_seconds{of="deliveries"}')).toBe(0)
  expect(await figure('intersg_deliveries{platform="slack",state="waiting"}')).toBe(0)

  const { id: noticeId } = await db.notice.findUniqueOrThrow({
    where: { key_occurrence: { key: 'late', occurrence: 1 } },
  })
  const at = (minutes: number) => toColumn(START.subtract({ minutes }))
  const delivery = { noticeId, platform: 'slack', priority: 1 }
  await db.delivery.createMany({
    data: [
      { ...delivery, address: '1', nextAt: at(3) },
      { ...delivery, address: '2', nextAt: at(-60) },
      { ...delivery, address: '3', nextAt: at(9), state: 'SENDING' },
      { ...delivery, address: '4', nextAt: at(9), state: 'SENT' },
      { ...delivery, address: '5', nextAt: at(1), platform: 'discord' },
    ],
  })
  expect(await figure('intersg_deliveries{platform="slack",state="waiting"}')).toBe(2)
  expect(await figure('intersg_deliveries{platform="slack",state="sending"}')).toBe(1)
  expect(await figure('intersg_deliveries{platform="discord",state="waiting"}')).toBe(1)
  expect(await figure('intersg_oldest_due_seconds{of="deliveries"}')).toBe(180)
  await db.delivery.deleteMany()
  expect(await figure('intersg_deliveries{platform="slack",state="waiting"}')).toBe(0)
  expect(await figure('intersg_deliveries{platform="discord",state="waiting"}')).toBeUndefined()
  expect(await figure('intersg_database_up')).toBe(1)
})

test('of very many planned notices there is an estimate', async () => {
  const { db, figure } = await openWatched()
  await db.$executeRaw`
    INSERT INTO "Notice" (key, kind, subject, data, audience, priority, "dueAt")
    SELECT 'many:' || i, 'handover', 'test', '{}', '[]', 1, ${toColumn(START.add({ hours: 48 }))}::timestamptz
    FROM generate_series(1, ${MAX_COUNTED + 5000}) i`
  await db.$executeRaw`ANALYZE "Notice"`
  const planned = (await figure('intersg_notices{state="planned"}'))!
  expect(planned).toBeGreaterThan(MAX_COUNTED + 4000)
  expect(planned).toBeLessThan(MAX_COUNTED + 6000)
})

test('commands, rounds and failed connections are counted', async () => {
  const { db, app, meter, figure } = await openWatched()
  await seed(db, START)
  const give = async (line: string) => {
    const read = app.desk.read(line)
    if ('refused' in read) throw new Error(line)
    return app.desk.execute(read.invocation, { platform: 'terminal', account: 'TSB' }, crypto.randomUUID())
  }
  const count = (command: string, outcome: string) =>
    figure(`intersg_answer_seconds_count{platform="terminal",command="${command}",outcome="${outcome}"}`)
  await give('meeting next RG-DT')
  await give('meeting next RG-DT')
  await give('meeting next SG99')
  expect(await count('meeting next', 'done')).toBe(2)
  expect(await count('meeting next', 'refused')).toBe(1)
  expect(await count('meeting next', 'failed')).toBeUndefined()
  const mistyped = { path: 'secret words', options: {} }
  await app.desk.execute(mistyped, { platform: 'terminal', account: 'TSB' }, 'x')
  expect(await count('unknown', 'refused')).toBe(1)

  const rounds = (await figure('intersg_cycle_seconds_count'))!
  await app.scheduler.runUntilIdle()
  expect(await figure('intersg_cycle_seconds_count')).toBe(rounds + 1)
  expect(await figure('intersg_task_failures_total{task="rooms"}')).toBe(0)
  meter.metrics.databaseError()
  expect(await figure('intersg_database_errors_total')).toBe(1)
  expect(await figure('intersg_delivery_attempts_total{platform="slack",outcome="sent"}')).toBeDefined()

  await db.$executeRaw`ALTER TABLE "Meeting" RENAME TO "Gone"`
  await give('meeting next RG-DT')
  expect(await count('meeting next', 'failed')).toBe(1)
  await app.scheduler.runUntilIdle()
  expect(await figure('intersg_task_failures_total{task="rooms"}')).toBe(1)
})

test('without the database there are the other figures, and none of the queue', async () => {
  const { figure, text } = await openWatched(true)
  expect(await figure('intersg_database_up')).toBe(0)
  expect(await figure('intersg_platform_connected{platform="slack"}')).toBe(0)
  expect(await text()).not.toMatch(/^intersg_(notices|deliveries|oldest_due_seconds)\{/m)
  expect(await text()).toMatch(/^process_cpu_seconds_total /m)
})
