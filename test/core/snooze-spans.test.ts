/** For how long the reminders of a meeting can be put aside. */
import { expect, test } from 'vitest'
import { findSnoozeEnd, fittingSpans } from '../../src/core/reminders/snooze-spans.ts'

const at = (iso: string) => Temporal.Instant.from(iso)

/** 13:00 in Geneva on 11 March 2026, and the end of 4 March. */
const MEETING = { starts: at('2026-03-11T12:00:00Z'), cutOff: at('2026-03-04T22:59:59Z') }

test.each([
  ['2026-03-10T11:59:59Z', ['1 day', 'until the last day', 'off']],
  ['2026-03-10T12:00:00Z', ['until the last day', 'off']],
  ['2026-03-10T22:59:59Z', ['until the last day', 'off']],
  // The last day begins at midnight in Geneva.
  ['2026-03-10T23:00:00Z', ['off']],
])('at %s the spans that end before a meeting at noon on the 11th are %j', (now, spans) => {
  expect(fittingSpans(MEETING.starts, at(now))).toEqual(spans)
})

test.each([
  ['1 day', '2026-03-03T22:59:58Z', '2026-03-04T22:59:58Z'],
  ['until the last day', '2026-03-03T22:59:59Z', '2026-03-03T23:00:00Z'],
  // The deadline’s last day has begun: the meeting’s counts.
  ['until the last day', '2026-03-03T23:00:00Z', '2026-03-10T23:00:00Z'],
  ['until the last day', '2026-03-10T23:00:00Z', undefined],
  ['1 day', '2026-03-10T12:00:00Z', undefined],
] as const)('%s, chosen at %s, ends at %s', (span, now, end) => {
  expect(findSnoozeEnd(MEETING, span, at(now))?.toString()).toBe(end)
})

test('off is for good', () => {
  expect(findSnoozeEnd(MEETING, 'off', MEETING.starts)).toBeNull()
})
