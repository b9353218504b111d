/** What concerns somebody: meetings and deadlines of their groups, open issues of their SGs. */
import type { Transaction } from '../database/client.ts'
import type { Prisma } from '../database/generated/client.ts'
import { toColumn } from '../database/time.ts'
import type { Actor } from '../groups/actor.ts'
import { type IssueState, OPEN, WITH_WP2 } from '../issues/state.ts'
import { type Meeting, meetingFrom } from '../meetings/meeting.ts'

/** The groups of somebody's roles, and those they follow; 'all' for TSB staff of every group. */
export type Groups = readonly string[] | 'all'

export async function groupsOf(tx: Transaction, { person, roles }: Actor): Promise<Groups> {
  if (roles.some(r => r.group === null)) return 'all'
  const followed = person === undefined ? [] : await tx.follow.findMany({ where: { personId: person } })
  return [...new Set([...roles.map(r => r.group!), ...followed.map(f => f.groupId)])]
}

/** Meetings of these groups, and those to which they are called, until they end; the soonest first. */
export const meetingsAhead = (
  tx: Transaction,
  groups: Groups,
  now: Temporal.Instant,
  most: number,
): Promise<Meeting[]> => read(tx, groups, now, {}, { startsAt: 'asc' }, most)

/** Of these the ones that still await contributions; the nearest deadline first. */
export const deadlinesAhead = (
  tx: Transaction,
  groups: Groups,
  now: Temporal.Instant,
  most: number,
): Promise<Meeting[]> =>
  read(tx, groups, now, { closesAt: { gte: toColumn(now) } }, { closesAt: 'asc' }, most)

async function read(
  tx: Transaction,
  groups: Groups,
  now: Temporal.Instant,
  more: Prisma.MeetingWhereInput,
  first: Prisma.MeetingOrderByWithRelationInput,
  most: number,
): Promise<Meeting[]> {
  const mine =
    groups === 'all' ? {} : { OR: [{ groupId: in_(groups) }, { groups: { hasSome: [...groups] } }] }
  const rows = await tx.meeting.findMany({
    where: { status: { not: 'CANCELLED' }, endsAt: { gt: toColumn(now) }, ...mine, ...more },
    orderBy: [first, { id: 'asc' }],
    take: most,
  })
  return rows.map(meetingFrom)
}

/** Open issues that concern these SGs; for WP2 those that are with it. The latest changed first. */
export async function openIssuesOf(tx: Transaction, groups: Groups, most: number): Promise<IssueState[]> {
  const mine =
    groups === 'all'
      ? {}
      : {
          OR: [
            { concerned: { some: { groupId: in_(groups) } } },
            ...(groups.includes('WP2') ? [{ stage: in_(WITH_WP2) }] : []),
          ],
        }
  const rows = await tx.issue.findMany({
    where: { stage: in_(OPEN), AND: mine },
    orderBy: [{ changedAt: 'desc' }, { id: 'desc' }],
    take: most,
  })
  return rows.map(r => r.state as unknown as IssueState)
}

const in_ = (values: readonly string[]) => ({ in: [...values] })
