/**
 * The present debts, found in the registers and the calendar; the number of queries does not depend on how much is
 * there.
 */
import type { Transaction } from '../../database/client.ts'
import { toColumn } from '../../database/columns.ts'
import { knownGroups } from '../../groups/registry.ts'
import { type Meeting, toMeeting } from '../../meetings/meeting.ts'
import { inGeneva } from '../../time/geneva.ts'
import { storedPlan } from '../action-plan/fields.ts'
import { listAwaiting } from '../awaiting.ts'
import { storedJoint } from '../joint-activities/fields.ts'
import { storedLeadRoles } from '../lead-roles/fields.ts'
import { isPast } from '../liaisons/debts.ts'
import { storedLiaisons } from '../liaisons/fields.ts'
import { formatLiaisonKey } from '../liaisons/key.ts'
import { findReplyStates } from '../liaisons/replies.ts'
import { toMeetingLabel } from '../periods.ts'
import { listEntries } from '../store.ts'
import type { Debt, OwedReply, OwedReport } from './debt.ts'
import { openMeetings, type Report, STANDING, storedReports } from './fields.ts'
import { dateNamed, dayOf, findNamedMeeting, isOff, monthsNamed } from './report-meetings.ts'
import { findTsagDebts } from './tsag-brings.ts'

interface Work {
  tx: Transaction
  now: Temporal.Instant
}

/** Everything that is owed, the nearest date first; what has none on record comes last. */
export async function findDebts(work: Work): Promise<Debt[]> {
  const debts = [
    ...(await findOwedReplies(work)),
    ...(await findOwedReports(work)),
    ...(await findTsagMeetingDebts(work)),
  ]
  return debts.toSorted((a, b) => sortKey(a).localeCompare(sortKey(b)))
}

const sortKey = ({ by, group, kind }: Debt): string =>
  `${by ?? '9999'} ${group.replace(/\d+/g, digits => digits.padStart(4, '0'))} ${kind}`

/** Replies that are owed. Statements whose addressees are not on record owe nothing here. */
export async function findOwedReplies(work: Work): Promise<OwedReply[]> {
  const statements = await listAwaiting(work.tx, storedLiaisons)
  const states = await findReplyStates(
    work,
    statements.map(statement => ({ key: statement.key, statement })),
  )
  return statements.flatMap(statement =>
    (states.get(statement.key)?.addressees ?? []).flatMap(({ group, is }): OwedReply[] =>
      is.state === 'owes'
        ? [
            {
              kind: 'reply',
              key: `reply ${statement.key} ${group}`,
              group,
              by: is.replyBy ?? undefined,
              lastDay: undefined,
              overdue: is.overdue,
              statement,
              reference: formatLiaisonKey(statement.key, work.now),
              askedBy: is.askedBy !== is.replyBy ? (is.askedBy ?? undefined) : undefined,
            },
          ]
        : [],
    ),
  )
}

/** Report-backs that are owed, each to each of its meetings. */
async function findOwedReports({ tx, now }: Work): Promise<OwedReport[]> {
  const reports = await listAwaiting(tx, storedReports)
  const found = await findReportMeetings(tx, reports)
  const today = inGeneva(now).toPlainDate()
  return reports.flatMap(report =>
    openMeetings(report.fields).map(named => toOwedReport(report, named, found(report, named), today)),
  )
}

function toOwedReport(
  report: Report,
  named: string,
  meeting: Meeting | undefined,
  today: Temporal.PlainDate,
): OwedReport {
  const { group = '', matter = '', to, later, standing } = report.fields
  const off = meeting !== undefined && isOff(meeting)
  const other = later?.find(l => l.meeting === named)?.date
  const by = other ?? (off ? undefined : meeting ? dayOf(meeting) : dateNamed(named))
  return {
    kind: 'report',
    key: `report ${report.key} ${named}`,
    group,
    by,
    lastDay: undefined,
    overdue: by !== undefined && isPast(by, today),
    report,
    standing,
    matter,
    to,
    meeting: named,
    day: meeting && dayOf(meeting),
    isOff: off,
    isLater: other !== undefined,
  }
}

/** As an agenda names a report-back and the meeting that it says. */
export const agendaReport = ({ key }: Pick<Report, 'key'>, named: string): string => `${key} ${named}`

/**
 * The meetings that report-backs name. One on whose agenda the report stands is meant for good, whatever day it is
 * moved to.
 */
