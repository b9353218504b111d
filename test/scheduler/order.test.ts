/** Messages about one subject in one place come in order, whatever comes between. */
import { afterEach, beforeEach, expect, test } from 'vitest'
import { simulatedClock } from '../../src/clock.ts'
import { inTransaction, type Transaction } from '../../src/core/database/client.ts'
import { sentence } from '../../src/core/messages/message.ts'
import { addressDue } from '../../src/core/notices/addressing.ts'
import { claimDue } from '../../src/core/notices/claim.ts'
import { release } from '../../src/core/notices/delivery.ts'
import { DeliveryFault } from '../../src/core/notices/fault.ts'
import { writeNotices } from '../../src/core/notices/outbox.ts'
import { noMetrics } from '../../src/metrics.ts'
import { createDispatcher } from '../../src/scheduler/dispatch/dispatcher.ts'
import { createInFlight } from '../../src/scheduler/dispatch/in-flight.ts'
import { genevaTime, openStage } from '../support/recording-bot.ts'
import { channels, enterGroups, type Harness, openHarness } from './harness.ts'
import { fakePlatform } from './platform.ts'

let harness: Harness
beforeEach(async () => {
  harness = await openHarness()
  await enterGroups(harness.db, 'RG', 'RG-DT')
  await channels(harness.db, 'slack', 'RG-DT')
})
afterEach(() => harness.close())

const address = (wrap = (tx: Transaction) => tx) =>
  inTransaction(harness.db, tx =>
    addressDue(wrap(tx), harness.clock.now(), { platforms: ['slack'], played: [] }),
  )

test('two instances that address at the same time write their deliveries in the order of what happened', async () => {
  const [reached, goOn] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
  /** A transaction that is slow to write deliveries. */
  const slow = (tx: Transaction): Transaction =>
    new Proxy(tx, {
      get(target, name) {
        if (name !== '$executeRaw') return Reflect.get(target, name)
        return async (sql: TemplateStringsArray, ...values: unknown[]) => {
          if (sql.join('').includes('INSERT INTO "Delivery"')) {
            reached.resolve()
            await goOn.promise
          }
          return target.$executeRaw(sql, ...values)
        }
      },
    })
  await harness.notify({})
  const first = address(slow)
  await reached.promise
  await harness.notify({})
  let isDone = false
  const second = address().then(() => (isDone = true))
  // The second one waits for the first.
  for (;;) {
    const [waits] = await harness.db.$queryRaw<{ n: bigint }[]>`
      SELECT count(*) AS n FROM pg_locks WHERE locktype = 'advisory' AND NOT granted
        AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`
    if (isDone || waits!.n > 0n) break
  }
  goOn.resolve()
  await Promise.all([first, second])
  const deliveries = await harness.db.delivery.findMany({ orderBy: { id: 'asc' } })
  const notices = await harness.db.notice.findMany({ where: { kind: 'handover' }, orderBy: { id: 'asc' } })
  expect(deliveries.map(d => d.noticeId)).toEqual(notices.map(n => n.id))
  expect(deliveries).toHaveLength(2)
})

test('what is given back without having been tried keeps its turn', async () => {
  await harness.notify({}, {})
  await address()
  const claim = () =>
    claimDue(harness.db, harness.clock.now(), {
      platform: 'slack',
      claimant: 1,
      limit: 1,
      limitPerAddress: 1,
      excludedAddresses: [],
      retrying: new Map(),
    })
  const [held] = await claim()
  harness.setClock('2026-02-02 09:05')
  await release(harness.db, held!, 1)
  expect((await claim()).map(c => c.id)).toEqual([held!.id])
})

test('what must wait before it is looked for is not overtaken by what came later', async () => {
  const slack = fakePlatform('slack')
  const often = { every: 1, most: 100 }
  const limits = {
    address: { every: 1, most: 1 },
    all: often,
    edits: often,
    looks: { every: 60_000, most: 1 },
  }
  const clock = simulatedClock(genevaTime('2026-02-02T09:00'))
  const stage = await openStage(clock, Object.assign(slack, { limits }))
  await channels(stage.db, 'slack', 'RG-DT', 'WP2')
  await stage.until('2026-02-02T09:01')
  const tell = (key: string, group: string) =>
    writeNotices(stage.db, [
      {
        key,
        kind: 'meeting-near',
        subject: group,
        data: { meeting: 1, version: 1 },
        audience: [{ channelOf: group }],
        dueAt: clock.now(),
      },
    ])
  // Two whose arrival is unknown; one look is allowed in a minute.
  for (const _ of [1, 2]) slack.faults.push({ fault: new DeliveryFault('unknown', 'because') })
  await tell('other', 'WP2')
  await tell('first', 'RG-DT')
  await stage.settle()
  await tell('second', 'RG-DT')
  await stage.until('2026-02-02T09:10')
  expect(slack.sent.map(s => s.key).filter(key => key !== 'other')).toEqual(['first', 'second'])
  await stage.close()
})

test('who loses the right to speak in the middle of a message still writes what came of it when the database is back', async () => {
  await harness.notify({}, {})
  await address()
  const slack = fakePlatform('slack')
  let isAway = false
  const db = new Proxy(harness.db, {
    get(target, name) {
      if (name !== '$executeRaw' || !isAway) return Reflect.get(target, name)
      isAway = false
      return () => Promise.reject(new Error('terminated'))
    },
  })
  const dispatcher = createDispatcher(
    {
      ...slack,
      async send(...given) {
        // The connections break: the right to speak goes with them.
        dispatcher.retire()
        isAway = true
        return slack.send(...given)
      },
    },
    {
      db,
      presenters: { handover: async () => sentence('It happened.') },
      instance: 1,
      inFlight: createInFlight(),
      now: () => harness.clock.now(),
      log: { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} },
      metrics: noMetrics,
      reschedule: () => {},
      sleep: async () => {},
    },
  )
  await dispatcher.dispatch()
  await dispatcher.whenIdle()
  const states = (await harness.db.delivery.findMany({ orderBy: { id: 'asc' } })).map(d => d.state)
  expect(states).toEqual(['SENT', 'WAITING'])
})
