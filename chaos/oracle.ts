/**
 * The messages that people should have seen, by the rules in the documents. It is a second
 * statement of the rules on purpose: the program's own notices are not asked.
 */
import { workingDay } from '../test/support/working-days.ts'
import type { Expected } from './compare.ts'
import {
  cancelOf,
  chairOf,
  dayOf,
  endOf,
  geneva,
  hasAgenda,
  type IssueEvent,
  type IssueModel,
  labelOf,
  lapseOf,
  type MeetingModel,
  type MeetingVersion,
  type Model,
  positionsOf,
  stageOf,
  startOf,
} from './model.ts'
import {
  CHAIRS,
  channelPlacesOf,
  directPlaceOf,
  FOLLOWER,
  type Person,
  RAPPORTEUR,
  TSB,
  WP2_CHAIR,
  WP2_VICE,
} from './people.ts'

export interface Outage {
  from: number
  to: number
}

/** `over`: nothing is expected after that instant. */
type Due = Expected & { over?: number; series: string }

/** All statements that are expected until `until`. */
export function expectedMessages(facts: Model, until: number, outages: readonly Outage[]): Expected[] {
  return [
    ...facts.issues.flatMap(issue => expectedOfIssue(issue, until, outages)),
    ...facts.meetings.flatMap(meeting => expectedOfMeeting(facts, meeting, until, outages)),
  ]
}

/** After an outage only the last statement of each series is expected, at the end of the outage, unless it is over. */
function afterOutages(due: readonly Due[], outages: readonly Outage[]): Expected[] {
  const kept: Due[] = []
  const missed = new Map<string, Due>()
  for (const one of due.toSorted((a, b) => a.at - b.at)) {
    const outage = outages.find(o => o.from < one.at && one.at < o.to)
    if (!outage) kept.push(one)
    else if (one.over === undefined || one.over > outage.to)
      missed.set(`${one.place}|${one.series}|${outage.to}`, { ...one, at: outage.to })
  }
  return [...kept, ...missed.values()]
}

// Issues

const WP2_LEADERS = [WP2_CHAIR, WP2_VICE]

function expectedOfIssue(issue: IssueModel, until: number, outages: readonly Outage[]): Expected[] {
  const { ref, concerned, events } = issue
  const rooms = [...concerned, 'WP2'].flatMap(channelPlacesOf)
  const all = events.flatMap((h): Expected[] => {
    // A lapse comes at midnight, and is told in the morning.
    const at = h.kind === 'lapsed' ? geneva(dayOf(h.at), '09:00') : h.at
    const statement = { matter: ref, what: labelOf(h), at }
    const lines = h.kind === 'raised' ? [] : rooms.map(room => ({ ...statement, place: `${room} ${ref}` }))
    const told = recipientsOf(issue, h).filter(p => p !== h.by)
    return [...lines, ...told.map(p => ({ ...statement, place: directPlaceOf(p) }))]
  })
  return [...all, ...afterOutages([...timelineOf(issue), ...waitingOf(issue)], outages)].filter(
    e => e.at <= until,
  )
}

/** The persons whom an event asks for something, by direct message; the rest reads it in the channels, which all groups have. */
function recipientsOf(issue: IssueModel, h: IssueEvent): Person[] {
  const { concerned } = issue
  const chairs = concerned.flatMap(g => chairOf(g) ?? [])
  switch (h.kind) {
    case 'raised':
    case 'proposed':
      return chairs.filter(c => c !== chairOf(h.group))
    case 'escalated':
      return WP2_LEADERS
    case 'concluded':
      return [TSB]
    case 'lapsed':
      return chairs
    case 'position':
      return h.objects ? hearObjection(issue, h) : []
    case 'taken up':
    case 'withdrawn':
    case 'solved':
    case 'commented':
    case 'on the agenda':
      return []
  }
}

/** An objection is for the SG that proposed, and for those still asked for their position. */
function hearObjection(issue: IssueModel, h: IssueEvent): Person[] {
  const events = issue.events.slice(0, issue.events.indexOf(h) + 1)
  const positions = positionsOf({ ...issue, events })
  const proposer = events.findLast(e => e.kind === 'proposed')?.group
  return issue.concerned
    .filter(g => g !== h.group && (g === proposer || !positions.has(g)))
    .flatMap(g => chairOf(g) ?? [])
}

