/** Calendars read back with another library than the one that writes them. */
import ICAL from 'ical.js'
import type { Entry, Feed } from '../../../src/core/ics/feed.ts'
import type { Meeting } from '../../../src/core/meetings/meeting.ts'

export interface Parsed {
  uid: string
  summary: string
  description: string
  status: string
  sequence: number
  /** UTC, from the calendar's own description of the zone. */
  starts: string
  ends: string
  allDay: boolean
  zone: string | undefined
  stamp: string
  component: ICAL.Component
}

export function parse(text: string): { calendar: ICAL.Component; events: Parsed[] } {
  const calendar = new ICAL.Component(ICAL.parse(text))
  const utc = (time: ICAL.Time) =>
    time.isDate ? time.toString() : time.convertToZone(ICAL.Timezone.utcTimezone).toString()
  const events = calendar.getAllSubcomponents('vevent').map((component): Parsed => {
    const event = new ICAL.Event(component)
    return {
      uid: event.uid,
      summary: event.summary,
      description: event.description,
      status: String(component.getFirstPropertyValue('status')),
      sequence: event.sequence,
      starts: utc(event.startDate),
      ends: utc(event.endDate),
      allDay: event.startDate.isDate,
      zone: component.getFirstProperty('dtstart')!.getFirstParameter('tzid') as string | undefined,
      stamp: String(component.getFirstPropertyValue('dtstamp')),
      component,
    }
  })
  return { calendar, events }
}

export const AT = Temporal.Instant.from('2026-02-01T08:00:00Z')

export const entry = (meeting: Partial<Meeting>, history: Entry['history'] = [SCHEDULED]): Entry => ({
  meeting: { ...MEETING, ...meeting },
  history,
})

export const feed = (...entries: Entry[]): Feed => ({ name: 'RG-DT meetings', entries, changed: AT })

export const SCHEDULED: Entry['history'][number] = {
  at: AT,
  kind: 'SCHEDULED',
  reason: undefined,
  before: {},
}

const MEETING: Meeting = {
  id: 7,
  group: 'RG-DT',
  kind: 'RG_INTERIM',
  starts: Temporal.Instant.from('2026-05-13T11:00:00Z'),
  ends: Temporal.Instant.from('2026-05-13T13:00:00Z'),
  title: undefined,
  objective: 'progress the work on its ToR',
  deadline: Temporal.PlainDate.from('2026-05-07'),
  cutOff: Temporal.Instant.from('2026-05-07T21:59:59Z'),
  deadlineRule: undefined,
  deadlineNote: undefined,
  status: 'SCHEDULED',
  groups: ['RG-DT'],
  issue: undefined,
  matter: undefined,
  issueClosedAs: undefined,
  outcome: undefined,
  convenor: undefined,
  links: [],
  place: undefined,
  source: 'TD164R3, clause 7',
  version: 1,
}
