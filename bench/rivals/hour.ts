/** An hour of work on a simulated clock: a reminder each second, a command each ten, a look each minute. Prints the heap before and after. */
import { startApp } from '../../src/app.ts'
import { simulatedClock } from '../../src/clock.ts'
import { openDatabase } from '../../src/core/database/client.ts'
import { PRIORITY } from '../../src/core/notices/notice.ts'
import { writeNotices } from '../../src/core/notices/outbox.ts'
import { errorLog } from '../outbox.ts'
import { instantBot } from '../platform.ts'

const { DATABASE_URL, HOURS } = process.env
const db = openDatabase(DATABASE_URL!)
const clock = simulatedClock(Temporal.Now.instant())
let sent = 0
const bot = instantBot('slack', () => sent++)
const app = await startApp({
  db,
  url: DATABASE_URL!,
  clock,
  bots: [bot],
  admins: new Set(),
  log: errorLog,
  wakes: false,
})
const caller = { platform: 'slack', account: 'U0000001' } as const
const run = Math.random().toString(36).slice(2)
let second = 0

async function work(seconds: number): Promise<void> {
  for (let end = second + seconds; second < end; second++) {
    const key = `hour:${run}:${second}`
    const audience = [{ person: 1 }]
    const dueAt = clock.now()
    await writeNotices(db, [
      { key, kind: 'vacancies', subject: key, data: {}, audience, priority: PRIORITY.normal, dueAt },
    ])
    if (second % 10 === 0)
      await app.desk.execute({ path: 'meeting next', options: {} }, caller, `hour:${run}:${second}`)
    clock.set(clock.now().add({ seconds: 1 }))
    await app.scheduler.runUntilIdle()
    await app.scheduler.next()
  }
}

function heap(): number {
  for (let i = 0; i < 5; i++) gc!()
  return process.memoryUsage().heapUsed / 2 ** 20
}

await work(120)
console.log(heap())
await work(Number(HOURS) * 3600)
console.log(heap())
if (sent === 0) throw new Error('nothing was sent')
