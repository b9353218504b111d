import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { PlatformLimits } from '../../src/bots/bot.ts'
import { allowed, freeFrom, type Rate, spend } from '../../src/core/notices/rate.ts'
import { createRateLimiter } from '../../src/scheduler/dispatch/rate-limiter.ts'

describe('a pace', () => {
  const pace = fc.record({ every: fc.integer({ min: 1, max: 5000 }), most: fc.integer({ min: 1, max: 20 }) })
  const waits = fc.array(fc.integer({ min: 0, max: 10_000 }), { minLength: 1, maxLength: 60 })

  /** Does one whenever it is allowed, having waited a while; gives when each was done. */
  function play(p: Rate, all: number[]): number[] {
    const done: number[] = []
    let [now, used] = [1_000_000, 0]
    for (const wait of all) {
      now += wait
      if (allowed(p, used, now) === 0) now = freeFrom(p, used)
      used = spend(p, used, now)
      done.push(now)
    }
    return done
  }

  test('never lets more than its most and one for each step of time pass, whenever one looks', () => {
    fc.assert(
      fc.property(pace, waits, (p, all) => {
        const done = play(p, all)
        for (const [first, from] of done.entries())
          for (let last = first; last < done.length; last++)
            expect(last - first + 1).toBeLessThanOrEqual(p.most + Math.floor((done[last]! - from) / p.every))
      }),
    )
  })

  test('lets its most pass at once after a rest, and says how many', () => {
    fc.assert(
      fc.property(pace, p => {
        expect(allowed(p, 0, 1_000_000)).toBe(p.most)
        let used = 0
        for (let i = 0; i < p.most; i++) used = spend(p, used, 1_000_000)
        expect(allowed(p, used, 1_000_000)).toBe(0)
        expect(allowed(p, used, 1_000_000 + p.every)).toBe(1)
        expect(freeFrom(p, used)).toBe(1_000_000 + p.every)
      }),
    )
  })
})

describe('a limiter', () => {
  const NOW = 1_000_000
  const LIMITS = {
    address: { every: 1000, most: 1 },
    all: { every: 100, most: 3 },
    edits: { every: 500, most: 1 },
    looks: { every: 700, most: 1 },
  }
  const idle = (limits: PlatformLimits | undefined) => createRateLimiter(limits, NOW - 10_000)

  test('a new leader waits until the messages of the one before no longer count', () => {
    const limiter = createRateLimiter(LIMITS, NOW)
    expect(limiter.allowance(NOW)).toBe(0)
    expect(limiter.nextAllowed(NOW)).toBe(NOW + 800)
    expect(limiter.allowance(NOW + 800)).toBe(1)
    expect(limiter.allowance(NOW + 1_000)).toBe(3)
  })

  test('an address waits for its limit, and the end of the wait is known', () => {
    const limiter = idle(LIMITS)
    limiter.count('A', NOW)
    expect(limiter.blockedAddresses(NOW)).toEqual(['A'])
    expect(limiter.blockedAddresses(NOW + 999)).toEqual(['A'])
    expect(limiter.nextAddressFree(NOW)).toBe(NOW + 1_000)
    expect(limiter.blockedAddresses(NOW + 1_000)).toEqual([])
    expect(limiter.nextAddressFree(NOW + 1_000)).toBeUndefined()
  })

  test('all addresses together have a limit, too', () => {
    const limiter = idle(LIMITS)
    for (const address of ['A', 'B', 'C']) limiter.count(address, NOW)
    expect(limiter.allowance(NOW)).toBe(0)
    expect(limiter.nextAllowed(NOW)).toBe(NOW + 100)
    expect(limiter.allowance(NOW + 100)).toBe(1)
    expect(limiter.nextAllowed(NOW + 100)).toBeUndefined()
  })

  test.for([
    ['with limits', LIMITS],
    ['without limits', undefined],
  ] as const)(
    'an address is left alone for as long as the platform asks, %s; the others go on',
    ([_, limits]) => {
      const limiter = idle(limits)
      limiter.block('A', NOW + 30_000)
      limiter.block('A', NOW + 10_000)
      expect(limiter.blockedAddresses(NOW + 29_999)).toEqual(['A'])
      expect(limiter.nextAddressFree(NOW)).toBe(NOW + 30_000)
      expect(limiter.allowance(NOW)).toBe(limits ? 3 : Infinity)
      expect(limiter.blockedAddresses(NOW + 30_000)).toEqual([])
    },
  )

  test('a clock that is set back an hour holds nothing up for an hour', () => {
    const limiter = idle(LIMITS)
    for (let i = 0; i < 3; i++) limiter.count('A', NOW)
    limiter.block('B', NOW + 30_000)
    limiter.countOrWait('edit', NOW)
    const back = NOW - 3_600_000
    limiter.clockSetBack(back)
    expect(limiter.blockedAddresses(back)).toEqual([])
    expect(limiter.allowance(back + 1_000)).toBe(3)
    expect(limiter.countOrWait('edit', back)).toBeUndefined()
  })

  test('edits and look-ups have limits of their own', () => {
    const limiter = idle(LIMITS)
    expect(limiter.countOrWait('edit', NOW)).toBeUndefined()
    expect(limiter.countOrWait('edit', NOW)).toBe(NOW + 500)
    expect(limiter.countOrWait('look', NOW)).toBeUndefined()
    expect(limiter.countOrWait('look', NOW)).toBe(NOW + 700)
    expect(limiter.countOrWait('edit', NOW + 500)).toBeUndefined()
  })

  test('without limits nothing waits', () => {
    const limiter = idle(undefined)
    for (let i = 0; i < 10; i++) limiter.count('A', NOW)
    expect(limiter.allowance(NOW)).toBe(Infinity)
    expect(limiter.blockedAddresses(NOW)).toEqual([])
    expect(limiter.nextAllowed(NOW)).toBeUndefined()
    for (let i = 0; i < 3; i++) expect(limiter.countOrWait('edit', NOW)).toBeUndefined()
  })
})
