/**
 * When a platform may be sent something: nothing faster than its limits, nothing to an address for as long as the
 * platform asked. The algorithm is GCRA (src/core/notices/rate.ts). Kept in memory: the leader is the only one who sends.
 */
import type { PlatformLimits } from '../../bots/bot.ts'
import { allowed, freeFrom, spend, type TheoreticalArrival } from '../../core/notices/rate.ts'

/** Requests with a limit of their own beside that of messages. */
export type LimitedKind = 'edit' | 'look'

export interface RateLimiter {
  /** How many deliveries may begin now; without limits any number. */
  allowance(now: number): number
  /** Addresses that must wait. */
  blockedAddresses(now: number): string[]
  /** Counts one delivery to an address. */
  count(address: string, now: number): void
  /** Counts an edit or a look-up, or returns when it is allowed, in epoch milliseconds. */
  countOrWait(kind: LimitedKind, now: number): number | undefined
  /** The platform asked to leave this address alone for a while. */
  block(address: string, until: number): void
  /** When the next delivery is allowed whatever its address, in epoch milliseconds; undefined: now. */
  nextAllowed(now: number): number | undefined
  /** When the first of the blocked addresses is free, in epoch milliseconds. */
  nextAddressFree(now: number): number | undefined
  /** The clock was set back to `now`: what was noted by the old one would block everything for too long. */
  clockSetBack(now: number): void
}

/** `since`: a leader before us may have sent just before that. */
export function createRateLimiter(limits: PlatformLimits | undefined, since: number): RateLimiter {
  const addresses = new Map<string, TheoreticalArrival>()
  const blocked = new Map<string, number>()
  let all: TheoreticalArrival = 0
  const kinds = { edit: 0, look: 0 }

  function startAt(now: number): void {
    blocked.clear()
    addresses.clear()
    all = limits ? now + limits.address.every : now
    kinds.edit = kinds.look = now
  }

  startAt(since)
  return {
    allowance: now => (limits ? allowed(limits.all, all, now) : Infinity),
    blockedAddresses(now) {
      for (const [address, until] of blocked) if (until <= now) blocked.delete(address)
      if (!limits) return [...blocked.keys()]
      for (const [address, used] of addresses)
        if (freeFrom(limits.address, used) <= now) addresses.delete(address)
      return [...new Set([...blocked.keys(), ...addresses.keys()])]
    },
    count(address, now) {
      if (!limits) return
      addresses.set(address, spend(limits.address, addresses.get(address) ?? 0, now))
      all = spend(limits.all, all, now)
    },
    countOrWait(kind, now) {
      if (!limits) return undefined
      const limit = kind === 'edit' ? limits.edits : limits.looks
      if (allowed(limit, kinds[kind], now) === 0) return freeFrom(limit, kinds[kind])
      kinds[kind] = spend(limit, kinds[kind], now)
      return undefined
    },
    block: (address, until) => void blocked.set(address, Math.max(until, blocked.get(address) ?? 0)),
    nextAllowed(now) {
      const at = limits ? freeFrom(limits.all, all) : 0
      return at > now ? at : undefined
    },
    nextAddressFree(now) {
      const free = limits ? [...addresses.values()].map(used => freeFrom(limits.address, used)) : []
      const ahead = [...blocked.values(), ...free].filter(at => at > now)
      return ahead.length === 0 ? undefined : Math.min(...ahead)
    },
    clockSetBack: startAt,
  }
}
