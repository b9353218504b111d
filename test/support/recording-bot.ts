/** The program on a test database with real bots before fake platforms; time is moved by hand. */

import { type App, moveOn, startApp } from '../../src/app.ts'
import type { Bot } from '../../src/bots/bot.ts'
import type { SimulatedClock } from '../../src/clock.ts'
import type { Database } from '../../src/core/database/client.ts'
import type { Log } from '../../src/core/log.ts'
import { atGeneva } from '../../src/core/time/geneva.ts'
import { createFilledDatabase } from './database.ts'
import { summaryOf } from './summary.ts'

export interface Stage {
  db: Database
  app: App
  /** Lines that were logged as a warning or an error. */
  logged: string[]
  /** Runs a command as at the terminal, in a role; returns its answer. Throws when it is refused. */
  does(role: string, line: string): Promise<string>
  /** Does all that is due now. */
  settle(): Promise<void>
  /** Goes on to an instant of Geneva ("2026-02-20T09:00"), doing what falls due on the way. */
  until(geneva: string): Promise<void>
  /** Another instance of the program on the same database. */
  another(...bots: Bot[]): Promise<App>
  close(): Promise<void>
}

export const genevaTime = (at: string): Temporal.Instant => {
  const local = Temporal.PlainDateTime.from(at)
  return atGeneva(local.toPlainDate(), local.toPlainTime())
}

/** Opens the stage with the plan of meetings; what is in `bots` is started and stopped with it. */
export async function openStage(clock: SimulatedClock, ...bots: Bot[]): Promise<Stage> {
  const { url, db, close } = await createFilledDatabase(clock.now())
  const logged: string[] = []
  const keep = (fields: object, message: string) => void logged.push(`${message} ${JSON.stringify(fields)}`)
  const log: Log = { debug: () => {}, info: () => {}, warn: keep, error: keep }
  const start = (all: Bot[]) => startApp({ db, url, clock, bots: all, admins: new Set(), log, wakes: false })
  const app = await start(bots)
  const others: App[] = []
  return {
    db,
    app,
    logged,
    async does(role, line) {
      const read = app.desk.read(line)
      if ('refused' in read) throw new Error(summaryOf(read.refused.message))
      const caller = { platform: 'terminal', account: role } as const
      const reply = await app.desk.execute(read.invocation, caller, crypto.randomUUID())
      if (reply.refused) throw new Error(`${role}: ${line}: ${summaryOf(reply.message)}`)
      return summaryOf(reply.message)
    },
    settle: () => app.scheduler.runUntilIdle(),
    until: at => moveOn(app.scheduler, clock, genevaTime(at)),
    async another(...more) {
      const other = await start(more)
      others.push(other)
      return other
    },
    async close() {
      for (const one of [...others, app]) await one.stop()
      await close()
    },
  }
}
