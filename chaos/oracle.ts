/**
 * What people should have seen, by the rules as they stand in the documents, from what happened. It is a second
 * statement of them on purpose: the program's own notices are not asked.
 */
import type { Expected } from './compare.ts'
import {
  cancelOf,
  chairOf,
  dayOf,
  endOf,
  type Facts,
  geneva,
  hasAgenda,
  type IssueFact,
  type IssueFacts,
  lapseOf,
  type MeetingFacts,
  type MeetingVersion,
  positionsOf,
  stageOf,
  startOf,
  whatOf,
} from './model.ts'
import {
  CHAIRS,
  FOLLOWER,
  inboxOf,
  type Person,
  RAPPORTEUR,
  roomsOf,
  TSB,
  WP2_CHAIR,
  WP2_VICE,
} from './people.ts'

export interface Outage {
  from: number
  to: number
}

/** A matter that is over is not told any more. */
type Due = Expected & { over?: number; series: string }

/** Everything that is expected until `until`. */
export function expectedOf(facts: Facts, until: number, outages: readonly Outage[]): Expected[] {
  return [
    ...facts.issues.flatMap(issue => ofIssue(issue, until, outages)),
    ...facts.meetings.flatMap(meeting => ofMeeting(facts, meeting, until, outages)),
  ]
}

/** Of what fell due while nobody was up only the last of a series is told, when somebody is again, if it is not over. */
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

function ofIssue(issue: IssueFacts, until: number, outages: readonly Outage[]): Expected[] {
  const { ref, concerned, happened } = issue
  const rooms = [...concerned, 'WP2'].flatMap(roomsOf)
  const events = happened.flatMap((h): Expected[] => {
    const telling = { matter: ref, what: whatOf(h), at: h.at }
    const lines = h.kind === 'raised' ? [] : rooms.map(room => ({ ...telling, place: `${room} ${ref}` }))
    const told = toldOf(issue, h).filter(p => p !== h.by)
    return [...lines, ...told.map(p => ({ ...telling, place: inboxOf(p) }))]
  })
  return [...events, ...afterOutages([...timelineOf(issue), ...waitingOf(issue)], outages)].filter(
    e => e.at <= until,
  )
}

/** Whom something concerns in person. */
function toldOf({ concerned, happened }: IssueFacts, h: IssueFact): Person[] {
  const chairs = concerned.flatMap(g => chairOf(g) ?? [])
  switch (h.kind) {
    case 'raised':
    case 'taken up':
      return chairs
    case 'proposed':
    case 'withdrawn':
      return chairs.filter(c => c !== chairOf(h.group))
    case 'escalated':
      return [...WP2_LEADERS, ...chairs.filter(c => c !== chairOf(h.group))]
    case 'solved':
      return happened.some(e => e.kind === 'escalated') ? [...chairs, ...WP2_LEADERS] : chairs
    case 'concluded':
      return [...chairs, TSB]
    case 'lapsed':
      return [...chairs, ...WP2_LEADERS]
    case 'commented':
    case 'position':
    case 'on the agenda':
      return []
  }
}

/** Reminders of a timeline to those who have not taken a position: 7, 3 and 1 days before its end, and on the day. */
function timelineOf(issue: IssueFacts): Due[] {
  const { ref, respondBy, concerned, happened } = issue
  if (!respondBy) return []
  return [7, 3, 1, 0].flatMap(days => {
    const at = geneva(respondBy.subtract({ days }), '09:00')
    const before = { ...issue, happened: happened.filter(h => h.at <= at) }
    if (before.happened.length === 0 || stageOf(before) !== 'chairs') return []
    const silent = concerned.filter(g => !positionsOf(before).has(g))
    return silent.flatMap(g => {
      const chair = chairOf(g)
      const telling = {
        matter: ref,
        what: 'timeline',
        series: `timeline ${ref}`,
        at,
        over: lapseOf(respondBy),
      }
      return chair ? [{ ...telling, place: inboxOf(chair) }] : []
    })
  })
}

/** To WP2's leadership and TSB each week, until somebody takes an issue up. */
function waitingOf({ ref, happened }: IssueFacts): Due[] {
  const escalated = happened.find(h => h.kind === 'escalated')
  if (!escalated) return []
  const end = happened.find(h => ['taken up', 'solved', 'concluded', 'withdrawn'].includes(h.kind))?.at
  const first = dayOf(escalated.at)
  const due: Due[] = []
  for (let week = 1; week <= 60; week++) {
    const at = geneva(first.add({ days: 7 * week }), '09:00')
    if (end !== undefined && at >= end) break
    for (const person of [...WP2_LEADERS, TSB])
      due.push({ matter: ref, what: 'waits for WP2', series: `take-up ${ref}`, at, place: inboxOf(person) })
  }
  return due
}

// Meetings

/** As messages name it: "RG-DT 13 May 2026". */
export const nameOf = (
  { group }: Pick<MeetingFacts, 'group'>,
  { date }: Pick<MeetingVersion, 'date'>,
): string => `${group} ${date.toLocaleString('en-GB', { day: 'numeric', month: 'long', year: 'numeric' })}`

function ofMeeting(
  facts: Facts,
  meeting: MeetingFacts,
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
    // What is due at the very instant of a change was told by the version before.
    const due = [...remindersOf(meeting, version), ...questionsOf(facts, meeting, version)]
      .filter(d => d.at > version.at && d.at < end + (meeting.versions[i + 1] ? 1 : 0))
      .map(d => ({ ...d, over: Math.min(d.over ?? Infinity, end) }))
    all.push(...afterOutages(due, outages).filter(e => e.at < end + (meeting.versions[i + 1] ? 1 : 0)))
    all.push(...afterAllOf(facts, meeting, version, end, all))
  }
  return all.filter(e => e.at <= until)
}

