import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { CUT_OFF_TIME, cutOffOn } from '../../src/core/deadlines/cut-off.ts'
import { deadlineDate, parseDeadline } from '../../src/core/deadlines/rule.ts'
import { UserError } from '../../src/core/errors.ts'
import { describeTimeLeft } from '../../src/core/meetings/words.ts'
import {
  atGeneva,
  endOfDay,
  formatDate,
  formatTimeLeft,
  formatTimeSpan,
  formatTimeSpanIn,
  genevaLabel,
  inGeneva,
} from '../../src/core/time/geneva.ts'
import { parseDate, parseTimeSpan } from '../../src/core/time/parse.ts'
import { toInstants } from '../../src/core/time/span.ts'

const day = (iso: string) => Temporal.PlainDate.from(iso)
const at = (iso: string) => Temporal.Instant.from(iso)

function refusal(read: (raw: string) => unknown, raw: string): string {
  try {
    read(raw)
  } catch (error) {
    if (error instanceof UserError) return error.message
    throw error
  }
  throw new Error(`"${raw}" was accepted`)
}

describe('a date is read as documents write it:', () => {
  test.for([
    ['4th March 2026', '2026-03-04'],
    ['15 July2026', '2026-07-15'],
    ['2 September 2026', '2026-09-02'],
    ['1st Aug 2026', '2026-08-01'],
    ['23rd january 2026', '2026-01-23'],
    ['9 Sept. 2026', '2026-09-09'],
    ['Wednesday 13 May 2026', '2026-05-13'],
    ['Wednesday, 13 May 2026', '2026-05-13'],
    ['  13 MAY 2026 ', '2026-05-13'],
    ['2026-05-13', '2026-05-13'],
    ['2026-5-3', '2026-05-03'],
    ['29 February 2028', '2028-02-29'],
  ])('%s', ([raw, iso]) => expect(parseDate(raw!).toString()).toBe(iso))

  test('one without a year is refused, and an example given', () => {
    expect(refusal(parseDate, '5 November')).toBe('"5 November" has no year; write it like 13 May 2026.')
  })

  test.for([
    '30 February 2026',
    '29 February 2026',
    '31 June 2026',
    '13 Mai 2026',
    '2026-13-01',
    '0 May 2026',
    'tomorrow',
    '13/05/2026',
    '',
    '13 May 26',
    'progress 10 June 2026',
  ])('"%s" is refused, the value and an example named', raw =>
    expect(refusal(parseDate, raw)).toBe(`"${raw}" is not a date; write it like 13 May 2026 or 2026-05-13.`),
  )

  test.for(['Monday 13 May 2026', 'foo 13 May 2026'])('"%s" does not pass as Wednesday 13 May', raw =>
    expect(refusal(parseDate, raw)).toContain(raw),
  )
})

describe('a span of time', () => {
  test.for([
    ['13:00–15:00', '13:00', '15:00'],
    ['13:00-15:00', '13:00', '15:00'],
    ['14:00 - 16:30', '14:00', '16:30'],
    ['9:05 — 10.00', '09:05', '10:00'],
    ['13h00 to 15h00', '13:00', '15:00'],
    ['13:00\u201115:00', '13:00', '15:00'],
    ['13:00\u221215:00', '13:00', '15:00'],
    ['13:00\u00a0–\u202f15:00', '13:00', '15:00'],
    ['13:00 – 15:00 CET', '13:00', '15:00'],
    ['13:00–15:00 Geneva time (CEST)', '13:00', '15:00'],
    ['13:00–15:00 (Geneva time)', '13:00', '15:00'],
    ['02:15–02:45 Geneva time (CEST, UTC+2)', '02:15', '02:45'],
  ])('%s is read', ([raw, start, end]) => {
    const span = parseTimeSpan(raw!)
    expect([span.start, span.end].map(t => t.toString({ smallestUnit: 'minute' }))).toEqual([start, end])
  })

  test.for(['13:00', '15:00–13:00', '13:00–13:00', '24:00–25:00', '12:60–13:00', 'noon–14:00', ''])(
    '"%s" is refused, the value and an example named',
    raw => {
      const sentence = refusal(parseTimeSpan, raw)
      expect(sentence).toContain(`"${raw}"`)
      expect(sentence).toContain('like 13:00–15:00')
    },
  )
})

const isLastSundayOfMarch = (d: Temporal.PlainDate) => d.month === 3 && d.dayOfWeek === 7 && d.day > 24

