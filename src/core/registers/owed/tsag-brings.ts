/**
 * Debts to a TSAG meeting: a report of each SG with a lead SG role on that role, progress reports of the Rapporteur
 * Groups and the JCAs, reviews of the JCAs (Rec. ITU-T A.18), and a status of each open item of the WTSA action plan.
 * Pure.
 */
import { HANDLER } from '../../groups/handler.ts'
import { monthOf, type PlanStatus } from '../action-plan/latest.ts'
import { isJca, type JointActivity } from '../joint-activities/fields.ts'
import { isPast } from '../liaisons/debts.ts'
import { type Debt, isSameBody, type OwedReport } from './debt.ts'
import { openMeetings, type Report, type Standing } from './fields.ts'

export interface TsagFacts {
  /** "TSAG 10-2026" */
  meeting: string
  /** Its first day and its last one. */
  day: Temporal.PlainDate
  lastDay: Temporal.PlainDate
  /** The SGs with a designated lead SG role. */
  leadGroups: readonly string[]
  rapporteurGroups: readonly string[]
  /** The joint activities that continue. */
  activities: readonly JointActivity[]
  /** The latest status of each item that is neither completed nor closed. */
  statuses: readonly PlanStatus[]
  /** The standing reports on record. */
  standing: readonly Report[]
  today: Temporal.PlainDate
}

export function findTsagDebts(facts: TsagFacts): Debt[] {
  const jcas = facts.activities.filter(({ key }) => isJca(key))
  return [
    ...facts.leadGroups.flatMap(group => standingReport(facts, 'lead SG', [group])),
    ...facts.rapporteurGroups.flatMap(group => standingReport(facts, 'progress', [group])),
    ...jcas.flatMap(({ key, fields }) => standingReport(facts, 'progress', [key, ...(fields.names ?? [])])),
    ...reviewDebt(facts, jcas),
    ...statusDebts(facts),
  ]
}

/** `names`: of the group, the present one first. */
function standingReport(
  { meeting, day, lastDay, standing, today }: TsagFacts,
  kind: Standing,
  names: readonly string[],
): OwedReport[] {
  const group = names[0]!
  const report = standing.find(
    ({ fields }) => fields.standing === kind && names.some(name => isSameBody(name, fields.group ?? '')),
  )
  const isAnswered =
    report?.fields.meetings?.includes(meeting) && !openMeetings(report.fields).includes(meeting)
  if (isAnswered) return []
  const later = report?.fields.later?.find(l => l.meeting === meeting)?.date
  return [
    {
      kind: 'report',
      key: `report ${kind} ${report?.id ?? group} ${meeting}`,
      group,
      ...(later === undefined
        ? dated(day, lastDay, today)
        : { by: later, lastDay: undefined, overdue: isPast(later, today) }),
      report,
      standing: kind,
      matter: MATTERS[kind],
      to: 'TSAG',
      meeting,
      day: day.toString(),
      isOff: false,
      isLater: later !== undefined,
    },
  ]
}

/** The subject of each standing report. */
export const MATTERS: Record<Standing, string> = { 'lead SG': 'its lead SG roles', progress: 'its progress' }

function reviewDebt({ meeting, day, lastDay, today }: TsagFacts, jcas: readonly JointActivity[]): Debt[] {
  const activities = jcas
    .filter(({ fields }) => !fields.reviews?.some(review => review.meeting === meeting))
    .map(({ key }) => key)
  if (activities.length === 0) return []
  const key = `reviews ${HANDLER} ${meeting}`
  return [{ kind: 'reviews', key, group: HANDLER, ...dated(day, lastDay, today), meeting, activities }]
}

/** An item for which no SG is responsible is WP2's own. */
export const responsibleFor = ({ fields }: Pick<PlanStatus, 'fields'>): readonly string[] =>
  fields.responsible && fields.responsible.length > 0 ? fields.responsible : [HANDLER]

function statusDebts({ meeting, day, lastDay, statuses, today }: TsagFacts): Debt[] {
  const open = statuses.filter(({ fields }) => monthOf(fields.meeting) < monthOf(meeting))
  const pairs = open.flatMap(status => responsibleFor(status).map(group => ({ group, status })))
  return [...Map.groupBy(pairs, ({ group }) => group)].map(([group, own]) => ({
    kind: 'statuses',
    key: `statuses ${group} ${meeting}`,
    group,
    ...dated(day, lastDay, today),
    meeting,
    items: own.map(({ status }) => status.fields.item ?? status.key),
  }))
}

const dated = (day: Temporal.PlainDate, lastDay: Temporal.PlainDate, today: Temporal.PlainDate) => ({
  by: day.toString(),
  lastDay: lastDay.toString(),
  overdue: Temporal.PlainDate.compare(lastDay, today) < 0,
})
