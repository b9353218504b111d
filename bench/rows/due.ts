/** The instant at which something is due → its request at the platform. */
import { closeDatabase, openDatabase } from '../../src/core/database/client.ts'
import { toColumn } from '../../src/core/database/columns.ts'
import { bull } from '../bull.ts'
import { percentile } from '../measure.ts'
import { addAddresses, openOutbox } from '../outbox.ts'
import { instantBot } from '../platform.ts'
import { boss, graphile, type QueueKind } from '../queues.ts'
import { hasRedis } from '../redis.ts'
import { type Bench, ms, type Row } from '../row.ts'
import type { BenchServer } from '../server.ts'

const ADDRESSES = 50
/** Between the first and the last, one on average, in ms. */
const EVERY = 50
/** Before the first, in ms. */
const LEAD = 1_500

const RIVALS: QueueKind[] = [
  graphile('looking every 2 s (its default)'),
  graphile('looking every 100 ms', { poll: 100 }),
  boss('looking every 2 s (its default)', { batch: 100 }),
  boss('looking every 0.5 s (its shortest)', { poll: 0.5, batch: 100 }),
  ...(hasRedis() ? [bull('on Redis')] : []),
]

export const due: Bench = {
  name: 'due',
  about: 'due → request at the platform, in real time',
  async run({ server, quick, say }) {
    const count = quick ? 60 : 400
    const ours = await ourDelays(server, count)
    say(`intersg: p99 ${ms(percentile(ours, 0.99))}`)
    const rows: Row[] = []
    for (const kind of RIVALS) {
      const theirs = await rivalDelays(server, count, kind)
      say(`${kind.name}: p99 ${ms(percentile(theirs, 0.99))}`)
      const [p50, p99] = [0.5, 0.99].map(part => percentile(ours, part) / percentile(theirs, part))
      rows.push({
        what: `due → request at the platform, ${count} at different instants, p50 / p99`,
        ours: both(ours),
        against: `${kind.name}: ${both(theirs)}`,
        ratio: `${p50!.toFixed(3)}× / ${p99!.toFixed(3)}×`,
        goal: 'p99 ≤ 25 ms',
        met: percentile(ours, 0.99) <= 25,
      })
    }
    return rows
  },
}

const both = (delays: number[]) => `${ms(percentile(delays, 0.5))} / ${ms(percentile(delays, 0.99))}`

/** Instants at random, the same number for everybody. */
const instants = (count: number): Temporal.Instant[] => {
  const first = Temporal.Now.instant().add({ milliseconds: LEAD })
  return Array.from({ length: count }, () =>
    first.add({ milliseconds: Math.floor(Math.random() * count * EVERY) }),
  )
}

/** Notes when each comes, and gives how late each was, in ms. */
function arrivals(due: readonly Temporal.Instant[]) {
  const delays: number[] = []
  const all = Promise.withResolvers<number[]>()
  const arrived = (number: number) => {
    delays.push(Number(Temporal.Now.instant().epochNanoseconds - due[number]!.epochNanoseconds) / 1e6)
    if (delays.length === due.length) all.resolve(delays)
  }
  return { arrived, all: all.promise }
}

async function ourDelays(server: BenchServer, count: number): Promise<number[]> {
  const { url, drop } = await server.create('migrated')
  await addAddresses(url, ADDRESSES)
  const db = openDatabase(url)
  const dues = instants(count)
  const { arrived, all } = arrivals(dues)
  const outbox = await openOutbox(
    db,
    url,
    instantBot('slack', key => arrived(Number(key))),
  )
  outbox.scheduler.start()
  await db.notice.createMany({
    data: dues.map((dueAt, number) => ({
      key: String(number),
      kind: 'bench',
      subject: String(number),
      data: {},
      audience: [{ channelOf: `B${number % ADDRESSES}` }],
      priority: 5,
      dueAt: toColumn(dueAt),
    })),
  })
  const delays = await all
  await outbox.stop()
  await closeDatabase(db)
  await drop()
  return delays
}

async function rivalDelays(server: BenchServer, count: number, kind: QueueKind): Promise<number[]> {
  const { url, drop } = await server.create(kind.on ?? 'empty')
  const queue = await kind.open(url)
  const dues = instants(count)
  const { arrived, all } = arrivals(dues)
  await queue.work(async number => arrived(number))
  await queue.add(dues.map((due, number) => ({ number, due })))
  const delays = await all
  await queue.close()
  await drop()
  return delays
}
