import fc from 'fast-check'
import { expect, test } from 'vitest'
import { backoffMs } from '../../../src/core/notices/backoff.ts'

const BACKOFF = { firstMs: 1_000, longestMs: 45_000 }

test.for([
  // failures, without jitter, with half, with all
  [1, 1_000, 750, 500],
  [2, 2_000, 1_500, 1_000],
  [3, 4_000, 3_000, 2_000],
  [6, 32_000, 24_000, 16_000],
  [7, 45_000, 33_750, 22_500],
  [8, 45_000, 33_750, 22_500],
  [5_000, 45_000, 33_750, 22_500],
] as const)(
  'after %s failures in a row it is between half and all of the doubled wait',
  ([failures, none, half, full]) => {
    expect([0, 0.5, 1].map(jitter => backoffMs(failures, BACKOFF, jitter))).toEqual([none, half, full])
  },
)

test('it never exceeds the longest, never shrinks with more failures, and is never zero', () => {
  const jitter = fc.double({ min: 0, max: 1, noNaN: true })
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 4_000 }), jitter, (failures, drawn) => {
      const wait = backoffMs(failures, BACKOFF, drawn)
      expect(wait).toBeGreaterThan(0)
      expect(wait).toBeLessThanOrEqual(BACKOFF.longestMs)
      expect(backoffMs(failures + 1, BACKOFF, drawn)).toBeGreaterThanOrEqual(wait)
    }),
  )
})
