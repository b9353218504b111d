/** Sends claimed deliveries, those to one address in order, and says what follows from each attempt. */
import type { Bot } from '../../bots/bot.ts'
import type { Database } from '../../core/database/client.ts'
import type { Log } from '../../core/log.ts'
import type { ClaimedDelivery } from '../../core/notices/delivery.ts'
import type { Presenters } from '../../core/notices/notice.ts'
import { retryDelayMs } from '../../core/notices/retry.ts'
import type { Metrics } from '../../metrics.ts'
import { type Attempt, attemptDelivery, resultOfAttempt } from './attempt.ts'
import type { CircuitBreaker } from './circuit-breaker.ts'
import type { InFlight } from './in-flight.ts'
import type { RateLimiter } from './rate-limiter.ts'
import type { Recorder } from './recorder.ts'
import type { RetryingCache } from './retrying.ts'

export interface SenderOptions {
  bot: Bot
  db: Database
  presenters: Presenters
  now(): Temporal.Instant
  log: Log
  metrics: Metrics
  limiter: RateLimiter
  breaker: CircuitBreaker
  retrying: RetryingCache
  recorder: Recorder
  inFlight: InFlight
  isRetired(): boolean
  onQueueEnd(): void
}

export interface Sender {
  /** Begins to send; none of the addresses may have a queue yet. */
  begin(claimed: readonly ClaimedDelivery[]): void
  /** The queues being sent, by address; under one key where the bot sends all its messages one after the other. */
  readonly queues: ReadonlyMap<string, Promise<void>>
  /** How many deliveries are under way. */
  count(): number
}

/** When a delivery that waits for its card is looked at again. */
const NOT_YET_MS = 1_000

export function createSender(options: SenderOptions): Sender {
  const { bot, log, metrics, limiter, breaker, retrying, recorder, inFlight, isRetired } = options
  const { platform } = bot
  const now = () => options.now().epochMilliseconds
  const queues = new Map<string, Promise<void>>()
  let count = 0

  function beginQueue(key: string, queue: readonly ClaimedDelivery[]): void {
    count += queue.length
    for (const { id, address } of queue) {
      inFlight.known.add(id)
      limiter.count(address, now())
    }
    const sending = sendInOrder(queue).finally(() => {
      queues.delete(key)
      options.onQueueEnd()
    })
    queues.set(key, sending)
  }

  /** After a fault the rest of the queue is released: the next claim decides what may go on. */
  async function sendInOrder(queue: readonly ClaimedDelivery[]): Promise<void> {
    let isBlocked = false
    for (const delivery of queue) {
      if (isBlocked || isRetired()) await recorder.release(delivery)
      else isBlocked = !(await send(delivery))
      inFlight.known.delete(delivery.id)
      count -= 1
    }
  }

  /** Returns whether it is settled; otherwise it waits, and with it the rest of its queue. */
  async function send(delivery: ClaimedDelivery): Promise<boolean> {
    const beganAt = now()
    const waitUntil = whenAllowed(delivery, beganAt)
    const attempt: Attempt =
      waitUntil === undefined
        ? await attemptDelivery(delivery, { ...options, sending: address => queues.get(address) })
        : { outcome: 'not yet' }
    if (attempt.outcome === 'not yet') {
      const at = Temporal.Instant.fromEpochMilliseconds(waitUntil ?? now() + NOT_YET_MS)
      await recorder.release(delivery, at)
      // One that was tried before waits for another attempt again, and blocks what came later.
      retrying.invalidate()
      return false
    }
    const waitMs = attempt.outcome === 'fault' ? noteFault(delivery, attempt, beganAt) : 0
    if (attempt.outcome === 'sent') breaker.succeeded()
    const result = resultOfAttempt(attempt, delivery, waitMs, options.now())
    const isRefused = attempt.outcome === 'fault' && attempt.fault.refused
    metrics.delivery(platform, metricOf(attempt, result.state))
    await recorder.finish(delivery, result, isRefused)
    if (result.state === 'WAITING') retrying.invalidate()
    return result.state === 'SENT' || result.state === 'DROPPED'
  }

  /** When the request that a delivery needs first is allowed, in epoch milliseconds; undefined: now, and it is counted. */
  function whenAllowed({ outcomeUnknown, notice }: ClaimedDelivery, at: number): number | undefined {
    if (outcomeUnknown) return limiter.countOrWait('look', at)
    return notice.place === 'CARD' ? limiter.countOrWait('edit', at) : undefined
  }

  /** Returns the wait before another attempt, in ms. */
  function noteFault(
    { id, address, attempts, fault: before }: ClaimedDelivery,
    { fault, isPlatforms }: Extract<Attempt, { outcome: 'fault' }>,
    beganAt: number,
  ): number {
    // A delivery is tried each minute for up to three days: the same reason is a warning once.
    const level = fault.message === before ? 'debug' : 'warn'
    log[level]({ delivery: String(id), platform, attempts, fault: fault.message }, 'not delivered')
    // A fault of ours or of the database says nothing about the platform.
    const restMs = isPlatforms ? breaker.failed(address, fault, beganAt, now()) : undefined
    if (isPlatforms && fault.concerns === 'address' && fault.retryAfter !== undefined)
      limiter.block(address, now() + fault.retryAfter)
    const ownMs = retryDelayMs(restMs === undefined ? attempts : 1, fault, Math.random())
    return Math.max(restMs ?? 0, ownMs)
  }

  return {
    begin(claimed) {
      const key = ({ address }: ClaimedDelivery) => (bot.ordering === 'platform' ? platform : address)
      for (const [name, queue] of Map.groupBy(claimed, key)) beginQueue(name, queue)
    },
    queues,
    count: () => count,
  }
}

function metricOf(attempt: Attempt, state: string): Parameters<Metrics['delivery']>[1] {
  if (attempt.outcome === 'sent' || attempt.outcome === 'dropped') return attempt.outcome
  if (state === 'FAILED') return 'failed'
  return attempt.outcome === 'fault' && attempt.fault.outcome === 'unknown' ? 'unknown' : 'later'
}
