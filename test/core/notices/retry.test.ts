import { describe, expect, test } from 'vitest'
import {
  afterFault,
  IN_TRANSIT_MS,
  isOver,
  isStale,
  RETRY,
  retryDelayMs,
} from '../../../src/core/notices/retry.ts'
import { inSeconds, NOW } from '../instants.ts'

const HOUR = 3_600
const WEEK = 7 * 24 * HOUR

describe('the wait before another attempt', () => {
  const later = (retryAfter?: number) => ({ outcome: 'later', retryAfter }) as const
  test.for([
    ['begins with a second', 1, later(), 1_000],
    ['is our own back-off', 3, later(), 4_000],
    ['is never longer than 25 seconds, however often it failed', 100, later(), 25_000],
    ['is what the platform asks, where that is longer', 3, later(30_000), 30_000],
    ['is our own, where the platform asks for less', 3, later(3_999), 4_000],
    [
      'leaves a request that broke off the time to arrive',
      1,
      { outcome: 'unknown', retryAfter: undefined },
      2_000,
    ],
    ['of an unknown outcome grows, too', 3, { outcome: 'unknown', retryAfter: undefined }, 4_000],
  ] as const)('%s', ([_, attempts, fault, expected]) => {
    expect(retryDelayMs(attempts, fault, 0)).toBe(expected)
  })

  test('keeps a message that fails six times in a row below a minute', () => {
    const waits = [1, 2, 3, 4, 5, 6].map(attempt => retryDelayMs(attempt, later(), 0.5))
    expect(waits.reduce((sum, wait) => sum + wait, 0)).toBeLessThan(60_000)
  })

  test('after a recovery is bounded: what waits is tried within a minute of when it can succeed', () => {
    expect(RETRY.longestMs + IN_TRANSIT_MS).toBeLessThan(60_000)
  })
})

describe('a delivery that failed', () => {
  const after = (outcome: 'later' | 'never' | 'unknown', hours: number, attempts: number) =>
    afterFault({ outcome }, { attempts, triedAt: inSeconds(-hours * HOUR) }, 5_000, NOW)
  const again = { state: 'WAITING', nextAt: NOW.add({ seconds: 5 }) }
  test.for([
    ['is tried again', 'later', 0, 1, again],
    ['of unknown outcome is tried again', 'unknown', 0, 1, again],
    ['is given up at once when no attempt can succeed', 'never', 0, 1, { state: 'FAILED' }],
    ['is tried for three days', 'later', 71.99, 900, again],
    ['is given up after three days', 'later', 72, 900, { state: 'FAILED' }],
    ['of unknown outcome is given up after three days', 'unknown', 72, 900, { state: 'FAILED' }],
    ['is tried 15 times, however long ago the first attempt was', 'later', 1_000, 14, again],
    ['is given up with the 15th attempt after three days', 'later', 1_000, 15, { state: 'FAILED' }],
  ] as const)('%s', ([_, outcome, hours, attempts, expected]) => {
    expect(after(outcome, hours, attempts)).toEqual(expected)
  })
})

describe('a notice', () => {
  const notice = (state: 'ADDRESSED' | 'WITHDRAWN', expiresAt: Date | null) => ({ state, expiresAt })
  test.for([
    ['without an end is not over', notice('ADDRESSED', null), false],
    ['is not over a second before its end', notice('ADDRESSED', inSeconds(1)), false],
    ['is over at its end', notice('ADDRESSED', inSeconds(0)), true],
    ['is over after its end', notice('ADDRESSED', inSeconds(-1)), true],
    ['that was withdrawn is over', notice('WITHDRAWN', inSeconds(1)), true],
  ] as const)('%s', ([_, row, expected]) => {
    expect(isOver(row, NOW)).toBe(expected)
  })

  test.for([
    ['due a week ago is sent, though never tried', 1, -WEEK, false],
    ['due longer ago and never tried is stale', 1, -WEEK - 1, true],
    ['due longer ago is tried on, once it was tried', 2, -WEEK - 1, false],
    ['due now is not stale', 1, 0, false],
  ] as const)('%s', ([_, attempts, due, expected]) => {
    expect(isStale({ attempts, notice: { dueAt: inSeconds(due) } }, NOW)).toBe(expected)
  })
})