async function findReportMeetings(
  tx: Transaction,
  reports: readonly Report[],
): Promise<(report: Report, named: string) => Meeting | undefined> {
  const named = reports.flatMap(report => openMeetings(report.fields).map(n => ({ report, named: n })))
  if (named.length === 0) return () => undefined
  const items = await tx.agendaItem.findMany({
    where: { report: { in: named.map(n => agendaReport(n.report, n.named)) } },
    include: { meeting: true },
    orderBy: { id: 'asc' },
  })
  const placed = new Map(items.map(item => [item.report!, toMeeting(item.meeting)]))
  const meetings = await findMeetingsNamed(
    tx,
    named.map(n => n.named),
  )
  return (report, name) => {
    const onAgenda = placed.get(agendaReport(report, name))
    if (onAgenda && !isOff(onAgenda)) return onAgenda
    return findNamedMeeting(name, report.fields.to, meetings) ?? onAgenda
  }
}

/** The meetings of the months that are named. */
export async function findMeetingsNamed(tx: Transaction, named: readonly string[]): Promise<Meeting[]> {
  const months = monthsNamed(named)
  if (!months) return []
  const [from, to] = [months.from, months.to].map(month => Temporal.PlainDate.from(`${month}-01`))
  const rows = await tx.meeting.findMany({
    where: {
      kind: { notIn: ['AD_HOC', 'CALL'] },
      startsAt: {
        gte: toColumn(from!.toZonedDateTime('Europe/Zurich').toInstant()),
        lt: toColumn(to!.add({ months: 1 }).toZonedDateTime('Europe/Zurich').toInstant()),
      },
    },
    orderBy: { startsAt: 'asc' },
    take: MAX_MEETINGS,
  })
  return rows.map(toMeeting)
}

/** The most meetings that are looked at for what report-backs name. */
const MAX_MEETINGS = 1000

/** For so many days after a TSAG meeting, what it was to bring is still awaited. */
const DAYS_AFTER_TSAG = 30

/** The debts to the TSAG meeting that is under way or comes next, and those still open to the last one. */
async function findTsagMeetingDebts(work: Work): Promise<Debt[]> {
  const meetings = await findTsagMeetings(work)
  if (meetings.length === 0) return []
  const { tx, now } = work
  const leadRoles = await listAwaiting(tx, storedLeadRoles)
  const activities = await listAwaiting(tx, storedJoint)
  const statuses = await listAwaiting(tx, storedPlan)
  const standing = await listEntries(tx, storedReports, {
    contains: [STANDING.map(kind => ({ standing: kind }))],
  })
  const groups = await knownGroups(tx, now)
  const over = meetings.filter(m => Temporal.Instant.compare(m.ends, now) <= 0)
  const entered =
    over.length === 0 ? undefined : await findEntered(tx, [...leadRoles, ...activities, ...statuses])
  const today = inGeneva(now).toPlainDate()
  return meetings.flatMap(meeting => {
    // Entries that came into a register during the meeting or after it were not awaited from it.
    const isOver = over.includes(meeting)
    const before = <E extends { id: number }>(entries: readonly E[]): E[] =>
      entries.filter(({ id }) => !isOver || Temporal.Instant.compare(entered!.get(id)!, meeting.starts) < 0)
    return findTsagDebts({
      meeting: toMeetingLabel(dayOf(meeting)),
      day: inGeneva(meeting.starts).toPlainDate(),
      lastDay: inGeneva(meeting.ends).toPlainDate(),
      leadGroups: [...new Set(before(leadRoles).flatMap(({ fields }) => fields.group ?? []))],
      rapporteurGroups: groups.filter(({ kind }) => kind === 'RG').map(({ id }) => id),
      activities: before(activities),
      statuses: before(statuses),
      standing,
      today,
    })
  })
}

/** The last TSAG meeting, while something is still awaited from it, and the one under way or to come. */
async function findTsagMeetings(work: Work): Promise<Meeting[]> {
  const { tx, now } = work
  const rows = await tx.meeting.findMany({
    where: {
      kind: 'TSAG_MEETING',
      status: { not: 'CANCELLED' },
      endsAt: { gt: toColumn(now.subtract({ hours: 24 * DAYS_AFTER_TSAG })) },
    },
    orderBy: { startsAt: 'asc' },
    take: 20,
  })
  const meetings = rows.map(toMeeting)
  const coming = meetings.find(m => Temporal.Instant.compare(m.ends, now) > 0)
  const last = meetings.findLast(m => Temporal.Instant.compare(m.ends, now) <= 0)
  return [last, coming].filter(m => m !== undefined)
}

/** When entries came into their registers. */
async function findEntered(
  tx: Transaction,
  entries: readonly { id: number }[],
): Promise<Map<number, Temporal.Instant>> {
  const rows = await tx.registerChange.findMany({
    where: { entryId: { in: entries.map(({ id }) => id) }, number: 1 },
    select: { entryId: true, at: true },
  })
  const known = new Map(rows.map(({ entryId, at }) => [entryId, at.toTemporalInstant()]))
  // Entries from before histories were kept were there all the time.
  return new Map(entries.map(({ id }) => [id, known.get(id) ?? Temporal.Instant.fromEpochMilliseconds(0)]))
}
