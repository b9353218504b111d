/** The whole program for one process: what `npm start` runs. */
import { join } from 'node:path'
import { type App, moveOn, startApp } from './app.ts'
import type { Mount } from './bots/manifest.ts'
import { createPrompt, type Read, readPiped } from './bots/terminal/input.ts'
import { createSession } from './bots/terminal/session.ts'
import { createTerminalBot } from './bots/terminal/terminal.ts'
import { simulatedClock, systemClock } from './clock.ts'
import type { Config } from './config.ts'
import type { Clock } from './core/clock.ts'
import type { Log } from './core/log.ts'
import { seed } from './core/seed.ts'
import { formatDay, formatTime, inGeneva } from './core/time/geneva.ts'
import { noMetrics } from './metrics.ts'
import { openStore } from './postgres/open-store.ts'
import { within } from './timing.ts'
import { calendarRoutes } from './web/calendars.ts'
import { healthRoutes } from './web/health.ts'
import { listenerRoute } from './web/routes.ts'
import { createWebServer } from './web/server.ts'

export interface Program {
  /** When the terminal's input ends, or at `stop`. True: a line was refused. Rejects where a stop fails. */
  ended: Promise<boolean>
  /** Stops everything in order. Rejects where that fails or takes too long: then the process must end. */
  stop(): Promise<void>
}

/** After this time a stop is given up: shorter than what service managers wait for, as in compose.yaml. */
const STOP_TIMEOUT_MS = 25_000
const STOP_CUT_SHORT = `intersg could not stop in order within ${STOP_TIMEOUT_MS / 1000} seconds. Everything on record is safe.`

/** Starts the program; `say` tells the person what a first start did. */
export async function startProgram(config: Config, log: Log, say: (line: string) => void): Promise<Program> {
  const simulated = config.simulatedFrom && simulatedClock(config.simulatedFrom)
  const clock: Clock = simulated ?? systemClock
  const { stdin: input, stdout: output } = process
  const web = createWebServer({ log })
  const own = config.metricsPort === config.port ? web : createWebServer({ log })
  // Loaded where it is wanted alone: it would lengthen every start.
  const meter =
    config.metricsPort === undefined ? undefined : (await import('./web/metrics.ts')).createMeter()
  const metrics = meter?.metrics ?? noMetrics
  const mount: Mount = (path, listener) => web.mount(listenerRoute(path, listener))
  const platforms = await Promise.all(config.platforms.map(p => p.createBot({ log, clock, mount })))
  // Without a platform the program is a chat in the terminal; with one, a person may still sit there.
  const person = Boolean(input.isTTY && output.isTTY)
  const terminal = platforms.length === 0 || person
  // A server goes on when no line comes any more; for a person at the terminal the end of input is the end.
  const serving = config.port !== undefined && !person

  const store = await openStore(config, log, metrics.databaseError)
  let app: App | undefined
  let reading: Promise<Read> | undefined
  let stopping: Promise<void> | undefined
  const interrupt = new AbortController()
  const end = Promise.withResolvers<boolean>()
  end.promise.catch(() => {}) // a start that failed has told its error itself
  const prompt =
    terminal && person
      ? createPrompt(
          () => app!.desk,
          { input, output },
          () => process.emit('SIGINT'),
        )
      : undefined
  const print = prompt ? prompt.print : (line: string) => void output.write(`${line}\n`)

  const stopInOrder = async () => {
    prompt?.close()
    interrupt.abort()
    input.destroy()
    // Nothing new comes in, and what has come in is answered, before what it needs is stopped.
    await Promise.all([web.stop(), own.stop(), reading?.catch(() => {})])
    await app?.stop()
    await store.close()
    return true
  }
  const stop = () =>
    (stopping ??= (async () => {
      try {
        if (!(await within(STOP_TIMEOUT_MS, stopInOrder(), false))) throw new Error(STOP_CUT_SHORT)
        end.resolve(false)
      } catch (error) {
        // Otherwise the process would wait for ever for a program that is half stopped.
        end.reject(error)
        throw error
      }
    })())

  try {
    for (const line of await seed(store.db, clock.now(), simulated ? 'simulated' : 'real')) say(line)
    const bots = terminal ? [...platforms, createTerminalBot({ clock, print })] : platforms
    app = await startApp({
      db: store.db,
      url: store.url,
      clock,
      bots,
      admins: config.admins,
      publicUrl: config.publicUrl,
      template: config.template,
      log,
      wakes: !simulated,
      metrics,
    })
    const health = healthRoutes({ db: store.db, bots, age: app.age })
    if (meter) own.mount(meter.routes({ db: store.db, clock, bots }))
    if (config.metricsPort !== undefined && own !== web) {
      own.mount(health)
      await own.listen(config.metricsPort, config.host)
    }
    if (config.port !== undefined) {
      // Loaded with the web server alone: it would lengthen every start.
      const { pageRoutes } = await import('./web/pages/site.ts')
      const { apiRoutes } = await import('./web/api/routes.ts')
      const { createPace } = await import('./web/pace.ts')
      const pace = createPace({ proxies: config.proxies })
      const reading = { db: store.db, clock, desk: app.desk, publicUrl: config.publicUrl, pace }
      web.mount(calendarRoutes(reading), health, pageRoutes(reading), apiRoutes(reading))
      const port = await web.listen(config.port, config.host)
      if (terminal)
        say(
          `Pages and calendars are served on port ${port}${config.publicUrl === undefined ? '' : `, at ${config.publicUrl}`}.`,
        )
    }
  } catch (error) {
    await stop()
    throw error
  }
  if (simulated)
    say(
      `Simulated clock: ${formatDay(inGeneva(clock.now()))}, ${formatTime(inGeneva(clock.now()))} in Geneva.${store.kept ? '' : ' Nothing of this trial is kept.'}`,
    )
  const { desk, scheduler } = app
  // A move of the clock stops at the next instant at which something is due; nothing is told early or together.
  const next = async () => {
    interrupt.signal.throwIfAborted()
    return scheduler.next()
  }
  const session = createSession({
    desk,
    print,
    runUntilIdle: () => scheduler.runUntilIdle(),
    now: () => clock.now(),
    filesFolder: join(config.dataDir, 'files'),
    moveTo: simulated ? to => moveOn({ ...scheduler, next }, simulated, to) : undefined,
    ...(prompt && { ask: prompt.ask }),
  })
  if (terminal) {
    reading = prompt
      ? prompt.run(session).then(() => ({ refused: false, quit: true }))
      : readPiped(session, input, interrupt.signal)
    const ended = ({ refused, quit }: Read) => (serving && !quit ? undefined : end.resolve(refused))
    reading.then(ended, error => (interrupt.signal.aborted ? end.resolve(false) : end.reject(error)))
  }
  return { ended: end.promise, stop }
}
