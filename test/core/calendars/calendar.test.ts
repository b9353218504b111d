import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { calendarOf } from '../../../src/core/ics/calendar.ts'
import type { Entry } from '../../../src/core/ics/feed.ts'
import { anyCharacters } from '../../support/any-characters.ts'
import { AT, entry, feed, parse, SCHEDULED } from './parse.ts'

const instant = (text: string) => Temporal.Instant.from(text)
const eventsOf = (...entries: Entry[]) => parse(calendarOf(feed(...entries))).events

/** The offset by the machine's own rules of the zone, found in another way than Temporal's. */
const offsetByIntl = (at: Temporal.Instant) =>
  new Intl.DateTimeFormat('en', { timeZone: 'Europe/Zurich', timeZoneName: 'longOffset' })
    .formatToParts(at.epochMilliseconds)
    .find(part => part.type === 'timeZoneName')!.value

describe('a meeting', () => {
  test('is an event in Geneva time, with all there is to know', () => {
    const [meeting] = eventsOf(entry({}))
    expect(meeting).toMatchObject({
      uid: 'MTG-7@intersg',
      summary: 'RG-DT interim RG meeting',
      status: 'TENTATIVE',
      sequence: 0,
      zone: 'Europe/Zurich',
      starts: '2026-05-13T11:00:00Z',
      ends: '2026-05-13T13:00:00Z',
      stamp: '2026-02-01T08:00:00Z',
    })
    expect(meeting!.description.split('\n')).toEqual([
      '13 May 2026, 13:00–15:00 Geneva time (CEST)',
      'Not confirmed yet: held pending sufficient input by the contribution deadline.',
      'Objective: progress the work on its ToR',
      'Contributions by: 7 May 2026, 23:59 Geneva time',
      'Reference: MTG-7',
    ])
  })

  test.for([
    ['RG_INTERIM', 'SCHEDULED', 'TENTATIVE'],
    ['COORDINATION_E_MEETING', 'SCHEDULED', 'TENTATIVE'],
    ['RG_INTERIM', 'CONFIRMED', 'CONFIRMED'],
    ['WP_E_MEETING', 'SCHEDULED', 'CONFIRMED'],
    ['TSAG_MEETING', 'SCHEDULED', 'CONFIRMED'],
    ['CALL', 'SCHEDULED', 'CONFIRMED'],
    ['AD_HOC', 'CANCELLED', 'CANCELLED'],
  ] as const)('of kind %s that is %s is %s', ([kind, status, shown]) => {
    expect(eventsOf(entry({ kind, status }))[0]!.status).toBe(shown)
  })

  test('that is cancelled takes nobody’s time, and says when and why', () => {
    const cancelled = {
      ...SCHEDULED,
      kind: 'CANCELLED',
      at: AT.add({ hours: 48 }),
      reason: 'no input',
    } as const
    const [meeting, deadline] = eventsOf(entry({ status: 'CANCELLED', version: 2 }, [SCHEDULED, cancelled]))
    expect(meeting).toMatchObject({ summary: 'Cancelled: RG-DT interim RG meeting', sequence: 1 })
    expect(meeting!.description).toContain('Cancelled on 3 February 2026: no input')
    expect(meeting!.component.getFirstPropertyValue('transp')).toBe('TRANSPARENT')
    expect(meeting!.stamp).toBe('2026-02-03T08:00:00Z')
    expect(deadline).toMatchObject({ status: 'CANCELLED', sequence: 1 })
    expect(deadline!.component.getAllSubcomponents('valarm')).toEqual([])
  })

  test('whose deadline is not yet a date says what it will be', () => {
    const events = eventsOf(
      entry({
        deadline: undefined,
        cutOff: undefined,
        deadlineRule: { kind: 'tsag' },
      }),
    )
    expect(events).toHaveLength(1)
    expect(events[0]!.description).toContain(
      "Contributions by: the TSAG meeting's contribution deadline, not yet a date",
    )
  })
})

describe('a contribution deadline', () => {
  test('is a day of its own, with an alarm the morning before', () => {
    const deadline = eventsOf(entry({}))[1]!
    expect(deadline).toMatchObject({
      uid: 'MTG-7-deadline@intersg',
      summary: 'Contributions due: RG-DT interim RG meeting of 13 May 2026',
      allDay: true,
      starts: '2026-05-07',
      ends: '2026-05-08',
    })
    expect(deadline.component.getFirstPropertyValue('transp')).toBe('TRANSPARENT')
    const [alarm] = deadline.component.getAllSubcomponents('valarm')
    expect(alarm!.getFirstPropertyValue('action')).toBe('DISPLAY')
    expect(String(alarm!.getFirstPropertyValue('trigger'))).toBe('-PT15H')
  })

  test('that was taken away stays as one that is no more', () => {
    const changed = { ...SCHEDULED, kind: 'CHANGED', before: { deadline: '2026-05-07' } } as const
    expect(
      eventsOf(entry({ deadline: undefined, cutOff: undefined, version: 2 }, [SCHEDULED, changed]))[1],
    ).toMatchObject({
      uid: 'MTG-7-deadline@intersg',
      starts: '2026-05-07',
      status: 'CANCELLED',
      summary: 'No longer: RG-DT interim RG meeting of 13 May 2026',
    })
  })
})

