/** The engine: an ordered list of duties, done whenever something is due. Timers only wake it. */
import cron, { type ScheduledTask } from 'node-cron'
import type { Clock } from '../core/clock.ts'
import type { Log } from '../core/log.ts'
import type { Duty } from './duty.ts'
import { type Measures, noMeasures } from './measure.ts'

export interface Scheduler {
  /** Begins to wake by itself: at the next due instant, when poked, and each minute in case both failed. */
  start(): void
  /** Something may have become due: look, in a moment. */
  poke(): void
  /** The next due instant may be another one now. */
  rearm(): void
  /** Does all that is due now, in order, and all that follows from it. */
  settle(): Promise<void>
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
  duties,
  clock,
  log,
  measures = noMeasures,
}: {
  duties: readonly Duty[]
  clock: Clock
  log: Log
  measures?: Measures
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
      for (const duty of duties) done += await runGuarded(duty)
      if (done === 0 && !again) return
    }
    log.error({}, 'the scheduler does not come to rest')
  }

  async function runGuarded(duty: Duty): Promise<number> {
    try {
      const done = await duty.run(clock.now())
      measures.duty(duty.name, false)
      return done
    } catch (error) {
      measures.duty(duty.name, true)
      log.error(
        { duty: duty.name, error: String(error) },
        'a duty failed; it is tried again at the next wake',
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
      measures.cycle((performance.now() - began) / 1000)
      running = undefined
    })
    return running
  }

  /** What duties have begun and not finished. */
  const underWay = () => duties.map(d => d.underWay?.()).filter(w => w !== undefined)

  async function settle(): Promise<void> {
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
    const instants = (await Promise.all(duties.map(d => d.next()))).filter(i => i !== undefined)
    return instants.toSorted(Temporal.Instant.compare)[0]
  }

  return {
    start() {
      stopped = false
      sweep = cron.schedule('* * * * *', () => void wake(), { name: 'sweep' })
      void wake()
    },
    poke() {
      poked ??= setTimeout(() => {
        poked = undefined
        void wake()
      }, PAUSE)
    },
    rearm: () => void (stopped || running || arm()),
    settle,
    next,
    async stop() {
      stopped = true
      clearTimeout(timer)
      clearTimeout(poked)
      await sweep?.destroy()
      for (const duty of duties) duty.end?.()
      await running
      await Promise.all(underWay())
      await arming
    },
  }
}
