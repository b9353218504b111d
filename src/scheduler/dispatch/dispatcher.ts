/**
 * Sends what is due on one platform, as long as this instance leads there. Two small state machines, each in a file:
 *
 * The claimer (claimer.ts). One claim at a time, since two would both use the capacity that each has seen free:
 *
 *          claim()                    nothing more may be claimed, or nothing is due
 *   IDLE ───────────▶ CLAIMING ─────────────────────────────────────────────────────▶ IDLE
 *                      │    ▲
 *              claim() ▼    │ the claim under way ends
 *                    THEN AGAIN
 *
 * The sender (sender.ts). Each address has a queue of claimed deliveries, sent in order; queues run side by side:
 *
 *   CLAIMED ──┬─ retired, or one before it in the queue failed ────────────▶ released, keeps its place
 *             ├─ its card is not there yet, or edits or look-ups must wait ─▶ released until then
 *             └─ attempt ──▶ SENT · DROPPED · FAILED · WAITING for another attempt
 *
 * Whenever a queue ends, the claimer claims again. src/core/notices/delivery.ts draws the states in the database.
 */
import type { Bot } from '../../bots/bot.ts'
import type { Database } from '../../core/database/client.ts'
import { forLog } from '../../core/database/unreachable.ts'
import type { Log } from '../../core/log.ts'
import { findRetrying } from '../../core/notices/claim.ts'
import type { Presenters } from '../../core/notices/notice.ts'
import type { Metrics } from '../../metrics.ts'
import { createCircuitBreaker } from './circuit-breaker.ts'
import { createClaimer } from './claimer.ts'
import type { InFlight } from './in-flight.ts'
import { createRateLimiter } from './rate-limiter.ts'
import { createRecorder } from './recorder.ts'
import { createRetryingCache } from './retrying.ts'
import { createSender } from './sender.ts'

export interface DispatcherOptions {
  db: Database
  presenters: Presenters
  /** This process, as its advisory lock names it. */
  instance: number
  now(): Temporal.Instant
  log: Log
  metrics: Metrics
  /** `nextAllowed` may be another instant than before. */
  reschedule(): void
  /** Shared with earlier dispatchers, which may still be finishing. */
  inFlight: InFlight
  /** For tests. */
  sleep?: (ms: number) => Promise<unknown>
}

export interface Dispatcher {
  /** Claims what is due and begins to send it. Returns how many deliveries it claimed; sending goes on afterwards. */
  dispatch(): Promise<number>
  /** Resolves when nothing is under way any more; undefined: nothing is. */
  whenIdle(): Promise<void> | undefined
  /** When a delivery may be claimed that is due and waits for a limit, a rest or the database. */
  nextAllowed(): Temporal.Instant | undefined
  /** Begins nothing new: this instance no longer leads. */
  retire(): void
  /** Retires, and the process is about to end: a database that is away is not waited for. */
  stop(): void
}

export function createDispatcher(bot: Bot, options: DispatcherOptions): Dispatcher {
  const { db, log, reschedule } = options
  const limiter = createRateLimiter(bot.limits, options.now().epochMilliseconds)
  const breaker = createCircuitBreaker()
  const retrying = createRetryingCache(() => findRetrying(db, bot.platform))
  const recorder = createRecorder(options)
  let isRetired = false
  const parts = { ...options, bot, limiter, breaker, retrying, recorder, isRetired: () => isRetired }
  const sender = createSender({ ...parts, onQueueEnd: () => void claimFreed() })
  const claimer = createClaimer({ ...parts, sender, onClaimAgain: () => void claimFreed() })

  /** Claims what may go on after a queue has ended. Claims of instances that are gone are left to the next wake. */
  async function claimFreed(): Promise<void> {
    if (isRetired) return
    try {
      const claimed = await claimer.claim({ recovers: false })
      if (claimed === 0 && (bot.limits || sender.count() === 0)) reschedule()
    } catch (error) {
      log.error({ fault: forLog(error) }, 'deliveries could not be claimed')
      reschedule()
    }
  }

  const underWay = () => [claimer.underWay(), ...sender.queues.values()].filter(w => w !== undefined)

  async function untilIdle(): Promise<void> {
    for (let work = underWay(); work.length > 0; work = underWay()) await Promise.allSettled(work)
  }

  return {
    dispatch: () => claimer.claim({ recovers: true }),
    whenIdle: () => (underWay().length > 0 ? untilIdle() : undefined),
    nextAllowed() {
      const at = claimer.nextAllowed()
      return at === undefined ? undefined : Temporal.Instant.fromEpochMilliseconds(at)
    },
    retire() {
      isRetired = true
    },
    stop() {
      isRetired = true
      recorder.stop()
    },
  }
}
