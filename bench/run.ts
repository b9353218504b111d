// npm run bench                        all rows
// npm run bench -- --only delivery     rows whose name begins so; several with commas
// npm run bench -- --quick             small counts: to see that it works
// npm run bench -- --rounds 7          instead of 5
// npm run bench -- --write             the table into docs/performance.md as well
import { parseArgs } from 'node:util'
import type { Bench, Row } from './row.ts'
import { answers } from './rows/answers.ts'
import { delivery } from './rows/delivery.ts'
import { due } from './rows/due.ts'
import { firstResponse } from './rows/first-response.ts'
import { growth } from './rows/growth.ts'
import { idle } from './rows/idle.ts'
import { killed } from './rows/killed.ts'
import { pages } from './rows/pages.ts'
import { reading } from './rows/reading.ts'
import { registers } from './rows/registers.ts'
import { stalls } from './rows/stalls.ts'
import { starting } from './rows/starting.ts'
import { startServer } from './server.ts'
import { describeSetup, renderTable, writeDocument } from './table.ts'

const BENCHES: readonly Bench[] = [
  firstResponse,
  answers,
  delivery,
  due,
  killed,
  growth,
  pages,
  reading,
  registers,
  stalls,
  idle,
  starting,
]

const { values } = parseArgs({
  options: {
    only: { type: 'string', default: '' },
    quick: { type: 'boolean', default: false },
    rounds: { type: 'string' },
    write: { type: 'boolean', default: false },
  },
})
const { quick, write } = values
const rounds = Number(values.rounds ?? (quick ? 2 : 5))
const wanted = BENCHES.filter(b => values.only.split(',').some(name => b.name.startsWith(name.trim())))
const say = (line: string) => void process.stderr.write(`${line}\n`)

if (wanted.length === 0 || !Number.isInteger(rounds) || rounds < 1) {
  say(
    [
      'usage: npm run bench -- [--only name,name] [--quick] [--rounds n] [--write]',
      ...BENCHES.map(b => `  ${b.name}: ${b.about}`),
    ].join('\n'),
  )
  process.exit(2)
}

const rows: Row[] = []
const server = await startServer()
try {
  for (const bench of wanted) {
    say(`${bench.name}: ${bench.about}`)
    const made = await bench.run({ server, quick, rounds, say: line => say(`  ${line}`) })
    rows.push(...made)
    for (const row of made) say(`  ${row.what}: ${row.ours}; ${row.against}; ${row.ratio}`)
  }
} finally {
  await server.stop()
}
const command = ['npm run bench', ...(process.argv.length > 2 ? ['--', ...process.argv.slice(2)] : [])].join(
  ' ',
)
const text = `${await describeSetup(server.version, command)}\n\n${renderTable(rows)}`
process.stdout.write(`${text}\n`)
if (write) await writeDocument(text)
// The rivals leave timers behind.
process.exit(0)
