/** Changes that a plan made, as they are kept, and in words. */
import { z } from 'zod'
import { deadlineDate } from '../deadlines/rule.ts'
import { MEETING, type Meeting } from '../meetings/meeting.ts'
import { formatDate, formatTimeSpan } from '../time/geneva.ts'
import { toInstants } from '../time/span.ts'
import type { PlannedMeeting } from './plan-file.ts'
import type { PlanChanges } from './supersede.ts'

const time = z.object({ starts: z.string(), ends: z.string() })

const changeSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('moved'), group: z.string(), meeting: z.number(), from: time, to: time }),
  z.object({ kind: z.literal('added'), group: z.string(), to: time }),
  z.object({
    kind: z.literal('revised'),
    group: z.string(),
    meeting: z.number(),
    at: time,
    title: z.string().exactOptional(),
    objective: z.string(),
    deadline: z.string().exactOptional(),
  }),
  z.object({ kind: z.literal('cancelled'), group: z.string(), meeting: z.number(), from: time }),
  /** A line of a plan that was loaded before November 2026, as it was written then. */
  z.object({ kind: z.literal('written'), group: z.string(), words: z.string() }),
])

export const planChangesSchema = z.array(changeSchema)

export type PlanChange = z.infer<typeof changeSchema>

/** The changes as they are kept with the plan. */
export const toPlanChanges = ({ add, move, revise, cancel }: PlanChanges): PlanChange[] => [
  ...move.map(({ meeting, to }) => ({
    kind: 'moved' as const,
    group: meeting.group,
    meeting: meeting.id,
    from: timeOf(meeting),
    to: plannedTime(to),
  })),
  ...add.map(to => ({ kind: 'added' as const, group: to.group, to: plannedTime(to) })),
  ...revise.map(({ meeting, to }) => {
    const deadline = deadlineDate(to.deadline, to.date)
    return {
      kind: 'revised' as const,
      group: meeting.group,
      meeting: meeting.id,
      at: plannedTime(to),
      ...(to.title && { title: to.title }),
      objective: to.objective,
      ...(deadline && { deadline: deadline.toString() }),
    }
  }),
  ...cancel.map(m => ({ kind: 'cancelled' as const, group: m.group, meeting: m.id, from: timeOf(m) })),
]

const timeOf = ({ starts, ends }: Meeting) => ({ starts: starts.toString(), ends: ends.toString() })

const plannedTime = ({ date, time }: PlannedMeeting) => {
  const { starts, ends } = toInstants(date, time)
  return { starts: starts.toString(), ends: ends.toString() }
}

/** A change as a sentence without its full stop. */
export function describePlanChange(change: PlanChange): string {
  switch (change.kind) {
    case 'moved':
      return `${change.group}: ${span(change.from)} moved to ${span(change.to)} (${MEETING.format(change.meeting)})`
    case 'added':
      return `${change.group}: new, ${span(change.to)}`
    case 'revised': {
      const title = change.title ? ` title “${change.title}”,` : ''
      const deadline = change.deadline
        ? `, contributions by ${formatDate(Temporal.PlainDate.from(change.deadline))}`
        : ''
      return `${change.group}: ${span(change.at)},${title} objective “${change.objective}”${deadline} (${MEETING.format(change.meeting)})`
    }
    case 'cancelled':
      return `${change.group}: ${span(change.from)} cancelled (${MEETING.format(change.meeting)})`
    case 'written':
      return change.words
  }
}

const span = ({ starts, ends }: { starts: string; ends: string }): string =>
  formatTimeSpan(Temporal.Instant.from(starts), Temporal.Instant.from(ends))
