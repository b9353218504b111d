/** The program on a test database with its web server on loopback, and commands given at the terminal. */
import { type App, startApp } from '../../src/app.ts'
import { simulatedClock } from '../../src/clock.ts'
import type { Database } from '../../src/core/database/client.ts'
import type { Reply } from '../../src/core/desk/port.ts'
import type { Log } from '../../src/core/log.ts'
import { plainMessage } from '../../src/core/messages/plain.ts'
import { apiRoutes } from '../../src/web/api/routes.ts'
import { calendarRoutes } from '../../src/web/calendars.ts'
import type { Pace } from '../../src/web/pace.ts'
import { pageRoutes } from '../../src/web/pages/site.ts'
import { createWebServer, type WebServer } from '../../src/web/server.ts'
import { type Parsed, parse } from '../core/calendars/parse.ts'
import { createFilledDatabase } from '../support/database.ts'

export const PUBLIC_URL = 'https://intersg.example.org'

export interface Site {
  db: Database
  app: App
  web: WebServer
  address: string
  /** The lines of the log. */
  lines: string[]
  /** A command at the terminal, in a role; resolves with the answer's text. */
  sg(role: string, line: string): Promise<string>
  /** The same by its parts, to repeat an interaction. */
  execute(role: string, line: string, interaction: string): Promise<Reply>
  get(path: string, headers?: Record<string, string>, method?: string): Promise<Response>
  /** The events of a calendar, by their UID. */
  events(path: string): Promise<Map<string, Parsed>>
  wait(duration: Temporal.DurationLike): void
  close(): Promise<void>
}

export async function openSite({
  at = '2026-02-01T08:00:00Z',
  publicUrl = PUBLIC_URL as string | null,
  pace = undefined as Pace | undefined,
} = {}): Promise<Site> {
  const clock = simulatedClock(Temporal.Instant.from(at))
  const { db, url, close: closeDatabase } = await createFilledDatabase(clock.now())
  const lines: string[] = []
  const keep = (fields: object, message: string) => void lines.push(`${message} ${JSON.stringify(fields)}`)
  const log: Log = { debug: keep, info: keep, warn: keep, error: keep }
  const app = await startApp({
    db,
    url,
    clock,
    bots: [],
    admins: new Set(),
    publicUrl: publicUrl ?? undefined,
    log,
    wakes: false,
  })
  const web = createWebServer({ log })
  const reading = { db, clock, desk: app.desk, publicUrl: publicUrl ?? undefined, ...(pace && { pace }) }
  web.mount(calendarRoutes(reading), pageRoutes(reading), apiRoutes(reading))
  const port = await web.listen(0, '127.0.0.1')
  const address = `http://127.0.0.1:${port}`

  const get: Site['get'] = (path, headers = {}, method = 'GET') => fetch(address + path, { method, headers })
  const execute: Site['execute'] = (role, line, interaction) => {
    const read = app.desk.read(line)
    if ('refused' in read) return Promise.resolve(read.refused)
    return app.desk.execute(read.invocation, { platform: 'terminal', account: role }, interaction)
  }

  return {
    db,
    app,
    web,
    address,
    lines,
    execute,
    get,
    sg: async (role, line) => plainMessage((await execute(role, line, crypto.randomUUID())).message),
    async events(path) {
      const answer = await get(path)
      if (answer.status !== 200) throw new Error(`${path}: ${answer.status}`)
      return new Map(parse(await answer.text()).events.map(e => [e.uid, e]))
    },
    wait: duration => clock.set(clock.now().toZonedDateTimeISO('UTC').add(duration).toInstant()),
    async close() {
      await web.stop()
      await app.stop()
      await closeDatabase()
    },
  }
}
