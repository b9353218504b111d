/** Feeds as they are asked for: of a group, of one meeting, of a person. */
import type { Transaction } from '../database/client.ts'
import { instantFrom, toColumn } from '../database/columns.ts'
import type { Prisma } from '../database/generated/client.ts'
import { concerning, ofGroups } from '../meetings/concerning.ts'
import { type Meeting, meetingRef, toMeeting } from '../meetings/meeting.ts'
import { inGeneva } from '../time/geneva.ts'
import { personBehind } from './addresses.ts'
import { changedAt, type Dates, type Entry, type Feed, latest } from './feed.ts'

/** How many meetings a feed holds at most; the latest are kept. */
const MOST = 500

/** The meetings of a group, and those to which it is called. Undefined for a group that never was. */
export async function groupFeed(
  tx: Transaction,
  group: string,
  now: Temporal.Instant,
): Promise<Feed | undefined> {
  if (!(await tx.group.findUnique({ where: { id: group }, select: { id: true } }))) return undefined
  return feedOf(tx, `${group} meetings`, { OR: ofGroups([group]) }, now, [])
}

/** One meeting alone. Undefined when there is none. */
export async function meetingFeed(tx: Transaction, id: number): Promise<Feed | undefined> {
  const row = await tx.meeting.findUnique({ where: { id } })
  if (!row) return undefined
  const entries = await entriesOf(tx, [toMeeting(row)])
  return { name: meetingRef(row), entries, changed: latest(entries.map(changedAt)) }
}

/** The meetings that concern the holder of a secret now. Undefined for a secret that gives nothing. */
export async function personalFeed(
  tx: Transaction,
  secret: string,
  now: Temporal.Instant,
): Promise<Feed | undefined> {
  const address = await personBehind(tx, secret)
  if (!address) return undefined
  const { roles, follows, followsChanged } = await tx.person.findUniqueOrThrow({
    where: { id: address.person },
    include: { roles: true, follows: true },
  })
  const changes = [...roles.flatMap(r => [r.since, r.until]), followsChanged].filter(at => at !== null)
  const held = roles.filter(r => r.until === null).map(r => ({ kind: r.kind, group: r.groupId }))
  const wanted = concerning(
    held,
    follows.map(f => f.groupId),
  )
  return feedOf(tx, 'My ITU-T meetings', wanted, now, [address.since, ...changes.map(instantFrom)])
}

async function feedOf(
  tx: Transaction,
  name: string,
  where: Prisma.MeetingWhereInput,
  now: Temporal.Instant,
  changes: Temporal.Instant[],
): Promise<Feed> {
  const month = inGeneva(now).with({ day: 1 }).startOfDay()
  const from = month.subtract({ years: 1 }).toInstant()
  const rows = await tx.meeting.findMany({
    where: { ...where, startsAt: { gte: toColumn(from) } },
    orderBy: [{ startsAt: 'desc' }, { id: 'desc' }],
    take: MOST,
  })
  const entries = await entriesOf(tx, rows.map(toMeeting).toReversed())
  // A feed also changes when a month falls out of it.
  return { name, entries, changed: latest([month.toInstant(), ...changes, ...entries.map(changedAt)]) }
}

async function entriesOf(tx: Transaction, meetings: Meeting[]): Promise<Entry[]> {
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