/** Reminders of a timeline to SGs without a position: 7, 3 and 1 days before its end, and on the day. */
function timelineOf(issue: IssueModel): Due[] {
  const { ref, respondBy, concerned, events } = issue
  if (!respondBy) return []
  return [7, 3, 1, 0].flatMap(days => {
    const at = geneva(respondBy.subtract({ days }), '09:00')
    const before = { ...issue, events: events.filter(h => h.at <= at) }
    if (before.events.length === 0 || stageOf(before) !== 'chairs') return []
    const silent = concerned.filter(g => !positionsOf(before).has(g))
    return silent.flatMap(g => {
      const chair = chairOf(g)
      const statement = {
        matter: ref,
        what: 'timeline',
        series: `timeline ${ref}`,
        at,
        over: lapseOf(respondBy),
      }
      return chair ? [{ ...statement, place: directPlaceOf(chair) }] : []
    })
  })
}

/** To WP2's leadership and TSB each week, until somebody takes an issue up. */
function waitingOf({ ref, events }: IssueModel): Due[] {
  const escalated = events.find(h => h.kind === 'escalated')
  if (!escalated) return []
  const end = events.find(h => ['taken up', 'solved', 'concluded', 'withdrawn'].includes(h.kind))?.at
  const first = dayOf(escalated.at)
  const due: Due[] = []
  for (let week = 1; week <= 60; week++) {
    const at = geneva(first.add({ days: 7 * week }), '09:00')
    if (end !== undefined && at >= end) break
    for (const person of [...WP2_LEADERS, TSB])
      due.push({
        matter: ref,
        what: 'waits for WP2',
        series: `take-up ${ref}`,
        at,
        place: directPlaceOf(person),
      })
  }
  return due
}

// Meetings

/** As messages name it: "RG-DT 13 May 2026". */
export const nameOf = (
  { group }: Pick<MeetingModel, 'group'>,
  { date }: Pick<MeetingVersion, 'date'>,
): string => `${group} ${date.toLocaleString('en-GB', { day: 'numeric', month: 'long', year: 'numeric' })}`

function expectedOfMeeting(
  facts: Model,
  meeting: MeetingModel,
  until: number,
  outages: readonly Outage[],
): Expected[] {
  const all: Expected[] = []
  for (const [i, version] of meeting.versions.entries()) {
    const before = meeting.versions[i - 1]
    if (version.how !== 'planned' && version.at <= until)
      all.push(
        ...changeOf(
          meeting,
          version,
          before,
          all.filter(e => e.at < version.at),
        ),
      )
    const end = Math.min(meeting.versions[i + 1]?.at ?? Infinity, until + 1)
    // A reminder due at the very instant of a change was sent for the version before.
    const due = [...remindersOf(meeting, version), ...questionsOf(facts, meeting, version)]
      .filter(d => d.at > version.at && d.at < end + (meeting.versions[i + 1] ? 1 : 0))
      .map(d => ({ ...d, over: Math.min(d.over ?? Infinity, end) }))
    all.push(...afterOutages(due, outages).filter(e => e.at < end + (meeting.versions[i + 1] ? 1 : 0)))
    all.push(...afterAllOf(facts, meeting, version, end, all))
  }
  return all.filter(e => e.at <= until)
}

/** A change is announced in the group's channels and to everybody who was notified of the meeting, except its author. */
function changeOf(
  meeting: MeetingModel,
  version: MeetingVersion,
  before: MeetingVersion | undefined,
  told: readonly Expected[],
): Expected[] {
  const name = nameOf(meeting, version.how === 'moved' ? before! : version)
  const what = version.how === 'scheduled' ? 'scheduled' : `${version.how} ${version.mark ?? 'by the plan'}`
  const places = new Set([
    ...channelPlacesOf(meeting.group),
    ...(version.how === 'scheduled' ? [] : told.map(e => e.place)),
  ])
  if (version.by) places.delete(directPlaceOf(version.by))
  return [...places].map(place => ({ place, matter: name, what, at: version.at }))
}

/** People who were warned of the cancellation are told, once, that an issue was brought. */
function afterAllOf(
  facts: Model,
  meeting: MeetingModel,
  version: MeetingVersion,
  end: number,
  all: readonly Expected[],
): Expected[] {
  if (version.status !== 'scheduled') return []
  const at = facts.issues
    .flatMap(i => i.events)
    .filter(h => h.kind === 'on the agenda' && h.meeting === meeting.ref)
    .map(h => h.at)
    .toSorted((a, b) => a - b)
    .find(t => t > version.at && t < end && all.some(e => e.what === 'no issue' && e.at < t))
  if (at === undefined) return []
  const statement = { matter: nameOf(meeting, version), what: 'not cancelled', at }
  return [WP2_CHAIR, TSB].map(p => ({ ...statement, place: directPlaceOf(p) }))
}

