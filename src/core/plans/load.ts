/** Plans of meetings: compared with the calendar, and loaded as one change. */

import type { Change } from '../calendar/changes.ts'
import { cancelMeeting, moveMeeting, reviseMeeting, scheduleMeeting } from '../calendar/schedule.ts'
import type { Transaction } from '../database/client.ts'
import { dateColumn, dateFrom, toColumn } from '../database/columns.ts'
import { Prisma } from '../database/generated/client.ts'
import { UserError } from '../errors.ts'
import type { Work } from '../events/events.ts'
import { type Meeting, toMeeting } from '../meetings/meeting.ts'
import { writeNotices } from '../notices/outbox.ts'
import { formatDate } from '../time/geneva.ts'
import { toInstants } from '../time/span.ts'
import { type PlanChange, toPlanChanges } from './changes.ts'
import { planLoaded } from './notices.ts'
import type { PlannedMeeting } from './plan-file.ts'
import { compare, type PlanChanges } from './supersede.ts'
import { keepSteps, toUndoStep, type UndoStep } from './undo.ts'

export interface NewPlan {
  meetings: PlannedMeeting[]
  /** The groups that it plans for. */
  groups: string[]
  /** "TD164R3, clause 7" */
  source: string
  /** The day it was agreed. */
  agreed: Temporal.PlainDate
  /** Meetings that stay as they are: some that the plan states, and some on the calendar that it no longer has. */
  leaves?: { stated: ReadonlySet<PlannedMeeting>; standing: ReadonlySet<number> }
  /** The reading of the document from which it comes. */
  reading?: number
}

/** The changes that a plan would make now. Throws a UserError when a later plan of one of its groups is in force. */
export async function comparePlan(
  tx: Transaction,
  { meetings, groups, agreed, leaves }: NewPlan,
  now: Temporal.Instant,
): Promise<PlanChanges> {
  const later = await tx.plan.findFirst({
    where: {
      groups: { hasSome: groups },
      agreed: { gt: dateColumn(agreed) },
      undone: { equals: Prisma.DbNull },
    },
    orderBy: { agreed: 'desc' },
  })
  if (later)
    throw new UserError(
      'superseded',
      `A newer plan of ${later.groups.filter(g => groups.includes(g)).join(', ')} is in force (${later.source}, agreed ${formatDate(dateFrom(later.agreed))}), so this one was not loaded.`,
      'agreed',
    )
  const rows = await tx.meeting.findMany({
    where: {
      groupId: { in: groups },
      planId: { not: null },
      status: { not: 'CANCELLED' },
      startsAt: { gt: toColumn(now) },
    },
    orderBy: { startsAt: 'asc' },
    take: 500,
  })
  const known = await tx.meeting.findMany({
    where: { groupId: { in: groups }, startsAt: { lte: toColumn(now) } },
    take: 500,
  })
  const past = known.map(toMeeting)
  // Meetings in the past are on record already, or will be; they are neither moved nor cancelled.
  const wanted = meetings.filter(
    m => !past.some(p => p.group === m.group && p.starts.equals(toInstants(m.date, m.time).starts)),
  )
  const changes = compare(wanted, rows.map(toMeeting))
  return leaves ? without(changes, leaves) : changes
}

const without = (
  { add, move, revise, cancel, keep }: PlanChanges,
  { stated, standing }: NonNullable<NewPlan['leaves']>,
): PlanChanges => ({
  add: add.filter(to => !stated.has(to)),
  move: move.filter(({ to }) => !stated.has(to)),
  revise: revise.filter(({ to }) => !stated.has(to)),
  cancel: cancel.filter(meeting => !standing.has(meeting.id)),
  keep,
})

/** Loads a plan as one change with one notice, and keeps what it changed. Returns the changes. */
export async function loadPlan(
  work: Work,
  plan: NewPlan,
  { by, isPartOfLarger, caller }: Change,
): Promise<PlanChange[]> {
  const { tx, now } = work
  const changes = await comparePlan(tx, plan, now)
  const kept = toPlanChanges(changes)
  const { groups } = plan
  const { id } = await tx.plan.create({
    data: {
      source: plan.source,
      agreed: dateColumn(plan.agreed),
      groups,
      changes: kept,
      by,
      at: toColumn(now),
      readingId: plan.reading ?? null,
    },
  })
  const change: Change = { by, reason: plan.source, isPartOfLarger: true }
  const touched: Meeting[] = []
  const undo: UndoStep[] = await keepSteps(tx, changes.keep)
  const changed = async (before: Meeting, after: Promise<Meeting>) => {
    touched.push(await after)
    undo.push(await toUndoStep(tx, before, await after))
  }
  for (const { meeting, to } of changes.move) await changed(meeting, moveMeeting(work, meeting, to, change))
  for (const { meeting, to } of changes.revise)
    await changed(meeting, reviseMeeting(work, meeting, to, change))
  for (const meeting of changes.cancel) await changed(meeting, cancelMeeting(work, meeting, change))
  for (const to of changes.add) {
    const added = await scheduleMeeting(work, { ...to, source: plan.source, plan: id }, change)
    undo.push({ meeting: added.id, version: added.version })
  }
  await tx.meeting.updateMany({
    where: { id: { in: [...changes.keep, ...touched].map(m => m.id) } },
    data: { planId: id, source: plan.source },
  })
  await tx.plan.update({ where: { id }, data: { undo: undo as unknown as Prisma.InputJsonValue } })
  if (kept.length > 0 && !isPartOfLarger)
    await writeNotices(tx, [planLoaded.from({ id, groups, touched, caller, now })])
  return kept
}
