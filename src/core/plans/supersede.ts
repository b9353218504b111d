/** Changes by a plan: a later plan of a group supersedes an earlier one. Pure. */
import { deadlineDate } from '../deadlines/rule.ts'
import type { Meeting } from '../meetings/meeting.ts'
import { inGeneva } from '../time/geneva.ts'
import { toInstants } from '../time/span.ts'
import type { PlannedMeeting } from './plan-file.ts'

export interface PlanChanges {
  /** Not on the calendar yet. */
  add: PlannedMeeting[]
  /** On the calendar at another date or time. */
  move: Pair[]
  /** At the same time, with another title, objective or deadline. */
  revise: Pair[]
  /** Planned before, and not in this plan. */
  cancel: Meeting[]
  /** As they are. */
  keep: Meeting[]
}

/** Two meetings further apart than this are not one that moved, in days. */
const NEAR = 31

/**
 * Compares a plan with the meetings that stand from earlier plans of its groups and are still ahead. A meeting on
 * the same day is the same; of the others, the nearest in date of the same group and kind has moved.
 */
export function compare(planned: readonly PlannedMeeting[], standing: readonly Meeting[]): PlanChanges {
  const open = new Set(standing)
  const sameDay = take(open, planned, (m, to) => dayOf(m).equals(to.date))
  const moved = take(open, without(planned, sameDay), (m, to) => daysApart(m, to) <= NEAR)
  const of = (kind: ReturnType<typeof differs>) => sameDay.filter(pair => differs(pair) === kind)
  return {
    add: without(planned, [...sameDay, ...moved]),
    move: [...of('move'), ...moved],
    revise: of('revise'),
    cancel: [...open],
    keep: of('keep').map(pair => pair.meeting),
  }
}

interface Pair {
  meeting: Meeting
  to: PlannedMeeting
}

/** Pairs of the same group and kind that fit, the nearest in date first; what is paired leaves `open`. */
function take(
  open: Set<Meeting>,
  planned: readonly PlannedMeeting[],
  fits: (m: Meeting, to: PlannedMeeting) => boolean,
): Pair[] {
  const possible = planned
    .flatMap(to => [...open].filter(m => isOf(m, to) && fits(m, to)).map(meeting => ({ meeting, to })))
    .toSorted((a, b) => daysApart(a.meeting, a.to) - daysApart(b.meeting, b.to))
  const pairs: Pair[] = []
  for (const pair of possible) {
    if (!open.has(pair.meeting) || pairs.some(p => p.to === pair.to)) continue
    open.delete(pair.meeting)
    pairs.push(pair)
  }
  return pairs
}

const without = (planned: readonly PlannedMeeting[], pairs: readonly Pair[]) =>
  planned.filter(to => !pairs.some(p => p.to === to))
const daysApart = (m: Meeting, to: PlannedMeeting) => Math.abs(dayOf(m).until(to.date).days)
const isOf = (m: Meeting, to: PlannedMeeting) => m.group === to.group && m.kind === to.kind
const dayOf = (m: Meeting) => inGeneva(m.starts).toPlainDate()

function differs({ meeting: m, to }: Pair): 'move' | 'revise' | 'keep' {
  const { starts, ends } = toInstants(to.date, to.time)
  if (!m.starts.equals(starts) || !m.ends.equals(ends)) return 'move'
  const deadline = deadlineDate(to.deadline, to.date)
  const sameDeadline = deadline ? m.deadline?.equals(deadline) : !m.deadline
  const sameTitle = to.title === undefined || to.title === m.title
  return m.objective === to.objective && sameDeadline && sameTitle ? 'keep' : 'revise'
}
