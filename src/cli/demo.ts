/** `npm run demo`: plays a story on a simulated clock, in a database that is dropped at its end. */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { moveOn, startApp } from '../app.ts'
import { createSession } from '../bots/terminal/session.ts'
import { createTerminalBot } from '../bots/terminal/terminal.ts'
import { simulatedClock } from '../clock.ts'
import { seed } from '../core/seed.ts'
import { openStore } from '../postgres/open-store.ts'
import { type CommandLine, runCommandLine } from './command-line.ts'

/** Lines that begin with # are narration, the others are typed. One after an exclamation mark asks back or is refused. */
const STORY = new URL('../../demo/trust.txt', import.meta.url)
const START = '2026-01-30T17:00'

await runCommandLine({ ...process.env, INTERSG_CLOCK: START }, play)

async function play({ config, log, stop }: CommandLine): Promise<number> {
  const store = await openStore({ ...config, databaseUrl: undefined, dataDirNamed: false }, log)
  const clock = simulatedClock(config.simulatedFrom!)
  await seed(store.db, clock.now(), 'simulated')
  const print = (line: string) => console.log(line.replace(/^/gm, '  '))
  const app = await startApp({
    db: store.db,
    url: store.url,
    clock,
    bots: [createTerminalBot({ clock, print })],
    admins: new Set(),
    log,
    wakes: false,
  })
  const session = createSession({
    desk: app.desk,
    print,
    runUntilIdle: () => app.scheduler.runUntilIdle(),
    now: () => clock.now(),
    filesFolder: join(config.dataDir, 'files'),
    moveTo: to => moveOn(app.scheduler, clock, to),
  })
  let isAsTold = true
  for (const line of (await readFile(STORY, 'utf8')).split('\n')) {
    if (stop.aborted) break
    if (line.startsWith('#')) console.log(line.replace(/^#\s?/, ''))
    else if (line.trim() === '') console.log()
    else {
      const [, mark, typed = ''] = /^(!?)(.*)$/.exec(line)!
      console.log(`${session.role}> ${typed}`)
      if (((await session.run(typed)) === 'refused') !== (mark === '!')) isAsTold = false
    }
  }
  await app.stop()
  await store.close()
  return isAsTold ? 0 : 1
}
