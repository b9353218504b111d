/** How long a command and a look of the scheduler take when every table has grown. */

import { startApp } from '../../src/app.ts'
import { systemClock } from '../../src/clock.ts'
import { closeDatabase, openDatabase } from '../../src/core/database/client.ts'
import { summaryOf } from '../../test/support/summary.ts'
import { fill } from '../fill.ts'
import { alternate, median, ratio, timed } from '../measure.ts'
import { errorLog } from '../outbox.ts'
import { instantBot } from '../platform.ts'
import { seedFixture } from '../program.ts'
import { type Bench, ms, type Row, times } from '../row.ts'
import { ask, type BenchServer } from '../server.ts'

const ACCOUNT = 'U0000001'
const COMMANDS = [
  'meeting next RG-DT',
  'meeting next',
  'waiting',
  'issue list',
  'issue list SG17',
  'issue list text:trust',
  'issue list text:unheard',
  'meeting list',
  'deadline list',
]
const MOST = 1.5

export const growth: Bench = {
  name: 'growth',
  about: 'the same with 10³, 10⁵ and 10⁶ rows in every table',
  async run({ server, quick, rounds, say }) {
    const sizes = quick ? [1_000, 100_000] : [1_000, 100_000, 1_000_000]
    const places: Awaited<ReturnType<typeof openPlace>>[] = []
    for (const size of sizes) {
      const took = await timed(async () => places.push(await openPlace(server, size)))
      say(`${size} rows: ${ms(took)} to fill`)
    }
    const rows: Row[] = []
    for (const what of [...COMMANDS, 'one scheduler cycle']) {
      const measured = await alternate(
        places.map(place => ({ name: what, round: () => place.measure(what, quick ? 20 : 60) })),
        rounds,
      )
      const [small, ...grown] = measured
      const ratios = grown.map(g => ratio(g, small!, median))
      const [last] = ratios.slice(-1)
      const row: Row = {
        what: what === 'one scheduler cycle' ? what : `\`${what}\``,
        ours: grown
          .map((g, i) => `${sizes[i + 1]!.toLocaleString('en')}: ${ms(median(g.map(median)))}`)
          .join('; '),
        against: `1,000: ${ms(median(small!.map(median)))}`,
        ratio: ratios
          .map(r => `${times(r.middle)} (${r.lowest.toFixed(2)}–${r.highest.toFixed(2)})`)
          .join('; '),
        goal: `≤ ${MOST}×`,
        met: last!.middle <= MOST,
      }
      say(`${row.what}: ${row.ours}; ${row.against}; ${row.ratio}`)
      rows.push(row)
    }
    for (const place of places) await place.close()
    return rows
  },
}

/** The program in this process, on a database of that size. */
async function openPlace(server: BenchServer, size: number) {
  const { url, drop } = await server.create('migrated')
  await seedFixture(url, ACCOUNT)
  await fill(url, size)
  const db = openDatabase(url)
  const slack = { ...instantBot('slack', () => {}), showHome: async () => {} }
  const discord = {
    ...instantBot('discord', () => {}),
    events: {
      places: async () => ({ places: ['1'], complete: true }),
      list: async () => [],
      create: async () => 'e',
      change: async () => {},
      cancel: async () => {},
      remove: async () => {},
    },
  }
  const app = await startApp({
    db,
    url,
    clock: systemClock,
    bots: [slack, discord],
    admins: new Set(),
    log: errorLog,
    wakes: false,
  })
  const caller = { platform: 'slack', account: ACCOUNT } as const
  await app.desk.home(caller, async () => {})
  await app.scheduler.runUntilIdle()
  // As the server does by itself within a minute.
  await ask(url, 'ANALYZE')

  async function command(line: string): Promise<void> {
    const read = app.desk.read(line)
    if ('refused' in read) throw new Error(summaryOf(read.refused.message))
    const reply = await app.desk.execute(read.invocation, caller, crypto.randomUUID())
    if (reply.refused) throw new Error(`${line}: ${summaryOf(reply.message)}`)
  }

  async function cycle(): Promise<void> {
    await app.scheduler.runUntilIdle()
    await app.scheduler.next()
  }

  return {
    async measure(what: string, count: number): Promise<number[]> {
      const all: number[] = []
      const begun = performance.now()
      // A statement that takes seconds is repeated less often.
      while (all.length < count && (all.length < 3 || performance.now() - begun < 5_000))
        all.push(await timed(() => (what === 'one scheduler cycle' ? cycle() : command(what))))
      return all
    },
    async close() {
      await app.stop()
      await closeDatabase(db)
      await drop()
    },
  }
}
