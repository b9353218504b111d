/** Meetings with their histories, as a calendar shows them. */
import type { Transaction } from '../database/client.ts'
import { instantFrom } from '../database/columns.ts'
import { type Meeting, meetingRef, toMeeting } from '../meetings/meeting.ts'
import { changedAt, type Dates, type Entry, type Feed, latest } from './feed.ts'

/** One meeting alone. Undefined when there is none. */
export async function meetingFeed(tx: Transaction, id: number): Promise<Feed | undefined> {
  const row = await tx.meeting.findUnique({ where: { id } })
  if (!row) return undefined
  const entries = await findEntries(tx, [toMeeting(row)])
  return { name: meetingRef(row), entries, changed: latest(entries.map(changedAt)) }
}

export async function findEntries(tx: Transaction, meetings: Meeting[]): Promise<Entry[]> {
  const changes = await tx.meetingChange.findMany({
    where: { meetingId: { in: meetings.map(m => m.id) } },
    select: { meetingId: true, at: true, kind: true, reason: true, before: true },
    orderBy: { id: 'asc' },
  })
  const of = Map.groupBy(changes, c => c.meetingId)
  return meetings.map(meeting => ({
    meeting,
    history: (of.get(meeting.id) ?? []).map(({ at, kind, reason, before }) => ({
      at: instantFrom(at),
      kind,
      reason: reason ?? undefined,
      before: (before ?? {}) as Dates,
    })),
  }))
}
