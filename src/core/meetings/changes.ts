/** What happened to a meeting: kept in its history, and told. */
import type { Transaction } from '../database/client.ts'
import type { MeetingChangeKind, Prisma } from '../database/generated/client.ts'
import { toColumn } from '../database/time.ts'
import type { Json, Notice, Recipient } from '../notices/notice.ts'
import { type Meeting, meetingRef } from './meeting.ts'

/** Who changes a meeting, when, and why. */
export interface Change {
  by: string
  now: Temporal.Instant
  reason?: string | undefined
  /** Part of a larger change that is told as one. */
  toldElsewhere?: true
}

/** A meeting as its history keeps it. */
export interface Facts {
  starts?: string
  ends?: string
  deadline?: string
  objective?: string
}

export const factsOf = (m: Meeting): Facts => ({
  starts: m.starts.toString(),
  ends: m.ends.toString(),
  objective: m.objective,
  ...(m.deadline && { deadline: m.deadline.toString() }),
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
      ...(before && { before: factsOf(before) as Prisma.InputJsonValue }),
      ...(after && { after: factsOf(after) as Prisma.InputJsonValue }),
    },
  })
}

/** To the channels of its groups, to the chairs it was called for, and to every address that was told of it. */
export function changeNotice(
  kind: string,
  meeting: Meeting,
  { by, now, reason }: Change,
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
    audience: [
      ...meeting.groups.map(channelOf => ({ channelOf })),
      ...chairsCalled(meeting),
      { told: subject },
    ],
    dueAt: now,
  }
}

/** The chairs whom a meeting on an issue was called for were told of it in person. */
const chairsCalled = (meeting: Meeting): Recipient[] =>
  meeting.issue === undefined ? [] : meeting.groups.map(group => ({ role: { kind: 'CHAIR', group } }))
