/** Dates that break their own rule, and zone labels that don't fit the date (kinds 9 and 13). */

import { formatDate, GENEVA } from '../../time/geneva.ts'
import { findDates } from '../codes/dates.ts'
import type { PlannedMeetingFinding } from '../findings.ts'
import type { Disagreement } from './disagreement.ts'
import { type Material, passage, selectKind } from './material.ts'

export function checkDates(material: Material): Disagreement[] {
  const meetings = selectKind(material.findings, 'planned-meeting')
  return [
    ...deadlines(meetings),
    ...zones(meetings),
    ...order(meetings),
    ...weekdays(material),
    ...weekdaysOf(meetings),
  ]
}

/** A meeting stands in a table and in a list: one disagreement, with both places. */
function deadlines(meetings: readonly PlannedMeetingFinding[]): Disagreement[] {
  const rules = new Map(
    meetings.flatMap(m => (m.ruleDays === undefined ? [] : [[m.group, m.ruleDays] as const])),
  )
  const found = new Map<string, Disagreement>()
  for (const meeting of meetings) {
    if (meeting.deadline.kind !== 'date') continue
    const { group, date } = meeting
    const stated = meeting.deadline.date
    const rule = meeting.ruleDays ?? rules.get(group)
    const expected =
      rule === undefined ? undefined : Temporal.PlainDate.from(date).subtract({ days: rule }).toString()
    const how =
      stated >= date ? 'after-meeting' : expected !== undefined && expected !== stated ? 'rule' : undefined
    if (!how) continue
    const key = `${group} ${date} ${stated}`
    const place = passage(
      meeting.place,
      `${formatDate(Temporal.PlainDate.from(date))}, contributions by ${formatDate(Temporal.PlainDate.from(stated))}`,
    )
    const known = found.get(key)
    if (known) known.places.push(place)
    else
      found.set(key, {
        kind: 'date',
        certain: true,
        group,
        date,
        how,
        ...(how === 'rule' ? { expected: expected! } : {}),
        places: [place],
      })
  }
  return [...found.values()]
}

const HOUR_NANOSECONDS = 3_600_000_000_000

const zones = (meetings: readonly PlannedMeetingFinding[]): Disagreement[] =>
  meetings.flatMap((meeting): Disagreement[] => {
    if (!meeting.zone || !meeting.time) return []
    const { offsetNanoseconds } = Temporal.PlainDate.from(meeting.date).toZonedDateTime({
      timeZone: GENEVA,
      plainTime: meeting.time.start,
    })
    const expected = offsetNanoseconds === HOUR_NANOSECONDS ? 'CET' : 'CEST'
    if (expected === meeting.zone) return []
    const words = `${formatDate(Temporal.PlainDate.from(meeting.date))}, ${meeting.time.start}–${meeting.time.end} ${meeting.zone}`
    return [
      {
        kind: 'zone',
        certain: true,
        date: meeting.date,
        label: meeting.zone,
        expected,
        places: [passage(meeting.place, words)],
      },
    ]
  })

/** Tables of meetings are in the order of their dates: one that isn't may have two cells swapped. */
function order(meetings: readonly PlannedMeetingFinding[]): Disagreement[] {
  return meetings.flatMap((meeting, i): Disagreement[] => {
    const before = meetings[i - 1]
    if (!before || before.group !== meeting.group || before.meeting !== meeting.meeting) return []
    if (before.place.table !== meeting.place.table || before.date <= meeting.date) return []
    return [
      {
        kind: 'date',
        certain: false,
        group: meeting.group,
        date: meeting.date,
        how: 'order',
        places: [passage(before.place, before.date), passage(meeting.place, meeting.date)],
      },
    ]
  })
}

const DAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday']
const DAY_BEFORE = /\b(monday|tuesday|wednesday|thursday|friday|saturday|sunday),? $/i

/** The same in a table of meetings. */
const weekdaysOf = (meetings: readonly PlannedMeetingFinding[]): Disagreement[] =>
  meetings.flatMap(({ group, date, weekday, place }): Disagreement[] => {
    const expected = DAYS[Temporal.PlainDate.from(date).dayOfWeek - 1]!
    if (weekday === undefined || weekday === expected) return []
    const words = `${weekday.replace(/^./, c => c.toUpperCase())}, ${formatDate(Temporal.PlainDate.from(date))}`
    return [
      { kind: 'date', certain: true, group, date, how: 'weekday', expected, places: [passage(place, words)] },
    ]
  })

/** "Monday 13 May 2026", which is a Wednesday. */
const weekdays = ({ text }: Material): Disagreement[] =>
  text.flatMap(({ sentence, place }) =>
    findDates(sentence).flatMap(({ date, start }): Disagreement[] => {
      const written = DAY_BEFORE.exec(sentence.slice(Math.max(0, start - 12), start))?.[1]?.toLowerCase()
      const expected = DAYS[Temporal.PlainDate.from(date).dayOfWeek - 1]!
      if (!written || written === expected) return []
      return [
        {
          kind: 'date',
          certain: true,
          group: null,
          date,
          how: 'weekday',
          expected,
          places: [passage(place, sentence)],
        },
      ]
    }),
  )
