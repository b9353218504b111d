/** Gathers what is on record for a report, by a bounded number of statements. */
import { describeEntry, readAgenda } from '../agenda/agenda.ts'
import { contributionsTo, contributionWords } from '../agenda/contributions.ts'
import type { Transaction } from '../database/client.ts'
import { toColumn } from '../database/columns.ts'
import { UserError } from '../errors.ts'
import { HANDLER } from '../groups/handler.ts'
import { knownGroups } from '../groups/registry.ts'
import { OPEN } from '../issues/state.ts'
import { parseState } from '../issues/state-schema.ts'
import { findTimeline } from '../issues/store.ts'
import { type Meeting, toMeeting } from '../meetings/meeting.ts'
import { planItemFields } from '../registers/action-plan/fields.ts'
import { storedActions } from '../registers/actions/fields.ts'
import { documentFields } from '../registers/documents/fields.ts'
import { storedJoint } from '../registers/joint-activities/fields.ts'
import { currentPeriod, findPeriod, NEXT_TSAG } from '../registers/periods.ts'
import { listEntries } from '../registers/store.ts'
import { atGeneva } from '../time/geneva.ts'
import type { Interim, IssueFacts, Joint, PlanEntry, ReportFacts } from './facts.ts'
import { findLiaisons } from './gather-liaisons.ts'
import { findStatements } from './gather-statements.ts'
import { boundsOf, findPreviousTsag, findTsagMeeting, lastDayOf, type TsagMeeting } from './meeting.ts'

interface Work {
  tx: Transaction
  now: Temporal.Instant
}

/** As many issues, meetings and documents one report is made of. */
const MOST = { issues: 200, meetings: 200, documents: 1000 }

/** The facts of the report on a TSAG meeting: a label, or "next TSAG meeting". Throws a UserError for too many documents. */
export async function gatherReport({ tx, now }: Work, wanted: string): Promise<ReportFacts> {
  const meeting = await findTsagMeeting(tx, wanted, now)
  const previous = await findPreviousTsag(tx, meeting, now)
  const since = previous && endOf(lastDayOf(previous.days))
  const { begins, ends } = boundsOf(meeting, now)
  const labels = [meeting.label, ...(meeting.isNext ? [NEXT_TSAG] : [])]
  const contains = [[...new Set(labels)].map(label => ({ meeting: label }))]
  const documents = await listEntries(
    tx,
    { name: 'documents', fields: documentFields },
    { contains, take: MOST.documents + 1 },
  )
  if (documents.length > MOST.documents)
    throw new UserError(
      'too-many-documents',
      `${meeting.name} has more than ${MOST.documents} documents on record; a report lists at most that many.`,
      'meeting',
    )
  const actions = await listEntries(tx, storedActions, { contains })
  const groups = await knownGroups(tx, now)
  const people = await findLeaders(tx)
  const rapporteurGroups = groups
    .filter(group => group.kind === 'RG')
    .map(({ id, name }) => ({ id, name, rapporteurs: people(id, 'RAPPORTEUR') }))
    // As reports have them: the work programme first.
    .toSorted((a, b) => b.id.localeCompare(a.id))
  const day = meeting.days ? Temporal.PlainDate.from(meeting.days.from) : undefined
  return {
    meeting,
    studyPeriod: (day ? findPeriod(day) : currentPeriod(now)).years,
    previous,
    chairs: people(HANDLER, 'CHAIR'),
    viceChairs: people(HANDLER, 'VICE_CHAIR'),
    rapporteurGroups,
    interim: await findInterim(tx, since, begins, [HANDLER, ...rapporteurGroups.map(g => g.id)]),
    issues: await findIssues(tx, since, ends),
    actions,
    documents,
    liaisons: await findLiaisons(tx, { actions, documents, since, ends, now }),
    planItems: await findPlanItems(tx, meeting),
    joint: await findJoint(tx, begins),
    planned: await findPlanned(tx, ends),
    statements: await findStatements(tx, { meeting: meeting.id, since, ends }),
    now,
  }
}

/** The first instant after a day. */
const endOf = (day: Temporal.PlainDate): Temporal.Instant => atGeneva(day.add({ days: 1 }), '00:00')

/** The names of those who hold a role in a group now. */
export async function findLeaders(tx: Transaction) {
  const roles = await tx.role.findMany({
    where: { until: null, person: { removed: null, mergedInto: null } },
    include: { person: { select: { name: true } } },
    orderBy: { since: 'asc' },
  })
  return (group: string, ...kinds: string[]): string[] => [
    ...new Set(roles.filter(r => r.groupId === group && kinds.includes(r.kind)).map(r => r.person.name)),
  ]
}

