/** `npm run chaos -- --kills 200 --seed 7`: kills the program at random for a year of the calendar, and tells what people saw of it. */
import { parseArgs } from 'node:util'
import { startTemporary } from '../src/postgres/temporary-server.ts'
import { runChaos } from './chaos.ts'
import { faultLines, isGood, tableOf } from './table.ts'

const USAGE = 'npm run chaos -- [--kills 200] [--seed 7] [--instances 2] [--until 2027-02-01]'

const { values } = parseArgs({
  options: {
    kills: { type: 'string', default: '200' },
    seed: { type: 'string', default: '7' },
    instances: { type: 'string', default: '2' },
    until: { type: 'string', default: '2027-02-01' },
    help: { type: 'boolean', default: false },
  },
})
if (values.help) {
  console.log(USAGE)
  process.exit(0)
}
const number = (name: 'kills' | 'seed' | 'instances', least: number, most: number) => {
  const value = Number(values[name])
  if (Number.isInteger(value) && value >= least && value <= most) return value
  console.error(`--${name} wants a number from ${least} to ${most}.\n${USAGE}`)
  process.exit(2)
}
const options = {
  kills: number('kills', 0, 100_000),
  seed: number('seed', 0, 2 ** 31),
  instances: number('instances', 1, 3),
  until: Temporal.PlainDate.from(values.until),
}

const server = await startTemporary()
try {
  const outcome = await runChaos({
    ...options,
    server: server.url,
    progress: words => console.error(words),
  })
  console.log(tableOf(outcome, options))
  for (const line of faultLines(outcome)) console.log(line)
  process.exitCode = isGood(outcome) ? 0 : 1
} finally {
  await server.stop()
}
