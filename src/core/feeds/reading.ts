/** Feeds as they are asked for: of a group, of one meeting, of a person. */
import type { Transaction } from '../database/client.ts'
import { instantFrom, toColumn } from '../database/columns.ts'
import type { Prisma } from '../database/generated/client.ts'
import { findEntries } from '../ics/entries.ts'
import { changedAt, type Feed, latest } from '../ics/feed.ts'
import { concerning, ofGroups } from '../meetings/concerning.ts'
import { toMeeting } from '../meetings/meeting.ts'
import { inGeneva } from '../time/geneva.ts'
import { personBehind } from './addresses.ts'

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
    include: { roles: { include: { group: true } }, follows: true },
  })
  const changes = [...roles.flatMap(r => [r.since, r.until]), followsChanged].filter(at => at !== null)
  const held = roles
    .filter(r => r.until === null)
    .map(r => ({ kind: r.kind, group: r.groupId, groupKind: r.group?.kind ?? null }))
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
  const entries = await findEntries(tx, rows.map(toMeeting).toReversed())
  // A feed also changes when a month falls out of it.
  return { name, entries, changed: latest([month.toInstant(), ...changes, ...entries.map(changedAt)]) }
}
