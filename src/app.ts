/** The program put together: desk, bots and scheduler on one database. */
import type { Bot } from './bots/bot.ts'
import { measuredDesk } from './bots/measured.ts'
import type { Clock } from './core/clock.ts'
import { createDesk } from './core/commands/desk.ts'
import type { Desk } from './core/commands/port.ts'
import { allCommands, allPresenters } from './core/core.ts'
import type { Database } from './core/database/client.ts'
import { type Listener, listen } from './core/database/listen.ts'
import type { Log } from './core/log.ts'
import { INSTANCE_LOCK, newInstance } from './core/notices/delivery.ts'
import { writeNotices } from './core/notices/outbox.ts'
import { notePlatforms } from './core/notices/platforms.ts'
import { weeklyVacancies } from './core/waiting/presenters.ts'
import { decidingDuties } from './scheduler/decide.ts'
import { deliverDuty } from './scheduler/deliver.ts'
import { eventsDuty } from './scheduler/events.ts'
import { homesDuty } from './scheduler/homes.ts'
import { type Measures, noMeasures } from './scheduler/measure.ts'
import { takePulse } from './scheduler/pulse.ts'
import { createScheduler, type Scheduler } from './scheduler/scheduler.ts'
import { type Speakers, takeTurns } from './scheduler/speakers.ts'

export interface AppOptions {
  db: Database
  /** The same database, for the connection that listens. */
  url: string
  clock: Clock
  bots: readonly Bot[]
  admins: ReadonlySet<string>
  /** Where the program is found on the web; undefined where nobody said. */
  publicUrl?: string | undefined
  log: Log
  /** False with a simulated clock: what is due is done when `scheduler.settle()` is called, not by timers. */
  wakes: boolean
  measures?: Measures
}

export interface App {
  desk: Desk
  scheduler: Scheduler
  /** Seconds since the scheduler's last sign of life; undefined where no timer wakes it. */
  age: (() => number) | undefined
  stop(): Promise<void>
}

/** Starts everything; what was started is stopped again when a part can't start. */
export async function startApp(options: AppOptions): Promise<App> {
  const { db, url, clock, bots, admins, publicUrl, log, wakes } = options
  const instance = newInstance()
  const platforms = bots.map(b => b.platform)
  const now = () => clock.now()
  const { measures, age } = takePulse(options.measures ?? noMeasures)
  let speakers: Speakers | undefined
  const speaking = () => speakers?.speaking() ?? new Set()
  const rearm = () => scheduler.rearm()
  const scheduler = createScheduler({
    duties: [
      ...decidingDuties(db, platforms),
      deliverDuty({ db, bots, speaking, presenters: allPresenters, instance, now, log, measures, rearm }),
      eventsDuty({ db, bots, speaking, instance, log }),
      homesDuty({ db, bots, speaking, admins, log }),
    ],
    clock,
    log,
    measures,
  })
  const poke = () => (wakes ? scheduler.poke() : undefined)
  const desk = measuredDesk(
    createDesk({ db, clock, commands: allCommands, admins, log, publicUrl, changed: poke }),
    measures,
  )
  const stops: (() => Promise<void>)[] = []
  const stop = async () => {
    for (const step of stops.splice(0).reverse()) await step()
  }
  try {
    await notePlatforms(db, platforms, clock.now())
    // At the terminal every role can be played, so none is empty there.
    if (platforms.some(p => p !== 'terminal')) await writeNotices(db, [weeklyVacancies(clock.now())])
    const listener: Listener = await listen({
      url,
      channel: 'intersg_due',
      onNotify: poke,
      onLost: () => speakers?.lost(),
      lock: [INSTANCE_LOCK, instance],
    })
    stops.push(() => listener.close())
    for (const bot of bots.filter(b => b.connects === 'everywhere')) {
      await bot.start(desk)
      stops.push(() => bot.stop())
    }
    speakers = await takeTurns({ listener, bots, desk, log, onSpeaking: poke })
    stops.push(() => speakers!.stop())
    if (wakes) scheduler.start()
    stops.push(() => scheduler.stop())
  } catch (error) {
    await stop()
    throw error
  }
  return { desk, scheduler, age: wakes ? age : undefined, stop }
}

/** Moves a simulated clock on to `to`, stopping at each instant at which something is due, in order. */
export async function moveOn(
  scheduler: Scheduler,
  clock: Clock & { set(to: Temporal.Instant): void },
  to: Temporal.Instant,
): Promise<void> {
  await scheduler.settle()
  for (;;) {
    const due = await scheduler.next()
    if (!due || Temporal.Instant.compare(due, to) > 0) break
    if (Temporal.Instant.compare(due, clock.now()) > 0) clock.set(due)
    await scheduler.settle()
  }
  clock.set(to)
  await scheduler.settle()
}
