/** Plans loaded: compared with what stands, and carried out as one change. */

import type { Change } from '../calendar/changes.ts'
import { cancelMeeting, moveMeeting, reviseMeeting, scheduleMeeting } from '../calendar/schedule.ts'
import type { Transaction } from '../database/client.ts'
import { dateColumn, dateFrom, toColumn } from '../database/columns.ts'
import { deadlineDate } from '../deadlines/rule.ts'
import { UserError } from '../errors.ts'
import { type Meeting, meetingRef, toMeeting } from '../meetings/meeting.ts'
import { type Account, without } from '../notices/notice.ts'
import { writeNotices } from '../notices/outbox.ts'
import { atGeneva, formatDate, formatTimeSpan } from '../time/geneva.ts'
import type { PlannedMeeting } from './plan-file.ts'
import { compare, type PlanChanges } from './supersede.ts'

export interface NewPlan {
  meetings: PlannedMeeting[]
  /** "TD164R3, clause 7" */
  source: string
  /** The day it was agreed. */
  agreed: Temporal.PlainDate
}

/** What a plan would change now. Throws a UserError when a later plan of one of its groups is in force. */
export async function comparePlan(
  tx: Transaction,
  { meetings, agreed }: NewPlan,
  now: Temporal.Instant,
): Promise<PlanChanges> {
  const groups = [...new Set(meetings.map(m => m.group))]
  const later = await tx.plan.findFirst({
    where: { groups: { hasSome: groups }, agreed: { gt: dateColumn(agreed) } },
    orderBy: { agreed: 'desc' },
  })
  if (later)
    throw new UserError(
      'superseded',
      `A later plan of ${later.groups.filter(g => groups.includes(g)).join(', ')} is in force: ${later.source}, agreed ${formatDate(dateFrom(later.agreed))}.`,
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
  // What lies behind us is on record already, or becomes so; it is neither moved nor cancelled.
  const wanted = meetings.filter(
    m => !past.some(p => p.group === m.group && p.starts.equals(atGeneva(m.date, m.time.start))),
  )
  return compare(wanted, rows.map(toMeeting))
}

/** The changes of a plan, a sentence each. */
export const changeLines = ({ add, move, revise, cancel }: PlanChanges): string[] => [
  ...move.map(
    ({ meeting, to }) =>
      `${meeting.group}: ${formatTimeSpan(meeting.starts, meeting.ends)} moved to ${plannedWords(to)} (${meetingRef(meeting)})`,
  ),
  ...add.map(to => `${to.group}: new, ${plannedWords(to)}`),
  ...revise.map(
    ({ meeting, to }) =>
      `${meeting.group}: ${plannedWords(to)},${to.title ? ` title “${to.title}”,` : ''} objective “${to.objective}”${deadlineNote(to)} (${meetingRef(meeting)})`,
  ),
  ...cancel.map(m => `${m.group}: ${formatTimeSpan(m.starts, m.ends)} cancelled (${meetingRef(m)})`),
]

const plannedWords = (p: PlannedMeeting) =>
  formatTimeSpan(atGeneva(p.date, p.time.start), atGeneva(p.date, p.time.end))

function deadlineNote(p: PlannedMeeting): string {
  const date = deadlineDate(p.deadline, p.date)
  return date ? `, contributions by ${formatDate(date)}` : ''
}

/** Carries out a plan as one change, tells it as one, and keeps what it changed. Gives the changes, a sentence each. */
export async function carryOut(
  tx: Transaction,
  plan: NewPlan,
  { by, now, toldElsewhere, caller }: Change,
): Promise<string[]> {
  const changes = await comparePlan(tx, plan, now)
  const lines = changeLines(changes)
  const groups = [...new Set(plan.meetings.map(m => m.group))]
  const { id } = await tx.plan.create({
    data: {
      source: plan.source,
      agreed: dateColumn(plan.agreed),
      groups,
      changes: lines,
      by,
      at: toColumn(now),
    },
  })
  const change: Change = { by, now, reason: plan.source, toldElsewhere: true }
  const touched: Meeting[] = []
  for (const { meeting, to } of changes.move) touched.push(await moveMeeting(tx, meeting, to, change))
  for (const { meeting, to } of changes.revise) touched.push(await reviseMeeting(tx, meeting, to, change))
  for (const meeting of changes.cancel) touched.push(await cancelMeeting(tx, meeting, change))
  for (const to of changes.add) await scheduleMeeting(tx, { ...to, source: plan.source, plan: id }, change)
  await tx.meeting.updateMany({
    where: { id: { in: [...changes.keep, ...touched].map(m => m.id) } },
    data: { planId: id, source: plan.source },
  })
  if (lines.length > 0 && !toldElsewhere) await tellPlan(tx, id, groups, touched, now, caller)
  return lines
}

/** One notice to each group's channels, and to everybody told of a meeting that changed. */
async function tellPlan(
  tx: Transaction,
  id: number,
  groups: string[],
  touched: Meeting[],
  now: Temporal.Instant,
  caller: Account | undefined,
): Promise<void> {
  await writeNotices(tx, [
    {
      key: `plan:${id}`,
      kind: 'plan-loaded',
      subject: `PLAN-${id}`,
      data: { plan: id },
      audience: [
        ...groups.map(channelOf => ({ channelOf })),
        ...touched.map(m => ({ told: meetingRef(m) })),
        ...(caller ? [without(caller)] : []),
      ],
      dueAt: now,
    },
  ])
}
