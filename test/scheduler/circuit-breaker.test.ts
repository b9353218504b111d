import { describe, expect, test } from 'vitest'
import { DeliveryFault } from '../../src/core/notices/fault.ts'
import { createCircuitBreaker } from '../../src/scheduler/dispatch/circuit-breaker.ts'

const NOW = 1_000_000
const fault = (retryAfter?: number, concerns: DeliveryFault['concerns'] = 'address') =>
  new DeliveryFault('later', 'because', retryAfter, concerns)
const refused = fault(undefined, 'platform')

/** Waits without jitter. */
const closedBreaker = () => createCircuitBreaker(() => 0)
/** Open since NOW, for a second. */
function openBreaker() {
  const breaker = closedBreaker()
  breaker.failed('A', fault(), NOW, NOW)
  expect(breaker.failed('B', fault(), NOW, NOW)).toBe(1_000)
  return breaker
}

describe('closed', () => {
  test('it lets any number of attempts pass', () => {
    expect(closedBreaker().concurrency(NOW)).toBe(Infinity)
    expect(closedBreaker().restsUntil(NOW)).toBeUndefined()
  })

  test.for([
    ['one address that fails', [['A', fault()]], true],
    [
      'one address that fails often',
      [
        ['A', fault()],
        ['A', fault()],
        ['A', fault()],
      ],
      true,
    ],
    [
      'two addresses that fail in a row',
      [
        ['A', fault()],
        ['B', fault()],
      ],
      false,
    ],
    ['a platform that refuses the bot', [['A', refused]], false],
    [
      'messages that can never be sent',
      [
        ['A', new DeliveryFault('never', 'gone')],
        ['B', new DeliveryFault('never', 'gone')],
      ],
      true,
    ],
  ] as [string, [string, DeliveryFault][], boolean][])('%s: does it stay closed', ([_, faults, isClosed]) => {
    const breaker = closedBreaker()
    for (const [i, [address, one]] of faults.entries()) breaker.failed(address, one, NOW + i, NOW + i)
    expect(breaker.concurrency(NOW + faults.length) === Infinity).toBe(isClosed)
  })

  test('a success anywhere between two failures means that the platform works', () => {
    const breaker = closedBreaker()
    breaker.failed('A', fault(), NOW, NOW)
    breaker.succeeded()
    expect(breaker.failed('B', fault(), NOW, NOW)).toBeUndefined()
    expect(breaker.concurrency(NOW)).toBe(Infinity)
  })
})

describe('open', () => {
  test('it lets nothing pass until the rest is over, and one attempt then', () => {
    const breaker = openBreaker()
    expect(breaker.concurrency(NOW)).toBe(0)
    expect(breaker.restsUntil(NOW)).toBe(NOW + 1_000)
    expect(breaker.concurrency(NOW + 999)).toBe(0)
    expect(breaker.concurrency(NOW + 1_000)).toBe(1)
    expect(breaker.restsUntil(NOW + 1_000)).toBeUndefined()
  })

  test('attempts that were under way when it opened count once, however many fail', () => {
    const breaker = openBreaker()
    for (const address of ['C', 'D', 'E', 'F', 'G'])
      expect(breaker.failed(address, fault(), NOW - 10, NOW + 100)).toBe(900)
    expect(breaker.failed('C', fault(), NOW - 10, NOW + 1_000)).toBeUndefined()
    expect(breaker.restsUntil(NOW + 100)).toBe(NOW + 1_000)
    // One that fails when the rest is over already says nothing new either.
    expect(breaker.failed('H', fault(), NOW, NOW + 5_000)).toBeUndefined()
    expect(breaker.concurrency(NOW + 5_000)).toBe(1)
  })

  test('it rests as long as the platform asks', () => {
    const breaker = closedBreaker()
    expect(breaker.failed('A', fault(90_000, 'platform'), NOW, NOW)).toBe(90_000)
    breaker.succeeded()
    expect(breaker.restsUntil(NOW)).toBe(NOW + 90_000)
  })

  test('a clock that is set back an hour does not make it rest for an hour', () => {
    const breaker = openBreaker()
    breaker.clockSetBack(NOW - 3_600_000)
    expect(breaker.concurrency(NOW - 3_600_000)).toBe(1)
  })
})

describe('half-open', () => {
  test('a success closes it', () => {
    const breaker = openBreaker()
    breaker.succeeded()
    expect(breaker.concurrency(NOW + 1_000)).toBe(Infinity)
    // And the next failure is the first again.
    expect(breaker.failed('A', fault(), NOW + 2_000, NOW + 2_000)).toBeUndefined()
  })

  test('one address is enough to open it again', () => {
    const breaker = closedBreaker()
    breaker.failed('A', refused, NOW, NOW)
    expect(breaker.failed('A', fault(), NOW + 1_000, NOW + 1_001)).toBe(2_000)
  })

  test('an attempt from before it opened that fails after it closed says nothing new', () => {
    const breaker = openBreaker()
    breaker.succeeded()
    expect(breaker.failed('C', refused, NOW - 10, NOW + 2_000)).toBeUndefined()
    expect(breaker.concurrency(NOW + 2_000)).toBe(Infinity)
  })

  test('a failure opens it again, for twice as long and for 25 seconds at most', () => {
    const breaker = openBreaker()
    let now = NOW + 1_000
    const rests: number[] = []
    for (let i = 0; i < 8; i++) {
      const rest = breaker.failed('A', fault(), now, now)!
      rests.push(rest)
      now += rest
    }
    expect(rests).toEqual([2_000, 4_000, 8_000, 16_000, 25_000, 25_000, 25_000, 25_000])
  })
})
