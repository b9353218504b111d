import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { DeliveryFault } from '../../src/core/notices/fault.ts'
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

describe('lanes', () => {
  const NOW = 1_000_000
  const PACE = {
    address: { every: 1000, most: 1 },
    all: { every: 100, most: 3 },
    edits: { every: 500, most: 1 },
    looks: { every: 500, most: 1 },
  }
  const fault = (retryAfter?: number, concerns: DeliveryFault['concerns'] = 'address') =>
    new DeliveryFault('later', 'because', retryAfter, concerns)

  test('a new speaker waits until what the one before has sent is no burden any more', () => {
    const lanes = createRateLimiter(PACE, NOW)
    expect(lanes.room(NOW, 0)).toBeLessThan(3)
    expect(lanes.room(NOW + 2000, 0)).toBe(3)
  })

  test('an address waits for its turn, and the next turn is named', () => {
    const lanes = createRateLimiter(PACE, NOW - 10_000)
    lanes.use('A', NOW)
    expect(lanes.closed(NOW)).toEqual(['A'])
    expect(lanes.closed(NOW + 999)).toEqual(['A'])
    expect(lanes.addressOpens(NOW)).toBe(NOW + 1000)
    expect(lanes.closed(NOW + 1000)).toEqual([])
  })

  test('an address rests as long as the platform asks; the others go on', () => {
    const lanes = createRateLimiter(PACE, NOW - 10_000)
    expect(lanes.failed('A', fault(30_000), 1, NOW)).toBe(30_000)
    expect(lanes.closed(NOW)).toEqual(['A'])
    expect(lanes.room(NOW, 0)).toBe(3)
    expect(lanes.closed(NOW + 30_000)).toEqual([])
  })

  test('when two addresses fail in a row, the whole platform rests and is tried with one message', () => {
    const lanes = createRateLimiter(undefined, NOW)
    lanes.failed('A', fault(), 1, NOW)
    expect(lanes.room(NOW, 0)).toBeGreaterThan(1)
    const wait = lanes.failed('B', fault(), 1, NOW)
    expect(lanes.room(NOW, 0)).toBe(0)
    expect(lanes.opens(NOW)).toBe(NOW + wait)
    expect(lanes.room(NOW + wait, 0)).toBe(1)
    expect(lanes.room(NOW + wait, 1)).toBe(0)
    lanes.succeeded('A')
    expect(lanes.room(NOW + wait, 0)).toBeGreaterThan(1)
  })

  test('a platform that stays out of order is tried again each minute, and not less often', () => {
    const lanes = createRateLimiter(undefined, NOW)
    let now = NOW
    for (let i = 0; i < 40; i++) {
      const wait = lanes.failed('A', fault(undefined, 'platform'), 1, now)
      expect(wait).toBeLessThanOrEqual(72_000)
      now += wait
    }
    expect(now - NOW).toBeGreaterThan(30 * 40_000)
  })

  test('what never can be sent says nothing about the platform', () => {
    const lanes = createRateLimiter(undefined, NOW)
    for (const address of ['A', 'B', 'C']) lanes.failed(address, new DeliveryFault('never', 'gone'), 1, NOW)
    expect(lanes.room(NOW, 0)).toBeGreaterThan(1)
    expect(lanes.closed(NOW)).toEqual([])
  })

  test('a clock that is set back an hour holds nothing up for an hour', () => {
    const lanes = createRateLimiter(PACE, NOW - 10_000)
    for (let i = 0; i < 3; i++) lanes.use('A', NOW)
    lanes.failed('B', fault(30_000), 1, NOW)
    const back = NOW - 3_600_000
    lanes.room(back, 0)
    expect(lanes.closed(back)).toEqual([])
    expect(lanes.room(back + 2000, 0)).toBe(3)
  })

  test('edits and looks have a pace of their own', () => {
    const lanes = createRateLimiter(PACE, NOW - 10_000)
    expect(lanes.useFor('edit', NOW)).toBeUndefined()
    expect(lanes.useFor('edit', NOW)).toBe(NOW + 500)
    expect(lanes.useFor('look', NOW)).toBeUndefined()
    expect(lanes.useFor('send', NOW)).toBeUndefined()
  })
})
