/** Time in any zone, drawn at random and compared with ICU's rules. fast-check names seed and path of what fails. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { datesOfSeries, readLastDay, readRecurrence } from '../../src/core/calendar/series.ts'
import { deadlineDate, describeRule, parseDeadline, toRule } from '../../src/core/deadlines/rule.ts'
import { UserError } from '../../src/core/errors.ts'
import { endOfQuietHours } from '../../src/core/notices/quiet-hours.ts'
import { formatTimeLeft, formatTimeSpanIn } from '../../src/core/time/geneva.ts'
import { parseDate } from '../../src/core/time/parse.ts'
import { daysFrom, GENEVA, instantsIn, labelOf, shownIn } from '../support/zones.ts'

const SEED = 2028
const MINUTE = 60_000
const ZONES = Intl.supportedValuesOf('timeZone')
const BEGIN = Date.parse('2024-01-01T00:00Z') / MINUTE
const END = Date.parse('2031-01-01T00:00Z') / MINUTE

const instantOf = (at: number) => Temporal.Instant.fromEpochMilliseconds(at)
const two = (n: number) => String(n).padStart(2, '0')
const time = fc.nat(1439).map(m => `${two(Math.floor(m / 60))}:${two(m % 60)}`)
const minute = fc.noBias(fc.integer({ min: BEGIN, max: END })).map(m => m * MINUTE)
const date = minute.map(at => new Date(at).toISOString().slice(0, 10))

/** The instants of these years at which the clocks of a zone change. */
function changesOf(zone: string): number[] {
  const changes: number[] = []
  let at = instantOf(BEGIN * MINUTE)
    .toZonedDateTimeISO(zone)
    .getTimeZoneTransition('next')
  for (; at && at.epochMilliseconds < END * MINUTE; at = at.getTimeZoneTransition('next'))
    changes.push(at.epochMilliseconds)
  return changes
}
const CHANGES = new Map(ZONES.map(zone => [zone, changesOf(zone)]))
const CHANGING = ZONES.filter(zone => CHANGES.get(zone)!.length > 0)

/** A zone and an instant near one of its changes. */
const nearChange = fc.constantFrom(...CHANGING).chain(zone =>
  fc.record({
    zone: fc.constant(zone),
    at: fc
      .tuple(fc.constantFrom(...CHANGES.get(zone)!), fc.integer({ min: -180, max: 180 }))
      .map(([change, minutes]) => change + minutes * MINUTE),
  }),
)
const anywhere = fc.record({ zone: fc.constantFrom(...ZONES), at: minute })
const somewhere = fc.oneof(nearChange, anywhere)

const MONTHS = 'January February March April May June July August September October November December'
const dayWords = (iso: string) => {
  const [year, month, day] = iso.split('-').map(Number)
  return `${day} ${MONTHS.split(' ')[month! - 1]} ${year}`
}

/** The words for a span, by ICU. */
function spanByIcu(from: number, to: number, zone: string): string {
  const [start, end] = [from, to].map(at => shownIn(zone, at).slice(0, 16).split('T'))
  const until = start![0] === end![0] ? end![1] : `${dayWords(end![0]!)}, ${end![1]}`
  const place = zone === GENEVA ? `Geneva time (${labelOf(shownIn(zone, from))})` : zone
  return `${dayWords(start![0]!)}, ${start![1]}–${until} ${place}`
}

