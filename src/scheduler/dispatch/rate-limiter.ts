/**
 * When a platform may be asked for something: nothing while it or an address rests after a fault, nothing faster than
 * its pace. Kept in memory: the one who speaks on the platform is the only one who asks.
 */
import type { PlatformLimits } from '../../bots/bot.ts'
import { retryDelay } from '../../core/notices/delivery.ts'
import type { DeliveryFault } from '../../core/notices/fault.ts'
import { allowed, freeFrom, spend, type TheoreticalArrival } from '../../core/notices/rate.ts'

/** However long a platform has been out of order, it is tried again after this, in ms. */
const LONGEST_REST = 60_000
/** How many are under way at once, whatever the pace; and without one how many to one address are taken at once. */
const AT_ONCE = { all: 200, each: 20 }

export type Kind = 'send' | 'edit' | 'look'

export interface RateLimiter {
  /** How many deliveries may be begun now, beside those under way. */
  room(now: number, underWay: number): number
  /** How many to one address. */
  readonly each: number
  /** Addresses that must wait. */
  closed(now: number): string[]
  /** Counts one delivery to an address. */
  use(address: string, now: number): void
  /** Counts an edit or a look, or says until when it must wait, in epoch milliseconds. */
  useFor(kind: Kind, now: number): number | undefined
  succeeded(address: string): void
  /** What follows from a fault; gives the wait before the delivery is tried again, in ms. */
  failed(address: string, fault: DeliveryFault, attempts: number, now: number): number
  /** When the next delivery may be begun, whatever its address, in epoch milliseconds; undefined: now, as far as the pace goes. */
  opens(now: number): number | undefined
  /** When the next address that must wait may go on, in epoch milliseconds. */
  addressOpens(now: number): number | undefined
}

export function createRateLimiter(pace: PlatformLimits | undefined, since: number): RateLimiter {
  /** After each address's last message, and after the last in all. Who spoke before us may have just sent. */
  const used = new Map<string, TheoreticalArrival>()
  let usedInAll: TheoreticalArrival = pace ? since + pace.address.every : since
  const usedFor = { edit: since, look: since }
  const resting = new Map<string, number>()
  let allRest = since
  /** Addresses with a fault since something last succeeded there: several mean the platform. */
  const failing = new Set<string>()
  let outages = 0
  let last = since

  /** When the clock was set back, what was noted by it would hold everything up for as long. */
  function look(now: number): void {
    if (now < last) {
      resting.clear()
      used.clear()
      usedInAll = pace ? now + pace.address.every : now
      usedFor.edit = usedFor.look = allRest = now
    }
    last = now
  }

  function closed(now: number): string[] {
    for (const [address, until] of resting) if (until <= now) resting.delete(address)
    if (!pace) return [...resting.keys()]
    for (const [address, at] of used) if (freeFrom(pace.address, at) <= now) used.delete(address)
    return [...new Set([...resting.keys(), ...used.keys()])]
  }

  return {
    each: pace ? 1 : AT_ONCE.each,
    closed,
    room(now, underWay) {
      look(now)
      if (allRest > now) return 0
      // In doubt one at a time: what fails then is one try and not many.
      const most = (outages > 0 ? 1 : AT_ONCE.all) - underWay
      if (pace) return Math.max(0, Math.min(most, allowed(pace.all, usedInAll, now)))
      // Many at once or none: a claim for each that has become free would cost more than sending it.
      return outages === 0 && most < AT_ONCE.all / 2 ? 0 : Math.max(0, most)
    },
    use(address, now) {
      if (!pace) return
      used.set(address, spend(pace.address, used.get(address) ?? 0, now))
      usedInAll = spend(pace.all, usedInAll, now)
    },
    useFor(kind, now) {
      if (!pace || kind === 'send') return undefined
      const limit = kind === 'edit' ? pace.edits : pace.looks
      if (allowed(limit, usedFor[kind], now) === 0) return freeFrom(limit, usedFor[kind])
      usedFor[kind] = spend(limit, usedFor[kind], now)
      return undefined
    },
    succeeded(address) {
      failing.delete(address)
      outages = 0
    },
    failed(address, fault, attempts, now) {
      if (fault.outcome === 'never') return 0
      failing.add(address)
      if (fault.concerns === 'platform' || failing.size > 1) {
        outages += 1
        const wait = retryDelay(outages, Math.random(), fault.retryAfter, LONGEST_REST)
        allRest = Math.max(allRest, now + wait)
        return wait
      }
      if (fault.retryAfter !== undefined) resting.set(address, now + fault.retryAfter)
      return retryDelay(attempts, Math.random(), fault.retryAfter)
    },
    opens(now) {
      const at = Math.max(allRest, pace ? freeFrom(pace.all, usedInAll) : 0)
      return at > now ? at : undefined
    },
    addressOpens(now) {
      const waits = [
        ...resting.values(),
        ...(pace ? [...used.values()].map(u => freeFrom(pace.address, u)) : []),
      ]
      const ahead = waits.filter(at => at > now)
      return ahead.length === 0 ? undefined : Math.min(...ahead)
    },
  }
}
