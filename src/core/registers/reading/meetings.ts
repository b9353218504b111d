/** Planned meetings of a reading beside the calendar: what a plan of them would change, line by line. */
import type { Transaction } from '../../database/client.ts'
import { toColumn } from '../../database/columns.ts'
import { deadlineDate, parseDeadline } from '../../deadlines/rule.ts'
import { UserError } from '../../errors.ts'
import { findGroup } from '../../groups/registry.ts'
import { assertDeadlineFits } from '../../meetings/dates.ts'
import { KIND_RULES } from '../../meetings/kinds.ts'
import { MEETING, type Meeting } from '../../meetings/meeting.ts'
import { describeTime, meetingName } from '../../meetings/words.ts'
import { assertPlans } from '../../plans/commands.ts'
import { comparePlan, type NewPlan } from '../../plans/load.ts'
import type { PlannedMeeting } from '../../plans/plan-file.ts'
import type { PlanChanges } from '../../plans/supersede.ts'
import { atGeneva, formatDate, formatTimeSpan, inGeneva } from '../../time/geneva.ts'
import { parseTimeSpan } from '../../time/parse.ts'
import { toInstants } from '../../time/span.ts'
import type { Difference, PreviewLine } from './changes.ts'
import type { ReadEntry, StoredReading } from './preview.ts'

/** The plan that a reading's meetings make together, and what it would change now. */
export interface ReadPlan {
  plan: NewPlan
  /** The meetings that it states, by their lines. */
  planned: ReadonlyMap<PreviewLine, PlannedMeeting>
  changes: PlanChanges
}

/** Adds to each line of a meeting its state, and a line for each meeting that the plan no longer has. */
export async function compareMeetings(
  tx: Transaction,
  { name, content }: Pick<StoredReading, 'name' | 'content'>,
  lines: PreviewLine[],
  now: Temporal.Instant,
): Promise<ReadPlan | undefined> {
  const own = lines.filter(line => line.entry.register === 'meetings')
  const { meeting, without } = content
  if (own.length === 0 && without.length === 0) return undefined
  const refuse = (among: readonly PreviewLine[], sentence: string): void => {
    for (const line of among) line.state = { kind: 'unreadable', sentence }
  }
  const today = inGeneva(now).toPlainDate()
  const agreed = meeting ? Temporal.PlainDate.from(meeting.until) : undefined
  if (!agreed) refuse(own, 'the document does not say when the meeting was that planned it')
  else if (Temporal.PlainDate.compare(agreed, today) > 0)
    refuse(
      own,
      `the meeting that plans it ends on ${formatDate(agreed)}; a plan counts once it has been agreed`,
    )
  if (!agreed || Temporal.PlainDate.compare(agreed, today) > 0) return undefined
  const planned = new Map<PreviewLine, PlannedMeeting>()
  for (const line of own) {
    try {
      planned.set(line, await withKnownWords(tx, await readMeeting(tx, line.entry, now)))
    } catch (error) {
      if (!(error instanceof UserError)) throw error
      refuse([line], error.message)
    }
  }
  const meetings = [...planned.values()]
  const groups = [...new Set([...meetings.map(m => m.group), ...(await known(tx, without, now))])]
  if (groups.length === 0) return undefined
  const [place] = own.flatMap(line => line.entry.places)
  const plan: NewPlan = { meetings, groups, agreed, source: place ? `${name}, ${placeOfPlan(place)}` : name }
  try {
    const changes = await comparePlan(tx, plan, now)
    for (const [line, to] of planned) line.state = stateOf(to, changes)
    // A meeting that could not be read may be one of those that the calendar has.
    const unread = new Set(own.filter(line => !planned.has(line)).map(line => line.entry.fields.group))
    for (const gone of changes.cancel)
      if (!unread.has(gone.group)) lines.push(toCancelLine(gone, lines.length + 1, name))
    return { plan, planned, changes }
  } catch (error) {
    if (!(error instanceof UserError)) throw error
    refuse(own, error.message.replace(/\.$/, ''))
    return undefined
  }
}

/** "clause 7" of "clause 7, table 4, row 2". */
const placeOfPlan = (place: string): string => place.split(',')[0]!

/** The groups in the list that are known here. */
async function known(tx: Transaction, ids: readonly string[], now: Temporal.Instant): Promise<string[]> {
  const found: string[] = []
  for (const id of ids)
    try {
      found.push((await findGroup(tx, id, now, 'plan')).id)
    } catch (error) {
      if (!(error instanceof UserError)) throw error
    }
  return found
}