describe('a span of time', () => {
  test('is told as the clocks of every zone show it, at each change of theirs and around it', () => {
    expect(ZONES.length).toBeGreaterThan(400)
    for (const zone of ZONES) {
      const instants = [BEGIN * MINUTE, ...CHANGES.get(zone)!.slice(-2)]
      for (const change of instants)
        for (const minutes of [-90, -1, 0, 1, 45]) {
          const from = change + minutes * MINUTE
          const to = from + 75 * MINUTE
          if (zone === GENEVA && instantsIn(zone, shownIn(zone, from)).length > 1) continue
          expect(formatTimeSpanIn(instantOf(from), instantOf(to), zone)).toBe(spanByIcu(from, to, zone))
        }
    }
  })

  test('that is left is rounded down, in the unit that says enough', () => {
    const UNITS = { minute: 1, hour: 60, day: 1440 }
    fc.assert(
      fc.property(minute, fc.integer({ min: 1, max: 60 * 24 * 400 * 60 }), (now, seconds) => {
        const words = formatTimeLeft(instantOf(now), instantOf(now + seconds * 1000))
        const [, count, unit, many] = /^(\d+) (minute|hour|day)(s?)$/.exec(words)!
        const size = UNITS[unit as keyof typeof UNITS]
        expect(Number(count)).toBe(Math.max(1, Math.floor(seconds / 60 / size)))
        expect(many).toBe(count === '1' ? '' : 's')
        expect(unit === 'day').toBe(seconds >= 2 * 86_400)
        if (unit === 'minute') expect(seconds).toBeLessThan(7200)
      }),
      { seed: SEED, numRuns: 1000 },
    )
  })
})

describe('quiet hours', () => {
  const HOUR = 3_600_000
  const isQuiet = (zone: string, at: number, from: string, to: string) => {
    const shown = shownIn(zone, at).slice(11, 16)
    return from < to ? shown >= from && shown < to : from !== to && (shown >= from || shown < to)
  }
  const lengthOf = (from: string, to: string) => {
    const [f, t] = [from, to].map(x => Date.parse(`2026-01-01T${x}Z`))
    return (t! - f! + 24 * HOUR) % (24 * HOUR)
  }

  test('are those of the clocks in every zone: what waits comes as soon as they are over, and in none of them', () => {
    fc.assert(
      fc.property(somewhere, time, time, ({ zone, at }, quietFrom, quietTo) => {
        // Nights of more than 20 hours have no end where a change takes the rest of the day.
        fc.pre(lengthOf(quietFrom, quietTo) <= 20 * HOUR)
        const end = endOfQuietHours({ zone, quietFrom, quietTo }, instantOf(at), null).epochMilliseconds
        if (!isQuiet(zone, at, quietFrom, quietTo)) {
          expect(end).toBe(at)
          return
        }
        expect(end).toBeGreaterThan(at)
        expect(isQuiet(zone, end, quietFrom, quietTo)).toBe(false)
        // Up to the last minute they last; where clocks skip the end, it comes as much later.
        const days = [end, end - HOUR].map(e => shownIn(zone, e).slice(0, 10))
        const skipped = days.some(day => instantsIn(zone, `${day}T${quietTo}`).length === 0)
        if (!skipped) expect(isQuiet(zone, end - MINUTE, quietFrom, quietTo)).toBe(true)
        expect(end - at).toBeLessThanOrEqual(21 * HOUR)
      }),
      { seed: SEED, numRuns: 3000 },
    )
  })

  test('don’t hold back what would be over at their end', () => {
    fc.assert(
      fc.property(
        somewhere,
        time,
        time,
        fc.integer({ min: 1, max: 1440 }),
        ({ zone, at }, from, to, left) => {
          const quiet = { zone, quietFrom: from, quietTo: to }
          const over = at + left * MINUTE
          const free = endOfQuietHours(quiet, instantOf(at), null).epochMilliseconds
          const end = endOfQuietHours(quiet, instantOf(at), new Date(over)).epochMilliseconds
          expect(end).toBe(free < over ? free : at)
        },
      ),
      { seed: SEED, numRuns: 500 },
    )
  })
})

