/** What concerns somebody: meetings and deadlines of their groups, open issues of their SGs. */
import type { Transaction } from '../database/client.ts'
import { toColumn } from '../database/columns.ts'
import type { Prisma } from '../database/generated/client.ts'
import { type IssueState, OPEN, WITH_WP2 } from '../issues/state.ts'
import { beganAfter } from '../meetings/dates.ts'
import { type Meeting, toMeeting } from '../meetings/meeting.ts'
import type { Actor } from '../people/actor.ts'

/** The groups of somebody's roles, and those they follow; 'all' for TSB staff of every group. */
export type Groups = readonly string[] | 'all'

export const groupsOf = ({ roles }: Actor, followed: readonly string[]): Groups =>
  roles.some(r => r.group === null) ? 'all' : [...new Set([...roles.map(r => r.group!), ...followed])]

/** Meetings that are somebody's, until they end; the soonest first. */
export const meetingsAhead = (
  tx: Transaction,
  mine: Prisma.MeetingWhereInput,
  now: Temporal.Instant,
  most: number,
): Promise<Meeting[]> => read(tx, mine, now, { startsAt: { gt: beganAfter(now) } }, { startsAt: 'asc' }, most)

/** Of these the ones that still await contributions; the nearest deadline first. */
export const deadlinesAhead = (
  tx: Transaction,
  mine: Prisma.MeetingWhereInput,
  now: Temporal.Instant,
  most: number,
): Promise<Meeting[]> => read(tx, mine, now, { cutOffAt: { gte: toColumn(now) } }, { cutOffAt: 'asc' }, most)

async function read(
  tx: Transaction,
  mine: Prisma.MeetingWhereInput,
  now: Temporal.Instant,
  more: Prisma.MeetingWhereInput,
  first: Prisma.MeetingOrderByWithRelationInput,
  most: number,
): Promise<Meeting[]> {
  const rows = await tx.meeting.findMany({
    where: { status: { not: 'CANCELLED' }, endsAt: { gt: toColumn(now) }, AND: mine, ...more },
    orderBy: [first, { id: 'asc' }],
    take: most,
  })
  return rows.map(toMeeting)
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