/** A change is told in the group's channels and to all who were told of the meeting, but for who made it. */
function changeOf(
  meeting: MeetingFacts,
  version: MeetingVersion,
  before: MeetingVersion | undefined,
  told: readonly Expected[],
): Expected[] {
  const name = nameOf(meeting, version.how === 'moved' ? before! : version)
  const what = version.how === 'scheduled' ? 'scheduled' : `${version.how} ${version.mark ?? 'by the plan'}`
  const places = new Set([
    ...roomsOf(meeting.group),
    ...(version.how === 'scheduled' ? [] : told.map(e => e.place)),
  ])
  if (version.by) places.delete(inboxOf(version.by))
  return [...places].map(place => ({ place, matter: name, what, at: version.at }))
}

/** Who was told that it would be cancelled is told, once, that something came in. */
function afterAllOf(
  facts: Facts,
  meeting: MeetingFacts,
  version: MeetingVersion,
  end: number,
  all: readonly Expected[],
): Expected[] {
  if (version.status !== 'scheduled') return []
  const at = facts.issues
    .flatMap(i => i.happened)
    .filter(h => h.kind === 'on the agenda' && h.meeting === meeting.ref)
    .map(h => h.at)
    .toSorted((a, b) => a - b)
    .find(t => t > version.at && t < end && all.some(e => e.what === 'no issue' && e.at < t))
  if (at === undefined) return []
  const telling = { matter: nameOf(meeting, version), what: 'not cancelled', at }
  return [WP2_CHAIR, TSB].map(p => ({ ...telling, place: inboxOf(p) }))
}

function remindersOf(meeting: MeetingFacts, version: MeetingVersion): Due[] {
  if (version.status === 'cancelled') return []
  const { date } = version
  const matter = nameOf(meeting, version)
  const [starts, ends] = [startOf(meeting, version), endOf(meeting, version)]
  const places = [...roomsOf(meeting.group), ...(meeting.group === 'RG-DT' ? [inboxOf(FOLLOWER)] : [])]
  const deadline =
    meeting.deadlineDays === undefined ? undefined : date.subtract({ days: meeting.deadlineDays })
  const deadlines = deadline
    ? [14, 7, 3, 1, 0].map(days => ({
        at: geneva(deadline.subtract({ days }), '09:00'),
        what: 'deadline',
        over: ends,
      }))
    : []
  const meetings = [...[7, 1].map(days => geneva(date.subtract({ days }), '09:00')), starts - 3_600_000].map(
    at => ({ at, what: 'meeting', over: starts }),
  )
  return [...deadlines, ...meetings].flatMap(d =>
    places.map(place => ({ ...d, place, matter, series: `${d.what} ${meeting.ref}` })),
  )
}

/** What those are asked on whom the holding of a meeting depends. */
function questionsOf(facts: Facts, meeting: MeetingFacts, version: MeetingVersion): Due[] {
  if (version.status !== 'scheduled') return []
  const matter = nameOf(meeting, version)
  const starts = startOf(meeting, version)
  const to = (people: Person[], what: string, at: number, over: number): Due[] =>
    people.map(p => ({ place: inboxOf(p), matter, what, series: `${what} ${meeting.ref}`, at, over }))
  if (meeting.kind === 'interim' && meeting.deadlineDays !== undefined) {
    const closed = version.date.subtract({ days: meeting.deadlineDays - 1 })
    const mornings: number[] = []
    for (let day = closed.add({ days: 1 }); geneva(day, '09:00') < starts; day = day.add({ days: 1 }))
      mornings.push(geneva(day, '09:00'))
    return [geneva(closed, '00:00'), ...mornings].flatMap(at =>
      to([RAPPORTEUR, TSB], 'is it held', at, starts),
    )
  }
  if (meeting.kind !== 'coordination') return []
  const warned = geneva(version.date.subtract({ days: 3 }), '09:00')
  const cancels = hasAgenda(facts, meeting, cancelOf(meeting, version)) ? starts : cancelOf(meeting, version)
  return [
    ...to(Object.values(CHAIRS), 'any issue', geneva(version.date.subtract({ days: 7 }), '09:00'), cancels),
    ...(hasAgenda(facts, meeting, warned) ? [] : to([WP2_CHAIR, TSB], 'no issue', warned, cancels)),
  ]
}

/** TSB's weekly word on roles that reach nobody; there are none here, and so it is not said. */
function mondays(now: number, until: number): number[] {
  const today = dayOf(now)
  const first = today.subtract({ days: today.dayOfWeek - 1 })
  const weeks = Math.ceil((until - now) / (7 * 24 * 3_600_000)) + 1
  return Array.from({ length: weeks }, (_, week) => geneva(first.add({ weeks: week }), '09:00'))
}

/** The instants ahead at which something falls due, by what is known now. */
export function instantsAhead(facts: Facts, now: number, until: number): number[] {
  const told = expectedOf(facts, until, []).map(e => e.at)
  const lapses = facts.issues.flatMap(i => (i.respondBy ? [lapseOf(i.respondBy)] : []))
  const cancels = facts.meetings
    .filter(m => m.kind === 'coordination')
    .map(m => cancelOf(m, m.versions.at(-1)!))
  return [...new Set([...told, ...lapses, ...cancels, ...mondays(now, until)])]
    .filter(at => at > now && at <= until)
    .toSorted((a, b) => a - b)
}