describe('a contribution deadline', () => {
  const day = (iso: string) => Temporal.PlainDate.from(iso)

  test('by a rule is that many days of the calendar before, in whatever words', () => {
    const unit = fc.constantFrom(['day', 1], ['week', 7]) as fc.Arbitrary<[string, number]>
    const count = fc.integer({ min: 0, max: 120 })
    const kind = fc.constantFrom('', 'calendar ', 'Calendar ')
    const tail = fc.constantFrom('', ' before', ' in advance', ' prior', '  ')
    fc.assert(
      fc.property(date, count, unit, kind, tail, (meeting, n, [name, days], calendar, end) => {
        const rule = parseDeadline(`${n} ${calendar}${name}${n === 1 ? '' : 's'}${end}`)
        expect(deadlineDate(rule, day(meeting))?.toString()).toBe(daysFrom(meeting, -n * days))
        expect(parseDeadline(describeRule(toRule(rule)!))).toEqual(rule)
      }),
      { seed: SEED, numRuns: 500 },
    )
  })

  test('that is stated is that day, however it is written', () => {
    const ordinal = (n: number) => `${n}${['th', 'st', 'nd', 'rd'][n > 3 && n < 21 ? 0 : n % 10] ?? 'th'}`
    fc.assert(
      fc.property(date, iso => {
        const words = dayWords(iso)
        const [number, ...rest] = words.split(' ')
        const weekday = new Date(`${iso}T12:00Z`).toLocaleDateString('en', {
          weekday: 'long',
          timeZone: 'UTC',
        })
        const written = [iso, words, `${ordinal(Number(number))} ${rest.join(' ')}`, `${weekday} ${words}`]
        for (const text of [...written, words.toUpperCase(), ` ${words} `]) {
          expect(parseDate(text).toString()).toBe(iso)
          expect(deadlineDate(parseDeadline(text), day('2026-05-13'))?.toString()).toBe(iso)
        }
      }),
      { seed: SEED, numRuns: 300 },
    )
  })

  test('in any other words is refused in a sentence, and nothing else is thrown', () => {
    const scraps = fc.constantFrom(
      '7',
      'days',
      'week',
      'before',
      'May',
      '2026',
      '31',
      'June',
      '-',
      'one',
      ' ',
      'TSAG',
    )
    const text = fc.oneof(
      fc.string(),
      fc.array(scraps, { maxLength: 6 }).map(s => s.join(' ')),
    )
    fc.assert(
      fc.property(text, raw => {
        try {
          expect(['date', 'days', 'tsag', 'none']).toContain(parseDeadline(raw).kind)
        } catch (error) {
          expect(error).toBeInstanceOf(UserError)
        }
      }),
      { seed: SEED, numRuns: 1000 },
    )
  })
})

describe('a series', () => {
  const DAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday']
  const EVERY: Record<number, string[]> = {
    1: ['', 'every '],
    2: ['every second ', 'every other ', 'every 2nd '],
    3: ['every third ', 'every 3rd '],
    4: ['every fourth ', 'every 4th '],
  }
  const weeks = fc.integer({ min: 1, max: 9 })
  const weekdayOf = (iso: string) => (new Date(`${iso}T12:00Z`).getUTCDay() + 6) % 7

  test('falls on its weekday, as many weeks apart as said, from the first day to the last', () => {
    fc.assert(
      fc.property(weeks, fc.nat(6), fc.nat(20), date, fc.nat(400), (every, weekday, turn, first, length) => {
        const words = [
          ...(EVERY[every] ?? []).map(e => `${e}${DAYS[weekday]}`),
          `every ${every} weeks on ${DAYS[weekday]}`,
        ]
        const last = daysFrom(first, length)
        const offset = (weekday - weekdayOf(first) + 7) % 7
        const count = offset > length ? 0 : Math.floor((length - offset) / (7 * every)) + 1
        const wanted = Array.from({ length: count }, (_, i) => daysFrom(first, offset + i * 7 * every))
        const read = () =>
          datesOfSeries(
            readRecurrence(words[turn % words.length]!),
            Temporal.PlainDate.from(first),
            Temporal.PlainDate.from(last),
          ).map(String)
        if (count === 0 || count > 30) expect(read).toThrow(UserError)
        else expect(read()).toEqual(wanted)
      }),
      { seed: SEED, numRuns: 500 },
    )
  })

  test('until a month lasts to its end', () => {
    fc.assert(
      fc.property(date, iso => {
        const [year, month] = iso.split('-').map(Number)
        const end = new Date(Date.UTC(year!, month!, 0)).toISOString().slice(0, 10)
        expect(readLastDay(dayWords(iso).replace(/^\d+ /, '')).toString()).toBe(end)
        expect(readLastDay(dayWords(iso)).toString()).toBe(iso)
      }),
      { seed: SEED, numRuns: 200 },
    )
  })
})
