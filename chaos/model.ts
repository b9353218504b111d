/** The model of what happened, as people know it: from replies, and from look-ups where none came. */
import { CHAIRS, type Person } from './people.ts'

export type IssueEventData =
  | { kind: 'raised' }
  | { kind: 'proposed' | 'commented' | 'escalated' | 'concluded' | 'withdrawn'; mark: string }
  | { kind: 'position'; objects: boolean; mark: string }
  | { kind: 'solved'; mark: string }
  | { kind: 'taken up' | 'lapsed' }
  | { kind: 'on the agenda'; meeting: string }

/** An event of an issue: when, by whom (undefined: by the passing of time), for which group. */
export type IssueEvent = IssueEventData & { at: number; by: Person | undefined; group: string }

export interface IssueModel {
  ref: string
  topic: string
  concerned: string[]
  respondBy: Temporal.PlainDate | undefined
  events: IssueEvent[]
}

export interface MeetingVersion {
  at: number
  how: 'planned' | 'scheduled' | 'moved' | 'confirmed' | 'cancelled'
  date: Temporal.PlainDate
  /** The person who did it; undefined: the plan. */
  by: Person | undefined
  /** The unique word in its reason. */
  mark: string | undefined
  status: 'scheduled' | 'confirmed' | 'cancelled'
}

export interface MeetingModel {
  ref: string
  group: string
  kind: 'interim' | 'coordination' | 'e-meeting'
  start: string
  end: string
  /** The contribution deadline, days before the meeting. */
  deadlineDays: number | undefined
  versions: MeetingVersion[]
}

export interface Model {
  issues: IssueModel[]
  meetings: MeetingModel[]
}

/** Names an event in every statement about it. */
export const labelOf = (h: IssueEvent): string => ('mark' in h ? `${h.kind} ${h.mark}` : h.kind)

export type Stage = 'chairs' | 'escalated' | 'wp2' | 'solved' | 'concluded' | 'withdrawn'

export const hasEvent = ({ events }: IssueModel, kind: IssueEvent['kind']): boolean =>
  events.some(h => h.kind === kind)

export function stageOf(issue: IssueModel): Stage {
  if (hasEvent(issue, 'concluded')) return 'concluded'
  if (hasEvent(issue, 'withdrawn')) return 'withdrawn'
  if (hasEvent(issue, 'solved')) return 'solved'
  if (hasEvent(issue, 'taken up')) return 'wp2'
  return hasEvent(issue, 'escalated') ? 'escalated' : 'chairs'
}

/** The groups that have taken a position; proposing counts as agreeing. */
export function positionsOf({ events }: IssueModel): Map<string, 'agrees' | 'objects'> {
  const positions = new Map<string, 'agrees' | 'objects'>()
  for (const h of events) {
    if (h.kind === 'proposed') {
      positions.clear()
      positions.set(h.group, 'agrees')
    }
    if (h.kind === 'position') positions.set(h.group, h.objects ? 'objects' : 'agrees')
  }
  return positions
}

export const isSolved = (issue: IssueModel): boolean => {
  const positions = positionsOf(issue)
  return issue.concerned.every(g => positions.get(g) === 'agrees')
}

const GENEVA = 'Europe/Zurich'
export const geneva = (date: Temporal.PlainDate, time: string): number =>
  date.toZonedDateTime({ timeZone: GENEVA, plainTime: Temporal.PlainTime.from(time) }).epochMilliseconds

export const dayOf = (at: number): Temporal.PlainDate =>
  Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(GENEVA).toPlainDate()

export const startOf = ({ start }: MeetingModel, { date }: MeetingVersion): number => geneva(date, start)
export const endOf = ({ end }: MeetingModel, { date }: MeetingVersion): number => geneva(date, end)

/** The instant at which the timeline of an issue lapses. */
export const lapseOf = (respondBy: Temporal.PlainDate): number => geneva(respondBy.add({ days: 1 }), '00:00')

/** The instant at which a coordination e-meeting without an issue is cancelled. */
export const cancelOf = (meeting: MeetingModel, version: MeetingVersion): number =>
  startOf(meeting, version) - 24 * 3_600_000

export const chairOf = (group: string): Person | undefined => CHAIRS[group]

/** The coordination e-meeting that takes up an issue brought to WP2 now. */
export const nextCoordination = ({ meetings }: Model, at: number): MeetingModel | undefined =>
  meetings
    .filter(m => m.kind === 'coordination' && m.versions.at(-1)!.status !== 'cancelled')
    .filter(m => startOf(m, m.versions.at(-1)!) > at)
    .toSorted((a, b) => startOf(a, a.versions.at(-1)!) - startOf(b, b.versions.at(-1)!))[0]

/** Whether an issue that is open with WP2 was on its agenda at an instant. */
export const hasAgenda = ({ issues }: Model, meeting: MeetingModel, at: number): boolean =>
  issues.some(issue => {
    const events = issue.events.filter(h => h.at <= at)
    const on = events.some(h => h.kind === 'on the agenda' && h.meeting === meeting.ref)
    return on && ['escalated', 'wp2'].includes(stageOf({ ...issue, events }))
  })

/** Applies the passing of time: at the instant itself or, after an outage, when a process is up again (`upSince`). */
export function applyTime(facts: Model, now: number, upSince: number): void {
  for (const issue of facts.issues) {
    if (!issue.respondBy || stageOf(issue) !== 'chairs' || hasEvent(issue, 'lapsed')) continue
    const at = lapseOf(issue.respondBy)
    if (at <= now) issue.events.push({ kind: 'lapsed', at: Math.max(at, upSince), by: undefined, group: '' })
  }
  for (const meeting of facts.meetings) {
    const last = meeting.versions.at(-1)!
    if (meeting.kind !== 'coordination' || last.status !== 'scheduled') continue
    const at = Math.max(cancelOf(meeting, last), last.at, upSince)
    if (at <= now && at < startOf(meeting, last) && !hasAgenda(facts, meeting, at))
      meeting.versions.push({
        ...last,
        at,
        how: 'cancelled',
        status: 'cancelled',
        by: undefined,
        mark: undefined,
      })
  }
}

/** The plan of January 2026, as its report has it: group, kind, date, times, days from the deadline. */
const PLAN: [MeetingModel['group'], MeetingModel['kind'], string, string, string, number?][] = [
  ['RG-DT', 'interim', '2026-03-11', '13:00', '15:00', 7],
  ['RG-DT', 'interim', '2026-05-13', '13:00', '15:00', 6],
  ['WP2', 'coordination', '2026-05-25', '14:00', '16:00'],
  ['RG-DT', 'interim', '2026-07-22', '13:00', '15:00', 7],
  ['WP2', 'coordination', '2026-08-17', '14:00', '16:00'],
  ['RG-DT', 'interim', '2026-09-09', '13:00', '15:00', 7],
  ['WP2', 'e-meeting', '2026-09-21', '14:00', '16:30', 13],
  ['WP2', 'coordination', '2026-12-14', '14:00', '16:00'],
  ['WP2', 'e-meeting', '2027-01-25', '14:00', '16:30'],
]

export const plannedMeetings = (at: number): MeetingModel[] =>
  PLAN.map(([group, kind, date, start, end, deadlineDays], i) => ({
    ref: `MTG-${i + 1}`,
    group,
    kind,
    start,
    end,
    deadlineDays,
    versions: [
      {
        at,
        how: 'planned',
        date: Temporal.PlainDate.from(date),
        by: undefined,
        mark: undefined,
        status: 'scheduled',
      },
    ],
  }))