/**
 * Meetings of WP2 and its Rapporteur groups between the last TSAG meeting and this one, by date. Meetings that SG
 * chairs called among themselves stand with their issue alone.
 */
async function findInterim(
  tx: Transaction,
  since: Temporal.Instant | undefined,
  before: Temporal.Instant,
  groups: readonly string[],
): Promise<Interim[]> {
  const rows = await tx.meeting.findMany({
    where: {
      groupId: { in: [...groups] },
      startsAt: { lt: toColumn(before), ...(since && { gte: toColumn(since) }) },
    },
    orderBy: { startsAt: 'asc' },
    take: MOST.meetings,
    include: {
      changes: { where: { kind: 'CANCELLED' }, orderBy: { id: 'desc' }, take: 1 },
    },
  })
  return Promise.all(
    rows.map(async row => ({
      meeting: toMeeting(row),
      reason: row.changes[0]?.reason ?? undefined,
      contributions: (await contributionsTo(tx, row.id))
        .filter(c => c.withdrawn === null)
        .map(c => contributionWords(c).replace(/^CON-\d+ /, '')),
      agenda: (await readAgenda(tx, row.id)).map(entry =>
        entry.issue === undefined ? describeEntry(entry) : `${entry.reference} ${describeEntry(entry)}`,
      ),
    })),
  )
}

/** Issues that are open, or that something happened to since the last TSAG meeting; by their numbers. */
async function findIssues(
  tx: Transaction,
  since: Temporal.Instant | undefined,
  ends: Temporal.Instant,
): Promise<IssueFacts[]> {
  const rows = await tx.issue.findMany({
    where: {
      raisedAt: { lt: toColumn(ends) },
      OR: [{ stage: { in: [...OPEN] } }, { changedAt: since ? { gte: toColumn(since) } : {} }],
    },
    orderBy: { id: 'asc' },
    take: MOST.issues,
    select: { id: true, state: true },
  })
  return Promise.all(
    rows.map(async ({ id, state }) => ({
      state: parseState(state),
      timeline: (await findTimeline(tx, id)).filter(
        event => Temporal.Instant.compare(Temporal.Instant.from(event.at), ends) < 0,
      ),
    })),
  )
}

/** Statuses up to this meeting; those of later ones don't belong to its report. */
async function findPlanItems(tx: Transaction, meeting: TsagMeeting): Promise<PlanEntry[]> {
  const all = await listEntries(tx, { name: 'action plan', fields: planItemFields })
  return meeting.label === NEXT_TSAG
    ? all
    : all.filter(
        ({ fields }) => fields.meeting === undefined || monthOf(fields.meeting) <= monthOf(meeting.label),
      )
}

/** "TSAG 01-2026" → "2026-01", by which meetings are in order. */
export const monthOf = (label: string): string => `${label.slice(8)}-${label.slice(5, 7)}`

/** Joint activities; `begins`: the first instant at which something is decided at this meeting. */
async function findJoint(tx: Transaction, begins: Temporal.Instant): Promise<Joint[]> {
  const entries = await listEntries(tx, storedJoint)
  const changes = await tx.registerChange.findMany({
    where: { entryId: { in: entries.map(e => e.id) }, at: { gte: toColumn(begins) } },
    select: { entryId: true, before: true, after: true, at: true },
  })
  const decided = new Set(
    changes.filter(({ before, after }) => isDecision(before, after)).map(change => change.entryId),
  )
  return entries.map(entry => ({ entry, decidedHere: decided.has(entry.id) }))
}

const decisionIn = (snapshot: unknown): string => {
  const { decision, until } = ((snapshot ?? {}) as { fields?: Record<string, unknown> }).fields ?? {}
  return JSON.stringify([decision, until])
}

const isDecision = (before: unknown, after: unknown): boolean =>
  after !== null && decisionIn(before) !== decisionIn(after)

/** Meetings of WP2 and its Rapporteur groups in the plan after this meeting, without those called at short notice. */
async function findPlanned(tx: Transaction, after: Temporal.Instant): Promise<Meeting[]> {
  const rows = await tx.meeting.findMany({
    where: {
      kind: { in: ['RG_INTERIM', 'WP_E_MEETING', 'COORDINATION_E_MEETING'] },
      startsAt: { gte: toColumn(after) },
      status: { not: 'CANCELLED' },
    },
    orderBy: { startsAt: 'asc' },
    take: MOST.meetings,
  })
  return rows.map(toMeeting)
}
