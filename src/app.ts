/** The program put together: desk, bots and scheduler on one database. */
import type { Bot } from './bots/bot.ts'
import { findPlatform, PLATFORMS } from './bots/platforms.ts'
import { COMMANDS, HOME_PARTS, PRESENTERS } from './core/catalog.ts'
import type { Clock } from './core/clock.ts'
import type { Database } from './core/database/client.ts'
import { type Listener, listen } from './core/database/listen.ts'
import { LOCK_CLASSES } from './core/database/locks.ts'
import { forLog } from './core/database/unreachable.ts'
import { createDesk } from './core/desk/desk.ts'
import type { WebDesk } from './core/desk/port.ts'
import { createRateLimit } from './core/desk/rate-limit.ts'
import { createHome } from './core/home/views.ts'
import type { Log } from './core/log.ts'
import { withProgram } from './core/notices/define.ts'
import { newInstance } from './core/notices/delivery.ts'
import { writeNotices } from './core/notices/outbox.ts'
import { savePlatforms } from './core/notices/platforms.ts'
import { findUnknownKinds } from './core/notices/unknown-kinds.ts'
import type { Platform } from './core/platforms/platform.ts'
import { SUBSCRIPTIONS } from './core/subscriptions.ts'
import { weeklyVacancies } from './core/vacancies/room.ts'
import { meteredDesk } from './metered-desk.ts'
import { type Metrics, noMetrics } from './metrics.ts'
import { coreTasks } from './scheduler/core-tasks.ts'
import { dispatchTask } from './scheduler/dispatch/dispatch.ts'
import { createLeaderElection } from './scheduler/dispatch/leader-election.ts'
import { createHeartbeat } from './scheduler/heartbeat.ts'
import { createScheduler, type Scheduler } from './scheduler/scheduler.ts'
import { homeTabsTask } from './scheduler/sync/home-tabs.ts'
import { serverEventsTask } from './scheduler/sync/server-events.ts'
import { createDocumentReader } from './workers/document-reader.ts'
import { createDocumentWriter } from './workers/document-writer.ts'

export interface AppOptions {
  db: Database
  /** The same database, for the connection that listens. */
  url: string
  clock: Clock
  bots: readonly Bot[]
  admins: ReadonlySet<string>
  /** The address of the program on the web; undefined when none is configured. */
  publicUrl?: string | undefined
  /** A Word file whose styles written documents take. */
  template?: string | undefined
  log: Log
  /** False with a simulated clock: what is due is done when `scheduler.settle()` is called, not by timers. */
  wakes: boolean
  metrics?: Metrics
}

export interface App {
  desk: WebDesk
  scheduler: Scheduler
  /** The platforms on which this instance leads: it alone sends there. */
  leading(): ReadonlySet<Platform>
  /** Seconds since the scheduler's last sign of life; undefined where no timer wakes it. */
  age: (() => number) | undefined
  stop(): Promise<void>
}

/** Starts everything; what was started is stopped again when a part can't start. */
export async function startApp(options: AppOptions): Promise<App> {
  const { db, url, clock, bots, admins, publicUrl, template, log, wakes } = options
  const instance = newInstance()
  const platforms = bots.map(b => findPlatform(b.platform))
  const now = () => clock.now()
  const { metrics, age } = createHeartbeat(options.metrics ?? noMetrics)
  const leading = () => election.leading()
  const reschedule = () => scheduler.reschedule()
  const home = createHome({ db, admins, parts: HOME_PARTS })
  const scheduler = createScheduler({
    tasks: [
      ...coreTasks(db, platforms),
      dispatchTask({
        db,
        bots,
        leading,
        presenters: withProgram(PRESENTERS, { publicUrl, platforms: PLATFORMS }),
        instance,
        now,
        log,
        metrics,
        reschedule,
      }),
      serverEventsTask({ db, bots, leading, instance, log }),
      homeTabsTask({ db, bots, leading, home, log }),
    ],
    clock,
    log,
    metrics,
  })
  const trigger = () => (wakes ? scheduler.trigger() : undefined)
  const desk = meteredDesk(
    createDesk({
      db,
      clock,
      commands: COMMANDS,
      subscriptions: SUBSCRIPTIONS,
      platforms: PLATFORMS,
      home,
      admins,
      log,
      publicUrl,
      rateLimit: wakes ? createRateLimit(clock) : undefined,
      reader: createDocumentReader(),
      writer: createDocumentWriter({ template }),
      changed: trigger,
    }),
    metrics,
  )
  const election = createLeaderElection({ bots, desk, log, onElected: trigger })
  const stops: (() => Promise<void>)[] = []
  const stop = async () => {
    for (const step of stops.splice(0).reverse()) await step()
  }
  try {
    await savePlatforms(db, platforms, clock.now())
    // At the terminal every role can be played, so none is empty there.
    if (platforms.some(p => p.account !== undefined))
      await writeNotices(db, [weeklyVacancies.from({ now: clock.now() })])
    const listener: Listener = await listen({
      url,
      channel: 'intersg_due',
      onNotify: trigger,
      onLost: () => election.lost(),
      lock: [LOCK_CLASSES.instance, instance],
    })
    stops.push(() => listener.close())
    for (const bot of bots.filter(b => b.connects === 'everywhere')) {
      await bot.start(desk)
      stops.push(() => bot.stop())
    }
    stops.push(() => election.stop())
    await election.start(listener)
    if (wakes) scheduler.start()
    stops.push(() => scheduler.stop())
    // Not waited for: with many planned notices it takes longer than the start itself.
    const checked = reportUnknownKinds(db, log)
    stops.push(() => checked)
  } catch (error) {
    await stop()
    throw error
  }
  return { desk, scheduler, leading, age: wakes ? age : undefined, stop }
}

/** Names the kinds of stored notices that another version of the program wrote, and that this one can't send. */
async function reportUnknownKinds(db: Database, log: Log): Promise<void> {
  try {
    const kinds = await findUnknownKinds(db, Object.keys(PRESENTERS))
    if (kinds.length > 0)
      log.warn({ kinds }, 'notices of a kind that this version does not know will not be sent')
  } catch (error) {
    log.warn({ error: forLog(error) }, 'the kinds of the stored notices could not be checked')
  }
}

/** Moves a simulated clock on to `to`, stopping at each instant at which something is due, in order. */
export async function moveOn(
  scheduler: Scheduler,
  clock: Clock & { set(to: Temporal.Instant): void },
  to: Temporal.Instant,
): Promise<void> {
  await scheduler.runUntilIdle()
  for (;;) {
    const due = await scheduler.next()
    if (!due || Temporal.Instant.compare(due, to) > 0) break
    if (Temporal.Instant.compare(due, clock.now()) > 0) clock.set(due)
    await scheduler.runUntilIdle()
  }
  clock.set(to)
  await scheduler.runUntilIdle()
}
