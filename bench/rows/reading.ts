/** A report of 60 kB read, as text and as .docx, and 10,000 documents imported; with the longest stall of the event loop. */
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { setTimeout as sleep } from 'node:timers/promises'
import { startApp } from '../../src/app.ts'
import { systemClock } from '../../src/clock.ts'
import { closeDatabase, openDatabase } from '../../src/core/database/client.ts'
import type { Invocation } from '../../src/core/grammar/invocation.ts'
import { b, h, type Part, p, t, toDocx, toText } from '../../test/support/docx/parts-of-document.ts'
import { summaryOf } from '../../test/support/summary.ts'
import { median, timed } from '../measure.ts'
import { errorLog } from '../outbox.ts'
import { instantBot } from '../platform.ts'
import { seedFixture } from '../program.ts'
import { type Bench, ms, type Row } from '../row.ts'
import type { BenchServer } from '../server.ts'

const CALLER = { platform: 'terminal', account: 'TSB' } as const
const REPORT_BYTES = 60_000
const LONGEST_READING_MS = 1000
const LONGEST_IMPORT_MS = 10_000
const LONGEST_STALL_MS = 50

export const reading: Bench = {
  name: 'reading',
  about: 'a report of 60 kB read, 10,000 documents imported; the event loop meanwhile',
  async run({ server, quick, rounds, say }) {
    const program = await open(server)
    const rows: Row[] = []
    const most = async (what: string, goal: number, invocations: readonly Invocation[]) => {
      const runs: Run[] = []
      for (const invocation of invocations) runs.push(await program.run(invocation))
      const took = runs.map(r => r.time)
      const [middle, stall] = [median(took), Math.max(...runs.map(r => r.stall))]
      const processor = median(runs.map(r => r.processor))
      const busy = Math.max(...runs.map(r => r.busy))
      rows.push(
        {
          what,
          ours: `${ms(middle)} (of the processor: ${ms(processor)})`,
          against: '–',
          ratio: `${ms(Math.min(...took))}–${ms(Math.max(...took))}`,
          goal: `≤ ${ms(goal)}`,
          met: middle <= goal,
        },
        {
          what: `${what}: longest stall of the event loop`,
          ours: `${ms(stall)} (of the processor: ${ms(busy)})`,
          against: '–',
          ratio: runs.map(r => ms(r.stall)).join(', '),
          goal: `≤ ${LONGEST_STALL_MS} ms`,
          met: stall <= LONGEST_STALL_MS,
        },
      )
      say(
        `${what}: ${ms(middle)}, of the processor ${ms(processor)}; stall ${ms(stall)}, of the processor ${ms(busy)}`,
      )
    }
    const path = 'read document'
    // Each round reads another text: the same one again would only be looked up.
    const texts = Array.from({ length: rounds + 1 }, (_, i) => invent(i))
    const files = await Promise.all(texts.map(toDocx))
    await program.run({ path, options: { text: toText(texts[rounds]!), name: 'warm-up' } })
    await most(
      '`read document`, 60 kB of text',
      LONGEST_READING_MS,
      texts.slice(0, rounds).map((parts, i) => ({ path, options: { text: toText(parts), name: `TD${i}` } })),
    )
    await most(
      '`read document`, the same as .docx',
      LONGEST_READING_MS,
      files.slice(0, rounds).map((bytes, i) => ({
        path,
        options: {},
        files: { file: { name: `report-${i}.docx`, bytes } },
      })),
    )
    const count = quick ? 1000 : 10_000
    await most(
      `\`document import\`, ${count.toLocaleString('en')} documents`,
      LONGEST_IMPORT_MS,
      Array.from({ length: quick ? 1 : Math.min(rounds, PERIODS.length) }, (_, i) => ({
        path: 'document import',
        options: { csv: toCsv(count, i) },
      })),
    )
    await program.close()
    return rows
  },
}

/** One command, in ms: until its answer, and the longest that nothing else could run meanwhile. */
interface Run {
  time: number
  /** Processor time of all threads of the process: on a machine that others use it tells more than the clock. */
  processor: number
  stall: number
  /** The longest stall in time that this thread had the processor. */
  busy: number
}