function remindersOf(meeting: MeetingModel, version: MeetingVersion): Due[] {
  if (version.status === 'cancelled') return []
  const { date } = version
  const matter = nameOf(meeting, version)
  const [starts, ends] = [startOf(meeting, version), endOf(meeting, version)]
  const places = [
    ...channelPlacesOf(meeting.group),
    ...(meeting.group === 'RG-DT' ? [directPlaceOf(FOLLOWER)] : []),
  ]
  // A reminder that only repeats the change is left out: a far one on the same day, a nearer one within the hour.
  const withoutRepeats = (steps: number[], last: Temporal.PlainDate) =>
    steps
      .map(days => ({ days, at: geneva(last.subtract({ days }), '09:00') }))
      .filter(({ days, at }) =>
        days >= 7 ? !dayOf(at).equals(dayOf(version.at)) : at >= version.at + 3_600_000,
      )
      .map(({ at }) => at)
  const deadline =
    meeting.deadlineDays === undefined ? undefined : date.subtract({ days: meeting.deadlineDays })
  const deadlines = deadline
    ? withoutRepeats([14, 7, 3, 1, 0], deadline).map(at => ({
        at,
        what: 'deadline',
        over: ends,
      }))
    : []
  const meetings = [...withoutRepeats([7, 1], date), starts - 3_600_000].map(at => ({
    at,
    what: 'meeting',
    over: starts,
  }))
  return [...deadlines, ...meetings].flatMap(d =>
    places.map(place => ({ ...d, place, matter, series: `${d.what} ${meeting.ref}` })),
  )
}

/** Questions to those who decide whether a meeting takes place. */
function questionsOf(facts: Model, meeting: MeetingModel, version: MeetingVersion): Due[] {
  if (version.status !== 'scheduled') return []
  const matter = nameOf(meeting, version)
  const starts = startOf(meeting, version)
  const to = (people: Person[], what: string, at: number, over: number): Due[] =>
    people.map(p => ({ place: directPlaceOf(p), matter, what, series: `${what} ${meeting.ref}`, at, over }))
  const after = geneva(Temporal.PlainDate.from(workingDay(version.date.toString(), 1)), '09:00')
  const decides = meeting.kind === 'interim' ? RAPPORTEUR : WP2_CHAIR
  const afterwards = to([decides, TSB], 'was it held', after, Infinity)
  if (meeting.kind === 'interim' && meeting.deadlineDays !== undefined) {
    const deadline = version.date.subtract({ days: meeting.deadlineDays }).toString()
    const mornings = new Set([workingDay(deadline, 1), workingDay(version.date.toString(), -1)])
    const before = [...mornings]
      .map(day => geneva(Temporal.PlainDate.from(day), '09:00'))
      .filter(at => at < starts)
      .flatMap(at => to([RAPPORTEUR, TSB], 'is it held', at, starts))
    return [...before, ...afterwards]
  }
  if (meeting.kind !== 'coordination') return afterwards
  const warned = geneva(version.date.subtract({ days: 3 }), '09:00')
  const cancels = hasAgenda(facts, meeting, cancelOf(meeting, version)) ? starts : cancelOf(meeting, version)
  return [
    ...to(Object.values(CHAIRS), 'any issue', geneva(version.date.subtract({ days: 7 }), '09:00'), cancels),
    ...(hasAgenda(facts, meeting, warned) ? [] : to([WP2_CHAIR, TSB], 'no issue', warned, cancels)),
    ...afterwards,
  ]
}

/** TSB's weekly list of vacant roles is due then; there are none here, so it is not sent. */
function mondays(now: number, until: number): number[] {
  const today = dayOf(now)
  const first = today.subtract({ days: today.dayOfWeek - 1 })
  const weeks = Math.ceil((until - now) / (7 * 24 * 3_600_000)) + 1
  return Array.from({ length: weeks }, (_, week) => geneva(first.add({ weeks: week }), '09:00'))
}

/** The instants ahead at which something is due, as far as is known now. */
export function instantsAhead(facts: Model, now: number, until: number): number[] {
  const told = expectedMessages(facts, until, []).map(e => e.at)
  const lapses = facts.issues.flatMap(i => (i.respondBy ? [lapseOf(i.respondBy)] : []))
  const cancels = facts.meetings
    .filter(m => m.kind === 'coordination')
    .map(m => cancelOf(m, m.versions.at(-1)!))
  return [...new Set([...told, ...lapses, ...cancels, ...mondays(now, until)])]
    .filter(at => at > now && at <= until)
    .toSorted((a, b) => a - b)
}
