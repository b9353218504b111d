/** The longest turn of the event loop over inputs at the limits: meanwhile no other person is answered. */
import { startApp } from '../../src/app.ts'
import { systemClock } from '../../src/clock.ts'
import { COMMANDS } from '../../src/core/catalog.ts'
import { toSpec } from '../../src/core/commands/command.ts'
import { closeDatabase, openDatabase } from '../../src/core/database/client.ts'
import { AT_LIMITS, MAX_STALL_MS, measureStall } from '../../test/support/hostile.ts'
import { errorLog } from '../outbox.ts'
import { instantBot } from '../platform.ts'
import { seedFixture } from '../program.ts'
import { type Bench, ms } from '../row.ts'

const CALLER = { platform: 'terminal', account: 'TSB' } as const

export const stalls: Bench = {
  name: 'stalls',
  about: 'how long the program stands still at once for an input at the limits of what is taken',
  async run({ server, quick, say }) {
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
    let [count, longest, inAll, where] = [0, 0, 0, '–']
    const specs = COMMANDS.map(toSpec)
    for (const spec of quick ? specs.slice(0, 10) : specs)
      for (const option of spec.options)
        for (const value of AT_LIMITS) {
          const required = spec.options.filter(o => o.required).map(o => [o.name, o.example])
          const options = { ...Object.fromEntries(required), [option.name]: value }
          const stall = await measureStall(() =>
            app.desk.execute({ path: spec.path, options }, CALLER, crypto.randomUUID()),
          )
          count++
          inAll = Math.max(inAll, stall.ms)
          if (stall.cpuMs > longest) [longest, where] = [stall.cpuMs, `${spec.path} ${option.name}:`]
        }
    say(`longest of ${count}: ${ms(longest)} at ${where}`)
    await app.stop()
    await closeDatabase(db)
    await drop()
    return [
      {
        what: `the longest stall of ${count.toLocaleString('en')} inputs at the limits, time of the processor`,
        ours: ms(longest),
        against: '–',
        ratio: `at \`${where}\`; by the clock ${ms(inAll)} at most`,
        goal: `≤ ${MAX_STALL_MS} ms`,
        met: longest <= MAX_STALL_MS,
      },
    ]
  },
}
