import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { endOfQuietHours } from '../../src/core/notices/quiet-hours.ts'

const NIGHT = { quietFrom: '22:00', quietTo: '07:00' }
const LUNCH = { quietFrom: '12:00', quietTo: '13:30' }
const sent = (now: string, quiet: object, zone: string | null = 'Asia/Tokyo') =>
  endOfQuietHours({ zone, quietFrom: null, quietTo: null, ...quiet }, Temporal.Instant.from(now), null)

describe('a reminder in quiet hours', () => {
  test.each([
    ['before them goes at once', '2026-05-06T12:59:00Z', NIGHT, '2026-05-06T12:59:00Z'],
    [
      'at their beginning waits until their end the next day',
      '2026-05-06T13:00:00Z',
      NIGHT,
      '2026-05-06T22:00:00Z',
    ],
    ['after midnight waits until their end that day', '2026-05-06T16:00:00Z', NIGHT, '2026-05-06T22:00:00Z'],
    ['at their end goes at once', '2026-05-06T22:00:00Z', NIGHT, '2026-05-06T22:00:00Z'],
    ['within a day waits', '2026-05-06T03:15:00Z', LUNCH, '2026-05-06T04:30:00Z'],
    ['outside of them goes at once', '2026-05-06T05:00:00Z', LUNCH, '2026-05-06T05:00:00Z'],
  ])('%s', (_, now, quiet, at) => {
    expect(sent(now, quiet).toString()).toBe(at)
  })

  test('goes at once when nobody set any', () => {
    expect(sent('2026-05-06T16:00:00Z', {}).toString()).toBe('2026-05-06T16:00:00Z')
  })

  test('is counted on Geneva’s clocks for somebody without a zone', () => {
    expect(sent('2026-05-06T20:30:00Z', NIGHT, null).toString()).toBe('2026-05-07T05:00:00Z')
  })

  test('goes at once when its matter would be over by their end', () => {
    const over = new Date('2026-05-06T21:59:00Z')
    const quiet = { zone: 'Asia/Tokyo', ...NIGHT }
    const now = Temporal.Instant.from('2026-05-06T16:00:00Z')
    expect(endOfQuietHours(quiet, now, over).equals(now)).toBe(true)
  })

  test('never goes earlier than it is due, never more than a day later, and never within them', () => {
    const hours = fc.integer({ min: 0, max: 23 }).map(h => `${String(h).padStart(2, '0')}:00`)
    const zones = fc.constantFrom('Asia/Tokyo', 'America/New_York', 'Europe/Zurich', 'Pacific/Auckland')
    const seconds = fc.integer({ min: 1_735_689_600, max: 1_893_456_000 })
    fc.assert(
      fc.property(hours, hours, zones, seconds, (quietFrom, quietTo, zone, at) => {
        const now = Temporal.Instant.fromEpochMilliseconds(at * 1000)
        const end = endOfQuietHours({ zone, quietFrom, quietTo }, now, null)
        const wait = now.until(end).total('hours')
        expect(wait).toBeGreaterThanOrEqual(0)
        // A night of clock change has an hour more.
        expect(wait).toBeLessThanOrEqual(25)
        if (wait > 0) expect(endOfQuietHours({ zone, quietFrom, quietTo }, end, null).equals(end)).toBe(true)
      }),
      { numRuns: 500 },
    )
  })
})