describe('a span on a date', () => {
  const read = (date: string, span: string) => toInstants(day(date), parseTimeSpan(span))
  test.for([
    ['2026-05-13', '13:00–15:00', '2026-05-13T11:00:00Z', '2026-05-13T13:00:00Z'],
    ['2026-03-11', '13:00–15:00 CET', '2026-03-11T12:00:00Z', '2026-03-11T14:00:00Z'],
    // The clocks go back: the first of two, unless the label says the second.
    ['2026-10-25', '02:15–02:45', '2026-10-25T00:15:00Z', '2026-10-25T00:45:00Z'],
    ['2026-10-25', '02:15–02:45 CEST', '2026-10-25T00:15:00Z', '2026-10-25T00:45:00Z'],
    ['2026-10-25', '02:15–02:45 CET', '2026-10-25T01:15:00Z', '2026-10-25T01:45:00Z'],
    // They go forward: an hour less, but both ends exist.
    ['2026-03-29', '01:30–03:30', '2026-03-29T00:30:00Z', '2026-03-29T01:30:00Z'],
  ])('%s, %s', ([date, span, starts, ends]) => {
    const read_ = read(date!, span!)
    expect([read_.starts.toString(), read_.ends.toString()]).toEqual([starts, ends])
    // A time as it is shown is read back as the same time.
    const shown = formatTimeSpan(read_.starts, read_.ends).replace(/^[^,]*, /, '')
    if (!shown.includes(', to ')) expect(read(date!, shown).starts.toString()).toBe(starts)
  })

  test.for([
    ['2026-05-13', '13:00–15:00 CET', 'CET does not fit 13 May 2026, 13:00: Geneva is on CEST then.'],
    ['2026-03-11', '13:00–15:00 Geneva time (CEST)', 'CEST does not fit 11 March 2026'],
    [
      '2027-03-28',
      '02:30-03:15',
      '28 March 2027, 02:30 does not exist in Geneva: the clocks go from 02:00 to 03:00',
    ],
    ['2027-03-28', '01:30-02:15', '28 March 2027, 02:15 does not exist'],
    ['2026-05-13', '13:00–15:00 JST', 'understood up to "JST"'],
    ['2026-05-13', '13:00–15:00 tomorrow', 'understood up to "tomorrow"'],
  ])('%s, %s is refused by name', ([date, span, sentence]) =>
    expect(refusal(raw => read(date!, raw), span!)).toContain(sentence),
  )

  test('any date and time is refused as one that does not exist, or shown again as it was written', () => {
    const minutes = fc.integer({ min: 0, max: 1438 })
    // Near the changes of the clocks as often as anywhere.
    const date = fc.oneof(
      fc.integer({ min: 0, max: 2500 }).map(days => day('2024-01-01').add({ days })),
      fc.constantFrom('2026-03-29', '2026-10-25', '2027-03-28', '2027-10-31').map(day),
    )
    fc.assert(
      fc.property(date, minutes, minutes, (on, a, b) => {
        fc.pre(a < b)
        const [start, end] = [a, b].map(m => new Temporal.PlainTime(Math.floor(m / 60), m % 60))
        const isSkipped = (m: number) =>
          ['2026-03-29', '2027-03-28'].includes(on.toString()) && m >= 120 && m < 180
        fc.pre(on.month !== 3 || !isLastSundayOfMarch(on) || ['2026', '2027'].includes(String(on.year)))
        const written = `${start!.toString({ smallestUnit: 'minute' })}–${end!.toString({ smallestUnit: 'minute' })}`
        if (isSkipped(a) || isSkipped(b)) {
          expect(refusal(raw => toInstants(on, parseTimeSpan(raw)), written)).toContain(
            'does not exist in Geneva',
          )
          return
        }
        const { starts, ends } = toInstants(on, parseTimeSpan(written))
        expect(Temporal.Instant.compare(starts, ends)).toBe(-1)
        expect(formatTimeSpan(starts, ends)).toContain(`${formatDate(on)}, ${written} Geneva time`)
      }),
    )
  })

  test('a time that comes twice is shown with its offset', () => {
    const { starts, ends } = read('2026-10-25', '02:15–02:45')
    expect(formatTimeSpan(starts, ends)).toBe('25 October 2026, 02:15–02:45 Geneva time (CEST, UTC+2)')
    const across = read('2026-10-25', '01:30–03:30')
    expect(formatTimeSpan(across.starts, across.ends)).toBe(
      '25 October 2026, 01:30–03:30 Geneva time (CEST, to CET)',
    )
  })
})