describe('the zone', () => {
  test.for([
    ['winter', '2026-12-14T13:00:00Z', '2026-12-14T15:00:00Z'],
    ['summer', '2026-07-22T11:00:00Z', '2026-07-22T13:00:00Z'],
    ['before the night of spring', '2026-03-28T23:30:00Z', '2026-03-29T00:30:00Z'],
    ['across the night of spring', '2026-03-29T00:30:00Z', '2026-03-29T01:30:00Z'],
    ['after the night of spring', '2026-03-29T01:00:00Z', '2026-03-29T03:00:00Z'],
    ['before the night of autumn', '2026-10-24T23:00:00Z', '2026-10-25T00:30:00Z'],
    ['across the night of autumn', '2026-10-24T23:30:00Z', '2026-10-25T02:30:00Z'],
    ['in the first of the hours that come twice', '2026-10-25T00:15:00Z', '2026-10-25T00:45:00Z'],
    ['in the second of the hours that come twice', '2026-10-25T01:15:00Z', '2026-10-25T01:45:00Z'],
    ['after the night of autumn', '2026-10-25T02:00:00Z', '2026-10-25T04:00:00Z'],
  ])('keeps the instants: %s', ([, starts, ends]) => {
    const [meeting] = eventsOf(entry({ starts: instant(starts!), ends: instant(ends!) }))
    expect(meeting).toMatchObject({ starts, ends })
  })

  test('keeps any instants of these years', () => {
    const minute = fc.integer({
      min: instant('2025-01-01T00:00:00Z').epochMilliseconds / 60_000,
      max: instant('2029-12-31T00:00:00Z').epochMilliseconds / 60_000,
    })
    fc.assert(
      fc.property(minute, fc.integer({ min: 1, max: 10_000 }), (from, minutes) => {
        const starts = Temporal.Instant.fromEpochMilliseconds(from * 60_000)
        const ends = starts.add({ minutes })
        const [meeting] = eventsOf(entry({ starts, ends }))
        expect(meeting).toMatchObject({ starts: starts.toString(), ends: ends.toString() })
      }),
      { numRuns: 150, seed: 4 },
    )
  })

  test('is described with the rules that hold, whatever is in the calendar', () => {
    for (const entries of [[], [entry({})], [entry({}), entry({ id: 8 })]]) {
      const zones = parse(calendarOf(feed(...entries))).calendar.getAllSubcomponents('vtimezone')
      expect(zones.map(z => z.getFirstPropertyValue('tzid'))).toEqual(['Europe/Zurich'])
      const part = (name: string) => zones[0]!.getFirstSubcomponent(name)!
      const rule = (name: string) => String(part(name).getFirstPropertyValue('rrule'))
      expect(rule('daylight')).toBe('FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU')
      expect(rule('standard')).toBe('FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU')
    }
  })

  test('agrees with the machine at every hour of both nights of six years', () => {
    for (let year = 2025; year <= 2030; year++)
      for (const month of [3, 10]) {
        const last = Temporal.PlainDate.from({ year, month, day: 31 })
        const sunday = last.subtract({ days: last.dayOfWeek % 7 })
        const midnight = sunday.toZonedDateTime('UTC').toInstant()
        for (let hour = -3; hour <= 4; hour++) {
          const starts = midnight.add({ hours: hour })
          const text = calendarOf(feed(entry({ starts, ends: starts.add({ hours: 1 }) })))
          const event = parse(text).events[0]!
          expect(event.starts).toBe(starts.toString())
          const local = /DTSTART;TZID=Europe\/Zurich:(\d{8}T\d{6})/.exec(text)?.[1]
          if (local === undefined) continue
          const shown = instant(`${Temporal.PlainDateTime.from(local)}Z`)
          const offset = shown.since(starts).total('hours')
          expect(offsetByIntl(starts)).toBe(`GMT+0${offset}:00`)
        }
      }
  })
})

describe('the text', () => {
  const words = fc.string({
    unit: fc.oneof(
      fc.constantFrom(...',;:\\"\n\t BEGIN:VEVENT€é語👩🏽‍🚀'),
      anyCharacters({ minLength: 1, maxLength: 1 }),
    ),
    maxLength: 300,
  })

  test('brings back any words, folded at 75 octets, in whole characters', () => {
    fc.assert(
      fc.property(words, words, (objective, reason) => {
        const moved = { ...SCHEDULED, kind: 'CANCELLED', reason } as const
        const text = calendarOf(feed(entry({ objective, status: 'CANCELLED' }, [SCHEDULED, moved])))
        expect(text.endsWith('END:VCALENDAR\r\n')).toBe(true)
        expect(text.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/)
        for (const line of text.split('\r\n')) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75)
        expect(text.isWellFormed()).toBe(true)
        const { events } = parse(text)
        expect(events).toHaveLength(2)
        const shown = plain(objective)
        expect(events[0]!.description).toContain(`Objective: ${shown}\n`)
      }),
      { numRuns: 200, seed: 7 },
    )
  })

  /** Line ends are one sign, and control characters can't be written at all. */
  const plain = (text: string) =>
    text
      .toWellFormed()
      // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
      .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/g, '')
      .replace(/\r\n?/g, '\n')

  test('that looks like a part of a calendar stays text', () => {
    const objective = 'x\r\nEND:VEVENT\r\nEND:VCALENDAR\r\nBEGIN:VCALENDAR'
    expect(eventsOf(entry({ objective }))).toHaveLength(2)
  })

  test('has the lines of an event before what is inside it', () => {
    const text = calendarOf(feed(entry({})))
    expect(text.indexOf('X-PUBLISHED-TTL')).toBeLessThan(text.indexOf('BEGIN:VTIMEZONE'))
    expect(text).toMatch(/END:VALARM\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n$/)
  })

  test('is the same for the same feed', () => {
    expect(calendarOf(feed(entry({})))).toBe(calendarOf(feed(entry({}))))
  })
})
