/** What happened to a meeting: kept in its history, and told. */
import type { Transaction } from '../database/client.ts'
import { toColumn } from '../database/columns.ts'
import type { MeetingChangeKind, Prisma } from '../database/generated/client.ts'
import { issueRef } from '../issues/state.ts'
import { type Meeting, meetingRef } from '../meetings/meeting.ts'
import { type Account, type Json, type Notice, type Recipient, without } from '../notices/notice.ts'

/** Who changes a meeting, when, and why. */
export interface Change {
  by: string
  now: Temporal.Instant
  reason?: string | undefined
  /** Whose command it was: they have its answer. */
  caller?: Account
  /** Part of a larger change that is told as one. */
  toldElsewhere?: true
}

/** A meeting as its history keeps it. */
export interface Facts {
  starts?: string
  ends?: string
  deadline?: string
  /** The last instant of the deadline; what was kept before it could be set has none. */
  cutOff?: string
  objective?: string
  title?: string
}

export const toFacts = (m: Meeting): Facts => ({
  starts: m.starts.toString(),
  ends: m.ends.toString(),
  objective: m.objective,
  ...(m.title !== undefined && { title: m.title }),
  ...(m.deadline && { deadline: m.deadline.toString() }),
  ...(m.cutOff && { cutOff: m.cutOff.toString() }),
})

/** Adds to the history of a meeting what was and what is. */
export async function record(
  tx: Transaction,
  meetingId: number,
  kind: MeetingChangeKind,
  { by, now, reason }: Change,
  before: Meeting | undefined,
  after: Meeting | undefined,
): Promise<void> {
  await tx.meetingChange.create({
    data: {
      meetingId,
      at: toColumn(now),
      by,
      kind,
      reason: reason ?? null,
      ...(before && { before: toFacts(before) as Prisma.InputJsonValue }),
      ...(after && { after: toFacts(after) as Prisma.InputJsonValue }),
    },
  })
}

/** Tells a change of a meeting. */
export function changeNotice(
  kind: string,
  meeting: Meeting,
  { by, now, reason, caller }: Change,
  before: Facts,
): Notice {
  const subject = meetingRef(meeting)
  return {
    key: `${kind}:${subject}:v${meeting.version}`,
    kind,
    subject,
    data: {
      meeting: meeting.id,
      version: meeting.version,
      by,
      reason: reason ?? null,
      before: before as { [key: string]: Json },
    },
    audience: [...audienceOf(meeting, subject), ...(caller ? [without(caller)] : [])],
    dueAt: now,
  }
}

/**
 * The same for the channels of a meeting on an issue, in the thread under the issue's card. That it moved or was
 * cancelled stands there already, in the timeline of the issue.
 */
export const threadNotice = (notice: Notice, { issue, groups }: Meeting): Notice[] =>
  issue === undefined
    ? []
    : [
        {
          ...notice,
          key: `${notice.key}:thread`,
          subject: issueRef({ id: issue }),
          place: 'THREAD',
          audience: [...new Set([...groups, 'WP2'])].map(channelOf => ({ channelOf })),
        },
      ]

/**
 * Everybody told of it before. Of a meeting on an issue the channels hear in the thread under the issue's card, and
 * the chairs it was called for in person.
 */
function audienceOf({ issue, groups }: Meeting, subject: string): Recipient[] {
  if (issue !== undefined) return groups.map(group => ({ role: { kind: 'CHAIR', group } }))
  return [...groups.map(channelOf => ({ channelOf })), { told: subject }]
}
