/** Claims what is due on a platform, no more than limits, circuit breaker and what is under way leave room for. */
import type { Bot } from '../../bots/bot.ts'
import type { Database } from '../../core/database/client.ts'
import { type Backoff, backoffMs } from '../../core/notices/backoff.ts'
import { claimDue, isDue } from '../../core/notices/claim.ts'
import { type ClaimedDelivery, recoverAbandoned, recoverUnknown } from '../../core/notices/delivery.ts'
import type { CircuitBreaker } from './circuit-breaker.ts'
import type { InFlight } from './in-flight.ts'
import type { RateLimiter } from './rate-limiter.ts'
import type { RetryingCache } from './retrying.ts'
import type { Sender } from './sender.ts'

export interface ClaimerOptions {
  bot: Bot
  db: Database
  instance: number
  now(): Temporal.Instant
  limiter: RateLimiter
  breaker: CircuitBreaker
  retrying: RetryingCache
  inFlight: InFlight
  sender: Sender
  isRetired(): boolean
  /** A claim has ended during which another one was asked for. */
  onClaimAgain(): void
}

export interface Claimer {
  /**
   * Claims what is due and hands it to the sender. Returns how many deliveries it claimed. While a claim is under way
   * its result is returned, and another one follows. `recovers`: also looks for claims of instances that are gone.
   */
  claim(how: { recovers: boolean }): Promise<number>
  underWay(): Promise<number> | undefined
  /** When claiming makes sense again although something is due now, in epoch milliseconds. */
  nextAllowed(): number | undefined
}

/** How many deliveries are under way at once, whatever the limits. */
const MAX_IN_FLIGHT = 200
/** How many to one address are claimed at once on a platform without limits. */
const MAX_PER_ADDRESS = 20
/** When claiming is tried again after the database failed. */
const CLAIM_AGAIN: Backoff = { firstMs: 1_000, longestMs: 10_000 }

type State = { is: 'idle' } | { is: 'claiming' | 'then again'; run: Promise<number> }

export function createClaimer(options: ClaimerOptions): Claimer {
  const { bot, db, instance, limiter, breaker, retrying, inFlight, sender, isRetired } = options
  const { platform } = bot
  const owner = { platform, claimant: instance }
  const now = () => options.now().epochMilliseconds
  let state: State = { is: 'idle' }
  let nextAllowed: number | undefined
  let lastSeen = now()
  let failures = 0

  function claim(how: { recovers: boolean }): Promise<number> {
    if (state.is !== 'idle') {
      state = { is: 'then again', run: state.run }
      return state.run
    }
    const run = claimOnce(how.recovers).finally(() => {
      const isAgain = state.is === 'then again'
      state = { is: 'idle' }
      if (isAgain) options.onClaimAgain()
    })
    state = { is: 'claiming', run }
    return run
  }

  async function claimOnce(recovers: boolean): Promise<number> {
    try {
      if (inFlight.mayHaveUnknownClaims() && (await recoverUnknown(db, owner, inFlight.known)) > 0)
        retrying.invalidate()
      // At the same time, so that nothing due waits for it: an abandoned claim blocks its address until it is recovered.
      const [claimed, recovered] = await Promise.all([claimAll(), recovers ? recover() : 0])
      const more = recovered > 0 ? await claimAll() : 0
      failures = 0
      return claimed + more
    } catch (error) {
      failures += 1
      nextAllowed = now() + backoffMs(failures, CLAIM_AGAIN, Math.random())
      throw error
    }
  }

  async function recover(): Promise<number> {
    const recovered = await recoverAbandoned(db, options.now(), owner)
    if (recovered > 0) retrying.invalidate()
    return recovered
  }

  async function claimAll(): Promise<number> {
    let total = 0
    nextAllowed = undefined
    while (!isRetired()) {
      const at = lookAtClock()
      const limit = capacity(at)
      const excluded = [...sender.queues.keys(), ...limiter.blockedAddresses(at)]
      const claimed = limit === 0 ? [] : await claimSome(limit, excluded)
      if (claimed.length === 0) {
        // Without limits, what is under way makes room, and then we claim again.
        const mayWait = limit === 0 ? bot.limits !== undefined || sender.count() === 0 : excluded.length > 0
        if (mayWait && (await isDue(db, options.now(), platform)))
          nextAllowed = limit === 0 ? nextCapacity(at) : limiter.nextAddressFree(at)
        break
      }
      total += claimed.length
      sender.begin(claimed)
    }
    return total
  }

  async function claimSome(limit: number, excludedAddresses: string[]): Promise<ClaimedDelivery[]> {
    const room = { limit, limitPerAddress: bot.limits ? 1 : MAX_PER_ADDRESS, excludedAddresses }
    const blocked = await retrying.current()
    try {
      return await claimDue(db, options.now(), { ...owner, ...room, retrying: blocked })
    } catch (error) {
      inFlight.claimOutcomeUnknown()
      throw error
    }
  }

  function lookAtClock(): number {
    const at = now()
    if (at < lastSeen) for (const part of [limiter, breaker]) part.clockSetBack(at)
    lastSeen = at
    return at
  }

  /** How many deliveries may begin now. */
  function capacity(at: number): number {
    if (bot.ordering === 'platform' && sender.queues.size > 0) return 0
    const concurrency = Math.min(MAX_IN_FLIGHT, breaker.concurrency(at))
    const free = Math.max(0, concurrency - sender.count())
    if (bot.limits) return Math.min(free, limiter.allowance(at))
    // Many at once or none: a claim for each that becomes free would cost more than sending it.
    return concurrency === MAX_IN_FLIGHT && free < MAX_IN_FLIGHT / 2 ? 0 : free
  }

  function nextCapacity(at: number): number | undefined {
    const waits = [breaker.restsUntil(at), limiter.nextAllowed(at)].filter(w => w !== undefined)
    return waits.length === 0 ? undefined : Math.max(...waits)
  }

  return {
    claim,
    underWay: () => (state.is === 'idle' ? undefined : state.run),
    nextAllowed: () => nextAllowed,
  }
}
