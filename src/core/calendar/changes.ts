/** Changes of a meeting: kept in its history, and announced to the rooms that follow them. */
import { z } from 'zod'
import type { Transaction } from '../database/client.ts'
import { toColumn } from '../database/columns.ts'
import type { MeetingChangeKind, Prisma } from '../database/generated/client.ts'
import { type DeadlineRule, deadlineRuleSchema } from '../deadlines/rule.ts'
import { defineEvent } from '../events/events.ts'
import type { Meeting } from '../meetings/meeting.ts'
import type { Account } from '../notices/notice.ts'
import type { By } from '../roles/by.ts'

/** The author of a change of a meeting, and the reason. */
export interface Change {
  by: By
  reason?: string | undefined
  /** Whose command it was: they have its answer. */
  caller?: Account
  /** Part of a larger change, which has a notice of its own. */
  isPartOfLarger?: true
}

/** A meeting changed; the version in `after` is the new one. Reminders, lead times and issues follow. */
export const meetingChanged = defineEvent<MeetingChanged>('meeting changed')

export interface MeetingChanged {
  kind: MeetingChangeKind
  before: Meeting | undefined
  after: Meeting
  change: Change
}

/** A meeting as its history keeps it. Instants and dates are ISO text. */
export interface Facts {
  starts?: string
  ends?: string
  deadline?: string
  /** The rule by which the deadline was set; histories before November 2026 do not have it. */
  deadlineRule?: DeadlineRule
  /** The last instant of the deadline; histories before it could be set do not have it. */
  cutOff?: string
  objective?: string
  title?: string
  /** How it can be joined. */
  links?: string[]
  place?: string
}

export const factsSchema: z.ZodType<Facts> = z.object({
  starts: z.string().exactOptional(),
  ends: z.string().exactOptional(),
  deadline: z.string().exactOptional(),
  deadlineRule: deadlineRuleSchema.exactOptional(),
  cutOff: z.string().exactOptional(),
  objective: z.string().exactOptional(),
  title: z.string().exactOptional(),
  links: z.array(z.string()).exactOptional(),
  place: z.string().exactOptional(),
})

export const toFacts = (m: Meeting): Facts => ({
  starts: m.starts.toString(),
  ends: m.ends.toString(),
  objective: m.objective,
  ...(m.title !== undefined && { title: m.title }),
  ...(m.deadline && { deadline: m.deadline.toString() }),
  ...(m.deadlineRule && { deadlineRule: m.deadlineRule }),
  ...(m.cutOff && { cutOff: m.cutOff.toString() }),
  ...(m.links.length > 0 && { links: m.links }),
  ...(m.place !== undefined && { place: m.place }),
})

/** Adds to the history of a meeting its facts before and after. */
export async function record(
  tx: Transaction,
  now: Temporal.Instant,
  { kind, before, after, change }: MeetingChanged,
): Promise<void> {
  await tx.meetingChange.create({
    data: {
      meetingId: after.id,
      at: toColumn(now),
      by: change.by,
      kind,
      reason: change.reason ?? null,
      ...(before && { before: toFacts(before) as Prisma.InputJsonValue }),
      after: toFacts(after) as Prisma.InputJsonValue,
    },
  })
}
