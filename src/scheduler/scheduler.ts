/**
 * The engine: an ordered list of tasks, run whenever something is due. Timers only wake it.
 *
 *   trigger, timer, sweep ──▶ RUNNING: all tasks, again until none does anything ──▶ WAITING: a timer for the next due
 *                                ▲                                                   │ instant, or sooner after a failure
 *                                └───────────────────────────────────────────────────┘
 */
import cron, { type ScheduledTask } from 'node-cron'
import type { Clock } from '../core/clock.ts'
import { forLog } from '../core/database/unreachable.ts'
import type { Log } from '../core/log.ts'
import { type Backoff, backoffMs } from '../core/notices/backoff.ts'
import { type Metrics, noMetrics } from '../metrics.ts'
import type { Step, Task } from './task.ts'

export interface Scheduler {
  /** Wakes from now on: at the next due instant, when triggered, and each minute in case both failed. */
  start(): void
  /** Something may have become due: run the tasks, in a moment. */
  trigger(): void
  /** The next due instant may be another one now. */
  reschedule(): void
  /** Does everything that is due now, in order, and everything that follows from it. */
  runUntilIdle(): Promise<void>
  /** The next instant at which something is due; undefined: nothing is planned. */
  next(): Promise<Temporal.Instant | undefined>
  /** Stops waking and waits for what is under way. */
  stop(): Promise<void>
}

export interface SchedulerOptions {
  tasks: readonly Task[]
  clock: Clock
  log: Log
  metrics?: Metrics
}

/** The longest wait of a timer. The clock may be set while it runs, so this bounds how late that can make anything. */
const LONGEST_WAIT_MS = 30_000
/** After a failure the tasks run again without waiting for something to become due. */
const FAILED_AGAIN: Backoff = { firstMs: 1_000, longestMs: 30_000 }
/** The wait after a trigger: the person who has just acted gets the reply first, and several triggers cause one run. */
const TRIGGER_DELAY_MS = 5
/** Rounds without an end are a defect; after so many in a row it is logged. */
const MAX_ROUNDS = 100_000

export function createScheduler({ tasks, clock, log, metrics = noMetrics }: SchedulerOptions): Scheduler {
  let timer: NodeJS.Timeout | undefined
  let triggered: NodeJS.Timeout | undefined
  let sweep: ScheduledTask | undefined
  let running: Promise<void> | undefined
  let mustRunAgain = false
  let arming: Promise<void> | undefined
  let mustArmAgain = false
  let isStopped = true
  /** Runs in a row in which something failed. */
  let failures = 0

  async function runRounds(): Promise<void> {
    let hasFailed = false
    const step: Step = async (name, work) => {
      try {
        const done = await work()
        metrics.task(name, false)
        return done
      } catch (error) {
        hasFailed = true
        metrics.task(name, true)
        log.error({ task: name, error: forLog(error) }, 'a task failed; it is tried again soon')
        return 0
      }
    }
    for (let round = 0; round < MAX_ROUNDS; round++) {
      mustRunAgain = false
      let done = 0
      for (const task of tasks) done += await step(task.name, () => task.run(clock.now(), step))
      if (done > 0 || mustRunAgain) continue
      failures = hasFailed ? failures + 1 : 0
      return
    }
    log.error({}, 'the scheduler does not come to rest')
  }

  function runOnce(): Promise<void> {
    if (running) {
      mustRunAgain = true
      return running
    }
    const began = performance.now()
    running = runRounds().finally(() => {
      metrics.cycle((performance.now() - began) / 1000)
      running = undefined
    })
    return running
  }

  /** The work that tasks have begun and not finished. */
  const inFlight = () => tasks.map(t => t.inFlight?.()).filter(w => w !== undefined)

  async function runUntilIdle(): Promise<void> {
    for (;;) {
      await runOnce()
      const work = inFlight()
      if (work.length === 0 && !mustRunAgain) return
      // Another platform may have to send what follows from it.
      await Promise.all(work)
    }
  }

  /** Does not wait for what is being sent. */
  async function wake(): Promise<void> {
    if (isStopped) return
    await runOnce()
    await arm()
  }

  /** Sets the timer, once at a time: an older answer would set it by what was due then. */
  function arm(): Promise<void> {
    mustArmAgain = arming !== undefined
    arming ??= (async () => {
      do {
        mustArmAgain = false
        await setTimer()
      } while (mustArmAgain)
    })().finally(() => {
      arming = undefined
    })
    return arming
  }

  async function setTimer(): Promise<void> {
    let due: Temporal.Instant | undefined
    try {
      due = await next()
    } catch (error) {
      failures += 1
      log.error({ error: forLog(error) }, 'the next due instant could not be read')
    }
    if (isStopped) return
    clearTimeout(timer)
    const untilDueMs = due ? Math.max(0, due.epochMilliseconds - clock.now().epochMilliseconds) : Infinity
    timer = setTimeout(() => void wake(), waitMs(untilDueMs))
  }

  /** Overdue work whose task failed waits for the back-off: without it a lasting failure would keep us busy. */
  function waitMs(untilDueMs: number): number {
    if (failures === 0) return Math.min(untilDueMs, LONGEST_WAIT_MS)
    const backoff = backoffMs(failures, FAILED_AGAIN, Math.random())
    return untilDueMs === 0 ? backoff : Math.min(untilDueMs, backoff)
  }

  async function next(): Promise<Temporal.Instant | undefined> {
    const instants = (await Promise.all(tasks.map(t => t.next()))).filter(i => i !== undefined)
    return instants.toSorted(Temporal.Instant.compare)[0]
  }

  return {
    start() {
      isStopped = false
      sweep = cron.schedule('* * * * *', () => void wake(), { name: 'sweep' })
      void wake()
    },
    trigger() {
      triggered ??= setTimeout(() => {
        triggered = undefined
        void wake()
      }, TRIGGER_DELAY_MS)
    },
    reschedule: () => void (isStopped || running || arm()),
    runUntilIdle,
    next,
    async stop() {
      isStopped = true
      clearTimeout(timer)
      clearTimeout(triggered)
      await sweep?.destroy()
      for (const task of tasks) task.end?.()
      await running
      await Promise.all(inFlight())
      await arming
    },
  }
}
