/**
 * A feed as an iCalendar text (RFC 5545). Pure: the same feed gives the same text, letter for letter, so that
 * an unchanged one can be answered in a word.
 */
import { getVtimezoneComponent } from '@touch4it/ical-timezones'
import ical, {
  ICalAlarmType,
  type ICalCalendar,
  ICalEventBusyStatus,
  ICalEventStatus,
  ICalEventTransparency,
} from 'ical-generator'
import { meetingRef } from '../meetings/meeting.ts'
import { GENEVA, inGeneva } from '../time/geneva.ts'
import { changedAt, type Entry, type Feed, scheduledAt, shownDeadline } from './feed.ts'
import { propertiesFirst } from './layout.ts'
import { deadlineDescription, deadlineTitle, description, isPending, title } from './words.ts'

const DOMAIN = 'intersg'
/** In every calendar, even one without meetings: a calendar with nothing in it is none (RFC 5545, 3.4). */
const ZONE = getVtimezoneComponent(GENEVA)!.replace(/\r?\n/g, '\r\n')
/** The place before it: a line of text never begins so, since one that goes on begins with a space. */
const FIRST_COMPONENT = /\r\n(?=BEGIN:VEVENT|END:VCALENDAR)/
/** Stands for a CONFERENCE line until the calendar is written, and is longer than it: folds stay within their limit. */
const CONFERENCE = 'X-INTERSG-CONFERENCE-URI' as const
/** How often a calendar program is asked to look again, in seconds; many look more rarely whatever is said. */
const LOOK_AGAIN = 3600
/** 09:00 of the day before, in the reader's own morning: an all-day event begins at the reader's midnight. */
const BEFORE_DEADLINE = 15 * 3600

/** The feed as the text of an .ics file. */
export function calendarOf({ name, entries }: Feed): string {
  const calendar = ical({
    prodId: { company: 'ITU-T', product: DOMAIN },
    name: plain(name).replace(/[\\;,]/g, '\\$&'), // written by the library as it comes
    ttl: LOOK_AGAIN,
    // No zone of the calendar itself: with one, the library writes DTSTAMP and LAST-MODIFIED in it and not in UTC.
  })
  for (const entry of entries) {
    addMeeting(calendar, entry)
    addDeadline(calendar, entry)
  }
  return propertiesFirst(
    calendar
      .toString()
      .replace(FIRST_COMPONENT, `\r\n${ZONE}`)
      .replaceAll(`\r\n${CONFERENCE}:`, '\r\nCONFERENCE;VALUE=URI:'),
  )
}

function addMeeting(calendar: ICalCalendar, entry: Entry): void {
  const { meeting } = entry
  calendar.createEvent({
    ...common(entry),
    id: `${meetingRef(meeting)}@${DOMAIN}`,
    ...when(meeting),
    summary: plain(title(entry)),
    description: plain(description(entry)),
    ...joining(meeting),
    ...bearing(entry),
  })
}

/** How the meeting is joined. The library knows no CONFERENCE (RFC 7986): it writes a line that becomes one. */
function joining({ links, place }: Entry['meeting']) {
  // The library escapes a link like a text; what it would escape is written as a link may write it.
  const urls = links.map(url => url.replaceAll(',', '%2C').replaceAll(';', '%3B').replaceAll('\\', '%5C'))
  return {
    ...(urls[0] !== undefined && { url: urls[0] }),
    ...(place !== undefined && { location: plain(place) }),
    x: urls.map(value => ({ key: CONFERENCE, value })),
  }
}

function addDeadline(calendar: ICalCalendar, entry: Entry): void {
  const shown = shownDeadline(entry)
  if (!shown) return
  const { date, stands } = shown
  calendar.createEvent({
    ...common(entry),
    id: `${meetingRef(entry.meeting)}-deadline@${DOMAIN}`,
    allDay: true,
    start: date,
    end: date.add({ days: 1 }),
    summary: plain(deadlineTitle(entry, stands)),
    description: plain(deadlineDescription(entry, date, stands)),
    status: stands ? ICalEventStatus.CONFIRMED : ICalEventStatus.CANCELLED,
    transparency: ICalEventTransparency.TRANSPARENT,
    busystatus: ICalEventBusyStatus.FREE,
    ...(stands && { alarms: [{ type: ICalAlarmType.display, trigger: BEFORE_DEADLINE }] }),
  })
}

/** Properties that the two events of a meeting share: both change with it. */
const common = (entry: Entry) => ({
  sequence: entry.meeting.version - 1,
  stamp: changedAt(entry),
  created: scheduledAt(entry),
  lastModified: changedAt(entry),
})

/**
 * An hour that comes twice in autumn is written in UTC: by RFC 5545 (3.3.5) its name means the first, and
 * ical.js for one reads it as the second.
 */
function when({ starts, ends }: Entry['meeting']) {
  const [start, end] = [inGeneva(starts), inGeneva(ends)]
  return comesOnce(start) && comesOnce(end) ? { start, end, timezone: GENEVA } : { start: starts, end: ends }
}

function comesOnce(at: Temporal.ZonedDateTime): boolean {
  const read = (disambiguation: 'earlier' | 'later') =>
    at.toPlainDateTime().toZonedDateTime(GENEVA, { disambiguation })
  return read('earlier').equals(read('later'))
}

/** Whether the meeting takes the reader's time. */
function bearing(entry: Entry) {
  if (entry.meeting.status === 'CANCELLED' || entry.meeting.status === 'NOT_HELD')
    return {
      status: ICalEventStatus.CANCELLED,
      transparency: ICalEventTransparency.TRANSPARENT,
      busystatus: ICalEventBusyStatus.FREE,
    }
  return isPending(entry)
    ? { status: ICalEventStatus.TENTATIVE, busystatus: ICalEventBusyStatus.TENTATIVE }
    : { status: ICalEventStatus.CONFIRMED, busystatus: ICalEventBusyStatus.BUSY }
}

/** Without what no text of a calendar may hold: control characters other than tabs and line ends, halves of characters. */
const plain = (text: string): string =>
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
  text.toWellFormed().replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/g, '')