describe('a contribution deadline', () => {
  test.for([
    ['7 days before', '2026-05-13', '2026-05-06'],
    ['one week before', '2026-05-13', '2026-05-06'],
    ['one week in advance', '2026-05-13', '2026-05-06'],
    ['2 weeks', '2026-03-11', '2026-02-25'],
    ['12 calendar days before', '2026-05-13', '2026-05-01'],
    ['1 day before', '2026-03-01', '2026-02-28'],
    ['7 May 2026', '2026-05-13', '2026-05-07'],
    ["the TSAG meeting's contribution deadline", '2027-01-25', undefined],
    ['none', '2026-05-13', undefined],
  ])('"%s" for a meeting on %s is %s', ([rule, meeting, date]) => {
    expect(deadlineDate(parseDeadline(rule!), day(meeting!))?.toString()).toBe(date)
  })

  test('that is no deadline is refused, the value and examples named', () => {
    expect(refusal(parseDeadline, 'soon')).toBe(
      '"soon" is not a deadline; write a date like 7 May 2026, a rule like "7 days before", or none.',
    )
  })

  test.for([
    ['in winter', '2026-03-04', '2026-03-04T22:59:59Z'],
    ['in summer', '2026-05-07', '2026-05-07T21:59:59Z'],
    ['on the day clocks go forward', '2026-03-29', '2026-03-29T21:59:59Z'],
    ['on the day clocks go back', '2026-10-25', '2026-10-25T22:59:59Z'],
  ])('ends at 23:59:59 in Geneva %s', ([, date, iso]) => {
    expect(endOfDay(day(date!)).toString()).toBe(iso)
    expect(cutOffOn(day(date!), CUT_OFF_TIME.parse(CUT_OFF_TIME.usual)!).toString()).toBe(iso)
  })

  test('has passed after its last second, not in it', () => {
    expect(describeTimeLeft(at('2026-05-07T21:59:59Z'), at('2026-05-07T21:59:59Z'))).not.toBe('passed')
    expect(describeTimeLeft(at('2026-05-07T21:59:59Z'), at('2026-05-07T22:00:00Z'))).toBe('passed')
  })
})

describe('in Geneva', () => {
  test.for([
    ['2026-03-29T00:59:59Z', '01:59:59', 'CET'],
    ['2026-03-29T01:00:00Z', '03:00:00', 'CEST'],
    ['2026-10-25T00:59:59Z', '02:59:59', 'CEST'],
    ['2026-10-25T01:00:00Z', '02:00:00', 'CET'],
  ])('clocks show at %s: %s %s', ([iso, time, label]) => {
    expect(inGeneva(at(iso!)).toPlainTime().toString()).toBe(time)
    expect(genevaLabel(at(iso!))).toBe(label)
  })

  test('a time that is skipped moves on, and one that comes twice is the first', () => {
    expect(atGeneva(day('2026-03-29'), '02:30').toString()).toBe('2026-03-29T01:30:00Z')
    expect(atGeneva(day('2026-10-25'), '02:30').toString()).toBe('2026-10-25T00:30:00Z')
  })

  test('a meeting is told with the label that fits its date', () => {
    expect(formatTimeSpan(at('2026-05-13T11:00:00Z'), at('2026-05-13T13:00:00Z'))).toBe(
      '13 May 2026, 13:00–15:00 Geneva time (CEST)',
    )
    expect(formatTimeSpan(at('2026-12-14T13:00:00Z'), at('2026-12-14T15:00:00Z'))).toBe(
      '14 December 2026, 14:00–16:00 Geneva time (CET)',
    )
  })

  test("a span that crosses the reader's midnight names both dates", () => {
    expect(formatTimeSpanIn(at('2026-05-13T14:30:00Z'), at('2026-05-13T16:30:00Z'), 'Asia/Tokyo')).toBe(
      '13 May 2026, 23:30–14 May 2026, 01:30 Asia/Tokyo',
    )
  })

  test.for([
    [0.5, '1 minute'],
    [59, '59 minutes'],
    [60, '1 hour'],
    [119, '119 minutes'],
    [120, '2 hours'],
    [47 * 60 + 59, '47 hours'],
    [48 * 60, '2 days'],
  ] as const)('%s minutes are left as %s', ([minutes, words]) => {
    const now = at('2026-05-01T00:00:00Z')
    expect(formatTimeLeft(now, now.add({ seconds: minutes * 60 }))).toBe(words)
  })

  test("agrees with ICU's own calendar at any instant of 2024–2030, and back", () => {
    const icu = new Intl.DateTimeFormat('en-GB', {
      timeZone: 'Europe/Zurich',
      dateStyle: 'long',
      timeStyle: 'medium',
    })
    const seconds = (iso: string) => at(iso).epochMilliseconds / 1000
    const instants = fc.integer({
      min: seconds('2024-01-01T00:00:00Z'),
      max: seconds('2031-01-01T00:00:00Z'),
    })
    fc.assert(
      fc.property(instants, s => {
        const instant = Temporal.Instant.fromEpochMilliseconds(s * 1000)
        const shown = inGeneva(instant)
        expect(`${formatDate(shown)} at ${shown.toPlainTime().toString({ smallestUnit: 'second' })}`).toBe(
          icu.format(s * 1000),
        )
        const back = atGeneva(shown.toPlainDate(), shown.toPlainTime())
        // The hour that comes twice goes to the first of the two.
        const hours = back.until(instant).total('hours')
        expect(hours === 0 || (hours === 1 && shown.month === 10 && shown.hour === 2)).toBe(true)
      }),
      { numRuns: 2000 },
    )
  })
})
