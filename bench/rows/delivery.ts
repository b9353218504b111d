/** Many notices due at once → each sent and durably finished on its own. */
import { closeDatabase, openDatabase } from '../../src/core/database/client.ts'
import { median, timed } from '../measure.ts'
import { addAddresses, addNotices, openOutbox } from '../outbox.ts'
import { instantBot } from '../platform.ts'
import { boss, graphile, type QueueKind } from '../queues.ts'
import type { Bench, Given, Row } from '../row.ts'
import { ask, type BenchServer } from '../server.ts'

const ADDRESSES = 1_000
const WHAT = ['planned → addressed → sent and finished', 'addressed → sent and finished'] as const

const RIVALS: QueueKind[] = [
  graphile('a completion for each job'),
  boss('a completion for each job', { batch: 100, completeEach: true }),
]
const IN_BATCHES: QueueKind[] = [
  graphile('completions in batches', { batch: true }),
  boss('completions in batches', { batch: 1000 }),
]

export const delivery: Bench = {
  name: 'delivery',
  about: '100,000 notices, each sent and finished durably on its own',
  async run({ server, quick, rounds, say }: Given) {
    const count = quick ? 3_000 : 100_000
    const most = quick ? rounds : Math.min(rounds, 3)
    const sides: { name: string; rate(): Promise<number> }[] = [
      { name: WHAT[0], rate: () => ourRate(server, count, 'planned') },
      { name: WHAT[1], rate: () => ourRate(server, count, 'addressed') },
      ...[...RIVALS, ...IN_BATCHES].map(kind => ({
        name: kind.name,
        rate: () => rivalRate(server, count, kind),
      })),
    ]
    const rates = new Map(sides.map(s => [s.name, [] as number[]]))
    for (let round = 0; round < most; round++)
      for (const { name, rate } of round % 2 === 0 ? sides : sides.toReversed()) {
        const value = await rate()
        rates.get(name)!.push(value)
        say(`${name}: ${Math.round(value)} a second`)
      }
    const rows: Row[] = []
    for (const what of WHAT)
      for (const rival of [...RIVALS, ...IN_BATCHES])
        rows.push(rowOf(count, what, rates.get(what)!, rival, rates.get(rival.name)!))
    return rows
  },
}

function rowOf(count: number, what: string, ours: number[], rival: QueueKind, theirs: number[]): Row {
  const ratios = ours.map((rate, i) => rate / theirs[i]!)
  const compared = RIVALS.includes(rival) && what === WHAT[0]
  return {
    what: `${count.toLocaleString('en')} notices, ${what}`,
    ours: `${Math.round(median(ours)).toLocaleString('en')}/s`,
    against: `${rival.name}: ${Math.round(median(theirs)).toLocaleString('en')}/s`,
    ratio: `${median(ratios).toFixed(2)}× as fast (${Math.min(...ratios).toFixed(2)}–${Math.max(...ratios).toFixed(2)})`,
    goal: compared ? 'ahead' : 'for information',
    met: compared ? median(ratios) > 1 : undefined,
  }
}

/** Notices a second. */
async function ourRate(server: BenchServer, count: number, from: 'planned' | 'addressed'): Promise<number> {
  const { url, drop } = await server.create('migrated')
  await addAddresses(url, ADDRESSES)
  await addNotices(url, count, ADDRESSES)
  if (from === 'addressed') await address(url)
  await ask(url, 'VACUUM ANALYZE')
  const db = openDatabase(url)
  let sent = 0
  const outbox = await openOutbox(
    db,
    url,
    instantBot('slack', () => sent++),
  )
  const took = await timed(() => outbox.scheduler.runUntilIdle())
  await outbox.stop()
  const finished = await db.delivery.count({ where: { state: 'SENT' } })
  await closeDatabase(db)
  await drop()
  if (sent !== count || finished !== count) throw new Error(`${sent} sent, ${finished} finished of ${count}`)
  return (count / took) * 1000
}

/** As the address task would leave them. */
async function address(url: string): Promise<void> {
  await ask(
    url,
    `INSERT INTO "Delivery" ("noticeId", platform, address, priority, "nextAt")
     SELECT n.id, 'slack', c.channel, n.priority, n."dueAt" FROM "Notice" n
     JOIN "Channel" c ON c."groupId" = n.audience->0->>'channelOf'`,
  )
  await ask(url, `UPDATE "Notice" SET state = 'ADDRESSED'`)
}

async function rivalRate(server: BenchServer, count: number, kind: QueueKind): Promise<number> {
  const { url, drop } = await server.create('empty')
  const queue = await kind.open(url)
  await queue.add(Array.from({ length: count }, (_, number) => ({ number })))
  await ask(url, 'VACUUM ANALYZE')
  let sent = 0
  const all = Promise.withResolvers<void>()
  const took = await timed(async () => {
    await queue.work(async () => {
      if (++sent === count) all.resolve()
    })
    await all.promise
  })
  await queue.close()
  await drop()
  return (count / took) * 1000
}
