/**
 * The database of the browser's tests: from an empty one, the two real reports are read and entered (invented ones where
 * they are missing), and the demo's year is played until WP2 has concluded.
 */
import { readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type App, moveOn, startApp } from '../../src/app.ts'
import { createSession } from '../../src/bots/terminal/session.ts'
import { type SimulatedClock, simulatedClock } from '../../src/clock.ts'
import { readClock } from '../../src/config.ts'
import type { Database } from '../../src/core/database/client.ts'
import type { Reply } from '../../src/core/desk/port.ts'
import type { Log } from '../../src/core/log.ts'
import { plainMessage } from '../../src/core/messages/plain.ts'
import { seed } from '../../src/core/seed.ts'
import { apiRoutes } from '../../src/web/api/routes.ts'
import { calendarRoutes } from '../../src/web/calendars.ts'
import { pageRoutes } from '../../src/web/pages/site.ts'
import { createWebServer } from '../../src/web/server.ts'
import { createTestDatabase } from '../support/database.ts'
import { readReport } from '../support/reports.ts'

const DEMO = join(import.meta.dirname, '../../demo/trust.txt')
const START = '2026-01-30T17:00'
/** The demo is played until the evening of this day: WP2 has concluded, and half of the plan is ahead. */
const UNTIL = '2026-07-01T12:00'

export interface Story {
  app: App
  db: Database
  clock: SimulatedClock
  address: string
  /** Errors that the program logged. */
  faults: string[]
  /** A command at the terminal, in a role. */
  say(role: string, line: string): Promise<Reply>
  /** The address that the link of `/sg web` opens, for a role. */
  link(role: string): Promise<string>
  close(): Promise<void>
}

export async function openStory(): Promise<Story> {
  const { db, url, close } = await createTestDatabase()
  const clock = simulatedClock(readClock(START)!)
  const faults: string[] = []
  const keep = (fields: object, message: string) => void faults.push(`${message} ${JSON.stringify(fields)}`)
  const log: Log = { debug: () => {}, info: () => {}, warn: keep, error: keep }
  await seed(db, clock.now(), 'simulated')
  const web = createWebServer({ log })
  const port = await web.listen(0, '127.0.0.1')
  const address = `http://127.0.0.1:${port}`
  const app = await startApp({
    db,
    url,
    clock,
    bots: [],
    admins: new Set(),
    publicUrl: address,
    log,
    wakes: false,
  })
  const options = { db, clock, desk: app.desk, publicUrl: address }
  web.mount(calendarRoutes(options), pageRoutes(options), apiRoutes(options))

  const execute = (role: string, path: string, options: Record<string, string>) =>
    app.desk.execute({ path, options }, { platform: 'terminal', account: role }, crypto.randomUUID())
  const say = async (role: string, line: string) => {
    const read = app.desk.read(line)
    return 'refused' in read ? read.refused : execute(role, read.invocation.path, read.invocation.options)
  }
  const done = async (role: string, line: string) => {
    const reply = await say(role, line)
    if (reply.refused) throw new Error(`${role}: ${line}: ${plainMessage(reply.message)}`)
    return reply
  }

  for (const text of [readReport('agenda-2024'), readReport('report-2026')])
    if (text !== undefined) {
      const { message } = await execute('TSB', 'read document', { text })
      const reference = /READ-\d+/.exec(plainMessage(message))![0]
      await done('TSB', `read confirm ${reference}`)
    }
  await playDemo(app, clock)
  for (const line of MORE) await done('TSB', line)

  return {
    app,
    db,
    clock,
    address,
    faults,
    say,
    async link(role) {
      const text = plainMessage((await done(role, 'web link')).message)
      return /http:\S+\/sign-in\/[\w-]+/.exec(text)![0]
    },
    async close() {
      await web.stop()
      await app.stop()
      await close()
    },
  }
}

/** Entries that are neither in the reports nor in the demo. */
const MORE = [
  'liaison add liaison:TSAG-LS90 direction:outgoing subject:"Trust and trustworthiness" addressees:"SG13 (action, 2026-05-01), SG17 (comment, 2026-12-01), SG20 (information)"',
  'liaison replied liaison:TSAG-LS90 by:SG13 document:TD350',
  'joint add activity:JCA-Example decision:continues clock-from:2025-05 until:"two years + study period" transition-to:"SG17, SG20"',
  'joint review activity:JCA-Example meeting:"TSAG 01-2026" words:"Works well; continues"',
  'plan-item add item:"8 TSAG 05-2025" status:started words:"Started"',
  'document add document:TD900 title:"Report of an invented meeting" marks:"WP2, (RG-DT)" meeting:"TSAG 01-2026" state:available',
  'owed add group:SG17 matter:"WTSA Action 8" to:WP2 meetings:"2026-09, 2027-01"',
  'issue raise topic:"Identifiers of things" summary:"SG17 and SG20 study identifiers of things." with:SG20 for:SG17 said:"TSAG meeting, 28 January 2026"',
]

async function playDemo(app: App, clock: SimulatedClock): Promise<void> {
  const session = createSession({
    desk: app.desk,
    print: () => {},
    filesFolder: tmpdir(),
    runUntilIdle: () => app.scheduler.runUntilIdle(),
    now: () => clock.now(),
    moveTo: to => moveOn(app.scheduler, clock, to),
  })
  for (const line of readFileSync(DEMO, 'utf8').split('\n')) {
    if (line.startsWith('#') || line.trim() === '') continue
    const to = /^\.at (\S+)$/.exec(line)?.[1]
    if (to !== undefined && to > UNTIL) break
    await session.run(line.replace(/^!/, ''))
  }
}
