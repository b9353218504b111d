/** The answers of large registers: lists, finds, what is owed, and a status round. */
import { startApp } from '../../src/app.ts'
import { systemClock } from '../../src/clock.ts'
import { closeDatabase, openDatabase } from '../../src/core/database/client.ts'
import { summaryOf } from '../../test/support/summary.ts'
import { fillRegisters, ITEMS } from '../fill-registers.ts'
import { alternate, median, ratio, timed } from '../measure.ts'
import { errorLog } from '../outbox.ts'
import { instantBot } from '../platform.ts'
import { seedFixture } from '../program.ts'
import { type Bench, ms, type Row, times } from '../row.ts'
import { ask, type BenchServer } from '../server.ts'

const ACCOUNT = 'U0000001'
const COMMANDS = [
  'document list',
  'document list group:RG-DT',
  'document list find:TD326',
  'document show TD326',
  'liaison list direction:outgoing',
  'liaison show TSAG-LS100',
  'plan-item list of:8',
  'owed by',
  'owed by SG17',
  'owed by TSAG-LS4',
  'owed round',
]
/** So many items are written by one command. */
const AT_ONCE = 25
/** Unchanged, all of them, for a TSAG meeting. */
const ROUND = `a status round of ${ITEMS} items, written`
const MORNING = 'the reminders of a morning'
const MOST = 1.5

export const registers: Bench = {
  name: 'registers',
  about: 'the same with 10³ and 10⁵ entries in every register that grows',
  async run({ server, quick, rounds, say }) {
    const sizes = [1_000, 100_000]
    const places: Awaited<ReturnType<typeof openPlace>>[] = []
    for (const size of sizes) {
      const took = await timed(async () => places.push(await openPlace(server, size)))
      say(`${size} entries: ${ms(took)} to fill`)
    }
    const rows: Row[] = []
    for (const what of [...COMMANDS, ROUND, MORNING]) {
      const count = what === ROUND ? 3 : what === MORNING ? 9 : quick ? 20 : 60
      const measured = await alternate(
        places.map(place => ({ name: what, round: () => place.measure(what, count) })),
        rounds,
      )
      const [small, grown] = measured
      const { middle, lowest, highest } = ratio(grown!, small!, median)
      const row: Row = {
        what: COMMANDS.includes(what) ? `\`${what}\`` : what,
        ours: `100,000: ${ms(median(grown!.map(median)))}`,
        against: `1,000: ${ms(median(small!.map(median)))}`,
        ratio: `${times(middle)} (${lowest.toFixed(2)}–${highest.toFixed(2)})`,
        goal: `≤ ${MOST}×`,
        met: middle <= MOST,
      }
      say(`${row.what}: ${row.ours}; ${row.against}; ${row.ratio}`)
      rows.push(row)
    }
    for (const place of places) await place.close()
    return rows
  },
}

/** The program in this process, on a database with registers of that size. */
async function openPlace(server: BenchServer, size: number) {
  const { url, drop } = await server.create('migrated')
  await seedFixture(url, ACCOUNT)
  await fillRegisters(url, size)
  const db = openDatabase(url)
  const app = await startApp({
    db,
    url,
    clock: systemClock,
    bots: [{ ...instantBot('slack', () => {}), showHome: async () => {} }],
    admins: new Set(),
    log: errorLog,
    wakes: false,
  })
  const caller = { platform: 'slack', account: ACCOUNT } as const
  await app.scheduler.runUntilIdle()
  await ask(url, 'ANALYZE')
  let meetings = 0

  async function command(line: string): Promise<void> {
    const read = app.desk.read(line)
    if ('refused' in read) throw new Error(summaryOf(read.refused.message))
    const reply = await app.desk.execute(read.invocation, caller, crypto.randomUUID())
    if (reply.refused) throw new Error(`${line}: ${summaryOf(reply.message)}`)
  }

  /** Another meeting each time: a status is written once for each. */
  async function round(): Promise<void> {
    meetings += 1
    for (let first = 1; first <= ITEMS; first += AT_ONCE) {
      const items = Array.from({ length: AT_ONCE }, (_, n) => first + n).join(', ')
      await command(`plan-item unchanged of:"${items}" meeting:"TSAG 01-${2030 + meetings}"`)
    }
  }

  /** As if yesterday's and today's had not been made. */
  async function morning(): Promise<void> {
    await db.$executeRaw`DELETE FROM "RemindedStep"`
    await db.$executeRaw`UPDATE "MorningRound" SET day = day - 2`
    await app.scheduler.runUntilIdle()
  }

  const work = (what: string): Promise<void> =>
    what === ROUND ? round() : what === MORNING ? morning() : command(what)

  return {
    async measure(what: string, count: number): Promise<number[]> {
      const all: number[] = []
      while (all.length < count) all.push(await timed(() => work(what)))
      return all
    },
    async close() {
      await app.stop()
      await closeDatabase(db)
      await drop()
    },
  }
}
