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

interface State {
  /** The messages sent so far, by address; empty without limits. */
  addresses: Map<string, TheoreticalArrival>
  all: TheoreticalArrival
  kinds: Record<LimitedKind, TheoreticalArrival>
  /** Until when each address is left alone, in epoch milliseconds. */
  blocked: Map<string, number>
}

/** `since`: a leader before us may have sent just before that. */
export function createRateLimiter(limits: PlatformLimits | undefined, since: number): RateLimiter {
  const stateAt = (now: number): State => ({
    addresses: new Map(),
    all: now + (limits?.address.every ?? 0),
    kinds: { edit: now, look: now },
    blocked: new Map(),
  })
  const freeAt = (used: TheoreticalArrival) => freeFrom(limits!.address, used)
  let state = stateAt(since)

  return {
    allowance: now => (limits ? allowed(limits.all, state.all, now) : Infinity),
    blockedAddresses(now) {
      const { addresses, blocked } = state
      for (const [address, until] of blocked) if (until <= now) blocked.delete(address)
      for (const [address, used] of addresses) if (freeAt(used) <= now) addresses.delete(address)
      return [...new Set([...blocked.keys(), ...addresses.keys()])]
    },
    count(address, now) {
      if (!limits) return
      state.addresses.set(address, spend(limits.address, state.addresses.get(address) ?? 0, now))
      state.all = spend(limits.all, state.all, now)
    },
    countOrWait(kind, now) {
      if (!limits) return undefined
      const limit = kind === 'edit' ? limits.edits : limits.looks
      const used = state.kinds[kind]
      if (allowed(limit, used, now) === 0) return freeFrom(limit, used)
      state.kinds[kind] = spend(limit, used, now)
      return undefined
    },
    block(address, until) {
      state.blocked.set(address, Math.max(until, state.blocked.get(address) ?? 0))
    },
    nextAllowed(now) {
      const at = limits ? freeFrom(limits.all, state.all) : 0
      return at > now ? at : undefined
    },
    nextAddressFree(now) {
      const all = [...state.blocked.values(), ...[...state.addresses.values()].map(freeAt)]
      const ahead = all.filter(at => at > now)
      return ahead.length === 0 ? undefined : Math.min(...ahead)
    },
    clockSetBack(now) {
      state = stateAt(now)
    },
  }
}
