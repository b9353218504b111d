/** The dates of a series of meetings. */
import { describe, expect, test } from 'vitest'
import { datesOfSeries, readRecurrence } from '../../src/core/calendar/series.ts'

const dates = (every: string, from: string, until: string) =>
  datesOfSeries(readRecurrence(every), Temporal.PlainDate.from(from), Temporal.PlainDate.from(until)).map(
    String,
  )

describe('a series', () => {
  test.each([
    ['on its first day', '2026-05-04', '2026-05-11', ['2026-05-04', '2026-05-11']],
    ['from the day after on', '2026-05-05', '2026-05-11', ['2026-05-11']],
    ['until the day before its next date', '2026-05-04', '2026-05-10', ['2026-05-04']],
    ['of one day', '2026-05-04', '2026-05-04', ['2026-05-04']],
  ])('every Monday, %s', (_, from, until, expected) => {
    expect(dates('Monday', from, until)).toEqual(expected)
  })

  test('has a date at least, and thirty at most', () => {
    expect(() => dates('Monday', '2026-05-05', '2026-05-10')).toThrow('No date fits')
    const [first, thirtieth] = [Temporal.PlainDate.from('2026-05-04'), { weeks: 29 }]
    expect(dates('Monday', String(first), String(first.add(thirtieth)))).toHaveLength(30)
    expect(() => dates('Monday', String(first), String(first.add({ weeks: 30 })))).toThrow(
      'That is more than 30 meetings',
    )
  })
})