/** Throws a UserError for a meeting that can't stand on the calendar. */
async function readMeeting(
  tx: Transaction,
  { fields: f }: ReadEntry,
  now: Temporal.Instant,
): Promise<PlannedMeeting> {
  const { kind } = f
  if (kind !== 'RG_INTERIM' && kind !== 'COORDINATION_E_MEETING' && kind !== 'WP_E_MEETING')
    throw new UserError('no-kind', 'meetings of this kind are not planned here')
  if (f.until) throw new UserError('several-days', 'it is of several days; meeting schedule enters it')
  if (!f.time) throw new UserError('no-time', 'its time is not stated')
  const group = await findGroup(tx, f.group ?? '', now, 'plan')
  const date = Temporal.PlainDate.from(f.date ?? '')
  const meeting: PlannedMeeting = {
    group: group.id,
    kind,
    date,
    time: parseTimeSpan(f.time),
    title: undefined,
    objective: f.objective || 'not stated',
    deadline: parseDeadline(f.deadline || 'none'),
  }
  assertPlans(group, [meeting])
  toInstants(date, meeting.time)
  assertDeadlineFits(deadlineDate(meeting.deadline, date), date)
  return meeting
}

/** The objective that the calendar has for a meeting of that day stays: reports word it otherwise each time. */
async function withKnownWords(tx: Transaction, planned: PlannedMeeting): Promise<PlannedMeeting> {
  const there = await tx.meeting.findFirst({
    where: {
      groupId: planned.group,
      kind: planned.kind,
      status: { not: 'CANCELLED' },
      startsAt: {
        gte: toColumn(atGeneva(planned.date, '00:00')),
        lt: toColumn(atGeneva(planned.date.add({ days: 1 }), '00:00')),
      },
    },
    select: { objective: true },
  })
  return there ? { ...planned, objective: there.objective } : planned
}

function stateOf(to: PlannedMeeting, { add, move, revise }: PlanChanges): PreviewLine['state'] {
  if (add.includes(to)) return { kind: 'new' }
  const pair = [...move, ...revise].find(p => p.to === to)
  return pair ? { kind: 'changed', differences: differences(pair.meeting, to) } : { kind: 'there' }
}

function differences(m: Meeting, to: PlannedMeeting): Difference[] {
  const { starts, ends } = toInstants(to.date, to.time)
  const deadline = deadlineDate(to.deadline, to.date)
  const found: Difference[] = []
  if (!m.starts.equals(starts) || !m.ends.equals(ends))
    found.push({
      field: 'time',
      label: `time of ${MEETING.format(m.id)}`,
      known: describeTime(m),
      found: formatTimeSpan(starts, ends),
    })
  if (deadline ? !m.deadline?.equals(deadline) : m.deadline !== undefined)
    found.push({
      field: 'deadline',
      label: `contributions to ${MEETING.format(m.id)} by`,
      known: m.deadline ? formatDate(m.deadline) : 'none',
      found: deadline ? formatDate(deadline) : 'none',
    })
  return found
}

/** Cancelled only by somebody who names its line: a row that is missing may be a fault of the document. */
const toCancelLine = (meeting: Meeting, line: number, source: string): PreviewLine => ({
  line,
  entry: {
    register: 'meetings',
    key: `${meetingName(meeting)} of ${describeTime(meeting)} (${MEETING.format(meeting.id)})`,
    fields: {},
    places: [`on the calendar, and not in ${source}`],
    disputed: true,
  },
  register: undefined,
  key: undefined,
  fields: {},
  state: {
    kind: 'changed',
    differences: [{ field: 'status', label: 'status', known: 'scheduled', found: 'cancelled' }],
  },
  cancels: meeting.id,
})

/** "RG-DT interim RG meeting, 13 May 2026, 13:00–15:00" */
export function describePlanned({ key, fields: f }: ReadEntry): string {
  if (!f.date || !f.kind) return key
  const kind = f.kind in KIND_RULES ? KIND_RULES[f.kind as keyof typeof KIND_RULES].words : 'meeting'
  const time = f.time ? `, ${f.time}` : ''
  return `${f.group} ${kind}, ${formatDate(Temporal.PlainDate.from(f.date))}${time}`
}

/** The meetings that stay as they are when only these lines of the plan are entered. */
export function leavesOf(
  { planned, changes }: ReadPlan,
  entered: readonly PreviewLine[],
): NonNullable<NewPlan['leaves']> {
  const cancelled = new Set(entered.flatMap(line => line.cancels ?? []))
  return {
    stated: new Set([...planned].filter(([line]) => !entered.includes(line)).map(([, meeting]) => meeting)),
    standing: new Set(changes.cancel.map(m => m.id).filter(id => !cancelled.has(id))),
  }
}
