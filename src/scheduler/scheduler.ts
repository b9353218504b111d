/** The engine: an ordered list of tasks, done whenever something is due. Timers only wake it. */
import cron, { type ScheduledTask } from 'node-cron'
import type { Clock } from '../core/clock.ts'
import type { Log } from '../core/log.ts'
import { type Metrics, noMetrics } from '../metrics.ts'
import type { Task } from './task.ts'

export interface Scheduler {
  /** Begins to wake by itself: at the next due instant, when poked, and each minute in case both failed. */
  start(): void
  /** Something may have become due: look, in a moment. */
  trigger(): void
  /** The next due instant may be another one now. */
  reschedule(): void
  /** Does all that is due now, in order, and all that follows from it. */
  runUntilIdle(): Promise<void>
  /** The next instant at which something is due; undefined: nothing is planned. */
  next(): Promise<Temporal.Instant | undefined>
  /** Stops waking and waits for what is under way. */
  stop(): Promise<void>
}

/** A timer's longest wait; node's own limit is 24 days. */
const LONGEST = 3_600_000
/** So long is waited after a poke, in ms: who has just acted gets the answer first, and several pokes are one look. */
const PAUSE = 5
/** Rounds without an end are a defect; this many in a row are said so. */
const MOST_ROUNDS = 100_000

export function createScheduler({
  tasks,
  clock,
  log,
  metrics = noMetrics,
}: {
  tasks: readonly Task[]
  clock: Clock
  log: Log
  metrics?: Metrics
}): Scheduler {
  let timer: NodeJS.Timeout | undefined
  let poked: NodeJS.Timeout | undefined
  let sweep: ScheduledTask | undefined
  let running: Promise<void> | undefined
  let again = false
  let arming: Promise<void> | undefined
  let armAgain = false
  let stopped = true

  async function rounds(): Promise<void> {
    for (let round = 0; round < MOST_ROUNDS; round++) {
      again = false
      let done = 0
      for (const task of tasks) done += await runGuarded(task)
      if (done === 0 && !again) return
    }
    log.error({}, 'the scheduler does not come to rest')
  }

  async function runGuarded(task: Task): Promise<number> {
    try {
      const done = await task.run(clock.now())
      metrics.task(task.name, false)
      return done
    } catch (error) {
      metrics.task(task.name, true)
      log.error(
        { task: task.name, error: String(error) },
        'a task failed; it is tried again at the next wake',
      )
      return 0
    }
  }

  function lookOnce(): Promise<void> {
    if (running) {
      again = true
      return running
    }
    const began = performance.now()
    running = rounds().finally(() => {
      metrics.cycle((performance.now() - began) / 1000)
      running = undefined
    })
    return running
  }

  /** What tasks have begun and not finished. */
  const underWay = () => tasks.map(d => d.inFlight?.()).filter(w => w !== undefined)

  async function runUntilIdle(): Promise<void> {
    for (;;) {
      await lookOnce()
      const work = underWay()
      if (work.length === 0 && !again) return
      // What comes of it may be another platform's to send.
      await Promise.all(work)
    }
  }

  /** What is sent meanwhile holds nothing else up. */
  async function wake(): Promise<void> {
    if (stopped) return
    await lookOnce()
    await arm()
  }

  /** One look at a time: an older one would set the timer by what was. */
  function arm(): Promise<void> {
    armAgain = arming !== undefined
    arming ??= (async () => {
      do {
        armAgain = false
        await setTimer()
      } while (armAgain)
    })().finally(() => {
      arming = undefined
    })
    return arming
  }

  async function setTimer(): Promise<void> {
    const due = await next().catch(error => {
      log.error({ error: String(error) }, 'the next due instant could not be read')
      return undefined
    })
    if (stopped) return
    clearTimeout(timer)
    const wait = due ? Math.max(0, due.epochMilliseconds - clock.now().epochMilliseconds) : LONGEST
    timer = setTimeout(() => void wake(), Math.min(wait, LONGEST))
  }

  async function next(): Promise<Temporal.Instant | undefined> {
    const instants = (await Promise.all(tasks.map(d => d.next()))).filter(i => i !== undefined)
    return instants.toSorted(Temporal.Instant.compare)[0]
  }

  return {
    start() {
      stopped = false
      sweep = cron.schedule('* * * * *', () => void wake(), { name: 'sweep' })
      void wake()
    },
    trigger() {
      poked ??= setTimeout(() => {
        poked = undefined
        void wake()
      }, PAUSE)
    },
    reschedule: () => void (stopped || running || arm()),
    runUntilIdle,
    next,
    async stop() {
      stopped = true
      clearTimeout(timer)
      clearTimeout(poked)
      await sweep?.destroy()
      for (const task of tasks) task.end?.()
      await running
      await Promise.all(underWay())
      await arming
    },
  }
}
