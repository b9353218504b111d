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

  test.each([
    ['nobody set any', {}],
    ['only their beginning is set', { quietFrom: '22:00' }],
    ['only their end is set', { quietTo: '07:00' }],
  ])('goes at once when %s', (_, quiet) => {
    expect(sent('2026-05-06T16:00:00Z', quiet).toString()).toBe('2026-05-06T16:00:00Z')
  })

  test.each([
    // when its matter is over, whether it waits until 22:00 UTC
    ['before their end', '2026-05-06T21:59:00Z', false],
    ['at their end', '2026-05-06T22:00:00Z', false],
    ['a second after their end', '2026-05-06T22:00:01Z', true],
  ])('of a matter that is over %s: it waits only when it still makes sense then', (_, over, waits) => {
    const now = Temporal.Instant.from('2026-05-06T16:00:00Z')
    const at = endOfQuietHours({ zone: 'Asia/Tokyo', ...NIGHT }, now, new Date(over))
    expect(at.toString()).toBe(waits ? '2026-05-06T22:00:00Z' : '2026-05-06T16:00:00Z')
  })

  // In the night of 25 October 2026 the clocks of Zurich go from 3:00 back to 2:00: 2:30 comes at 00:30Z and at 01:30Z.
  test.each([
    ['before both', '2026-10-25T00:00:00Z', '2026-10-25T00:30:00Z'],
    ['at the first', '2026-10-25T00:30:00Z', '2026-10-25T00:30:00Z'],
    ['between them, by the clock within the hours again', '2026-10-25T01:10:00Z', '2026-10-25T01:30:00Z'],
    ['at the second', '2026-10-25T01:30:00Z', '2026-10-25T01:30:00Z'],
  ])('an end that comes twice in one night, asked %s', (_, now, at) => {
    const quiet = { zone: 'Europe/Zurich', quietFrom: '22:00', quietTo: '02:30' }
    expect(endOfQuietHours(quiet, Temporal.Instant.from(now), null).toString()).toBe(at)
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
