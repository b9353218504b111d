/** `npm run demo`: plays a story on a simulated clock, in a database that goes with it. */
import { readFile } from 'node:fs/promises'
import { moveOn, startApp } from '../app.ts'
import { createSession } from '../bots/terminal/session.ts'
import { createTerminalBot } from '../bots/terminal/terminal.ts'
import { simulatedClock } from '../clock.ts'
import { readConfig } from '../config.ts'
import { seed } from '../core/seed.ts'
import { openStore } from '../postgres/open.ts'
import { fail, openLog } from './process.ts'

/** Lines of a story: "# …" is told, the others are typed. */
const STORY = new URL('../../demo/trust.txt', import.meta.url)
const BEGINS = '2026-01-30T17:00'

const read = readConfig({ ...process.env, INTERSG_CLOCK: BEGINS })
if ('faults' in read)
  fail(['The demo can not start with this environment:', ...read.faults.map(f => `- ${f}`)].join('\n'))
const { config } = read
const log = openLog(config.logLevel)
const clock = simulatedClock(config.simulatedFrom!)
const print = (line: string) => console.log(line.replace(/^/gm, '  '))
const store = await openStore({ ...config, databaseUrl: undefined, dataDirNamed: false }, log).catch(fail)

await seed(store.db, clock.now(), 'simulated')
const bot = createTerminalBot({ clock, print })
const app = await startApp({
  db: store.db,
  url: store.url,
  clock,
  bots: [bot],
  admins: new Set(),
  log,
  wakes: false,
})
const session = createSession({
  desk: app.desk,
  print,
  runUntilIdle: () => app.scheduler.runUntilIdle(),
  now: () => clock.now(),
  moveTo: to => moveOn(app.scheduler, clock, to),
})
let refused = false
for (const line of (await readFile(STORY, 'utf8')).split('\n')) {
  if (line.startsWith('#')) console.log(line.replace(/^#\s?/, ''))
  else if (line.trim() === '') console.log()
  else {
    console.log(`${session.role}> ${line}`)
    if ((await session.run(line)) === 'refused') refused = true
  }
}
await app.stop()
await store.close()
process.exit(refused ? 1 : 0)
