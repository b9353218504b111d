/** The days of a meeting and of its contribution deadline. */
import { describe, expect, test } from 'vitest'
import { assertDeadlineAhead, datesOf } from '../../src/core/meetings/dates.ts'
import { atGeneva } from '../../src/core/time/geneva.ts'
import { parseTimeSpan } from '../../src/core/time/parse.ts'

const day = (text: string) => Temporal.PlainDate.from(text)
const TIME = parseTimeSpan('13:00–15:00')
const LATE = 'The contribution deadline 4 March 2026 is not before the meeting on 4 March 2026.'

describe('the contribution deadline of a meeting on 4 March 2026', () => {
  const date = day('2026-03-04')
  test.each([
    ['the day before', date.subtract({ days: 1 }), undefined],
    ['the same day', date, LATE],
    ['183 days before', date.subtract({ days: 183 }), undefined],
    ['184 days before', date.subtract({ days: 184 }), '1 September 2025'],
  ])('may be %s, or is refused', (_, deadline, refusal) => {
    const make = () => datesOf(date, TIME, { kind: 'date', date: deadline })
    if (refusal) expect(make).toThrow(refusal)
    else expect(make().deadline).toEqual(deadline)
  })

  test('is ahead on its day, and past on the next', () => {
    const deadline = { kind: 'date', date: day('2026-02-20') } as const
    expect(() => assertDeadlineAhead(deadline, atGeneva(day('2026-02-20'), '23:59'))).not.toThrow()
    expect(() => assertDeadlineAhead(deadline, atGeneva(day('2026-02-21'), '00:00'))).toThrow(
      'The contribution deadline 20 February 2026 is in the past',
    )
  })
})

describe('the last day of a meeting that begins on 1 March 2026', () => {
  test.each([
    ['2026-03-01', undefined],
    ['2026-03-31', undefined],
    ['2026-04-01', 'A meeting can last at most 31 days.'],
    ['2026-02-28', '28 February 2026 is before 1 March 2026.'],
  ])('%s: %s', (until, refusal) => {
    const make = () => datesOf(day('2026-03-01'), TIME, { kind: 'none' }, day(until))
    if (refusal) expect(make).toThrow(refusal)
    else expect(make().ends).toEqual(atGeneva(day(until), '15:00'))
  })
})