/** A report with documents, actions and statuses, of 60 kB as text. */
function invent(round: number): Part[] {
  const numbers = Array.from({ length: 150 }, (_, i) => i + 1)
  const parts: Part[] = [
    p(`Report ${round} of the WP2/TSAG meeting held in Geneva on 26-30 January 2026`),
    h('0\tActions for TSAG'),
    p('Actions related to WP2'),
    ...numbers.slice(0, 40).map(n => p(`${n}. WP2-${n}: Approve the plan of lanterns ${n} in TD${n}`)),
    h('1\tGeneral'),
    p('Actions for TSAG:'),
    ...numbers.slice(0, 40).map(n => b(`WP2-${n}: Approve the plan of lanterns ${n} in TD${n}`)),
    h('2\tDiscussion'),
  ]
  const tables: Part[] = [
    h('Annex 1 – Actions'),
    t(
      ['WTSA action number', 'Resolution', 'Description of action', 'TSAG 05-2025', 'TSAG 01-2026'],
      ...numbers
        .slice(0, 60)
        .map(n => [`${n}-01`, `Resolution ${n}`, `TSAG to study harbours ${n}`, 'Started', 'Ongoing']),
    ),
    h('Annex 2 – Documents'),
    t(
      ['TD#', 'Source', 'Title', 'WP2', 'RG-DT'],
      ...numbers.map(n => [
        `TD${n}`,
        'ITU-T Study Group 17',
        `LS/i/r on orchards ${n} (reply to TSAG-LS${n}) [from ITU-T SG17]`,
        '1',
        '',
      ]),
    ),
  ]
  const sentence =
    'The meeting considered the harbours and the lanterns and took note of what was presented. '
  while (Buffer.byteLength(toText([...parts, ...tables])) < REPORT_BYTES)
    parts.push(p(`${parts.length} ${sentence.repeat(10)}`))
  return [...parts, ...tables]
}

/** Numbers end at 9999 in each study period: the documents are those of ten groups, each round in a period of its own. */
const GROUPS = ['SG2', 'SG3', 'SG5', 'SG11', 'SG12', 'SG13', 'SG15', 'SG17', 'SG20', 'SG21']
const PERIODS = ['T25', 'T22', 'T17']

const toCsv = (count: number, round: number): string =>
  [
    'document,title,source,state,marks',
    ...Array.from({ length: count }, (_, i) => {
      const document = `${PERIODS[round]}-${GROUPS[i % GROUPS.length]}-TD${1 + Math.floor(i / GROUPS.length)}`
      return `${document},"On orchards, ${i}",ITU-T SG17,available,"WP2, (RG-DT)"`
    }),
  ].join('\r\n')

/** The program in this process, on a database of its own. */
async function open(server: BenchServer) {
  const { url, drop } = await server.create('migrated')
  await seedFixture(url, 'U0000001')
  const db = openDatabase(url)
  const app = await startApp({
    db,
    url,
    clock: systemClock,
    bots: [instantBot('terminal', () => {})],
    admins: new Set(),
    log: errorLog,
    wakes: false,
  })
  return {
    async run(invocation: Invocation): Promise<Run> {
      await sleep(200)
      const delay = monitorEventLoopDelay({ resolution: 1 })
      const begun = process.cpuUsage()
      const turns = watchTurns()
      delay.enable()
      const time = await timed(async () => {
        const reply = await app.desk.execute(invocation, CALLER, crypto.randomUUID())
        if (reply.refused) throw new Error(summaryOf(reply.message))
      })
      const { user, system } = process.cpuUsage(begun)
      await sleep(20)
      delay.disable()
      return { time, processor: (user + system) / 1000, stall: delay.max / 1e6, busy: turns.stop() }
    },
    async close() {
      await app.stop()
      await closeDatabase(db)
      await drop()
    },
  }
}

/** The longest time of the processor that this thread used between two of its timers, in ms. */
function watchTurns(): { stop(): number } {
  const used = () => {
    const { user, system } = process.threadCpuUsage()
    return (user + system) / 1000
  }
  let last = used()
  let longest = 0
  const timer = setInterval(() => {
    const now = used()
    longest = Math.max(longest, now - last)
    last = now
  }, 1)
  return {
    stop() {
      clearInterval(timer)
      return longest
    },
  }
}
