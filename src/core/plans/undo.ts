/** A plan taken back: meetings that were not changed since return to what they were; the others stay and are named. */
import { z } from 'zod'
import type { Change } from '../calendar/changes.ts'
import { cancelMeeting, revertMeeting } from '../calendar/schedule.ts'
import type { Transaction } from '../database/client.ts'
import { dateColumn, toColumn } from '../database/columns.ts'
import { type Plan, Prisma } from '../database/generated/client.ts'
import { deadlineRuleSchema } from '../deadlines/rule.ts'
import { GO_AHEAD, UserError } from '../errors.ts'
import type { Work } from '../events/events.ts'
import { lockMeeting, type Meeting, meetingRef } from '../meetings/meeting.ts'
import { describeTime, meetingName } from '../meetings/words.ts'
import { heading, list, note } from '../messages/message.ts'
import { defineNotice } from '../notices/define.ts'
import { type Account, PRIORITY, without } from '../notices/notice.ts'
import { writeNotices } from '../notices/outbox.ts'
import { defineReference } from '../references/kind.ts'
import { bySchema, describeBy } from '../roles/by.ts'
import { withFullStop } from '../text/sentences.ts'
import { cmd, phrase } from '../text/spans.ts'
import { formatDate, inGeneva } from '../time/geneva.ts'
import { groupsToldOf } from './own-part.ts'

/** Plans: "PLAN-2". */
export const PLAN = defineReference('PLAN', 'a plan')

/** A meeting before a plan changed it. Instants and dates are ISO text. */
const beforeSchema = z.object({
  starts: z.string(),
  ends: z.string(),
  deadline: z.string().nullable(),
  cutOff: z.string().nullable(),
  deadlineRule: deadlineRuleSchema.nullable(),
  deadlineNote: z.string().nullable(),
  title: z.string().nullable(),
  objective: z.string(),
  status: z.enum(['SCHEDULED', 'CONFIRMED']),
  source: z.string(),
  plan: z.number().nullable(),
})

const stepSchema = z.object({
  meeting: z.number(),
  /** The version that the plan left: another one means that somebody changed the meeting since. */
  version: z.number(),
  /** Left out for a meeting that the plan added. */
  before: beforeSchema.exactOptional(),
})

export type UndoStep = z.infer<typeof stepSchema>

/** The fate of a meeting, with its group; rows from before 26 November 2026 have the words alone. */
const lineSchema = z.union([
  z.object({ group: z.string(), words: z.string() }),
  z.string().transform(words => ({ group: undefined, words })),
])

const undoneSchema = z.object({
  at: z.string(),
  by: bySchema,
  reason: z.string(),
  returned: z.array(lineSchema),
  stays: z.array(lineSchema),
})

/** The step that takes one change of a plan back. */
export async function toUndoStep(tx: Transaction, before: Meeting, after: Meeting): Promise<UndoStep> {
  const { planId } = await tx.meeting.findUniqueOrThrow({
    where: { id: before.id },
    select: { planId: true },
  })
  return {
    meeting: after.id,
    version: after.version,
    before: {
      starts: before.starts.toString(),
      ends: before.ends.toString(),
      deadline: before.deadline?.toString() ?? null,
      cutOff: before.cutOff?.toString() ?? null,
      deadlineRule: before.deadlineRule ?? null,
      deadlineNote: before.deadlineNote ?? null,
      title: before.title ?? null,
      objective: before.objective,
      status: before.status === 'CONFIRMED' ? 'CONFIRMED' : 'SCHEDULED',
      source: before.source,
      plan: planId,
    },
  }
}

/** The meetings that a plan left as they are: only the plan in which they stand changes. */
export async function keepSteps(tx: Transaction, kept: readonly Meeting[]): Promise<UndoStep[]> {
  const steps: UndoStep[] = []
  for (const meeting of kept) steps.push(await toUndoStep(tx, meeting, meeting))
  return steps
}

export interface Undone {
  source: string
  /** The meetings that returned, each in words. */
  returned: string[]
  /** The meetings that stay as they are, each in words. */
  stays: string[]
}

/**
 * Takes a plan back, as one change with one notice. Throws a UserError for one that a later plan superseded or that is
 * taken back already, and the question whether it is meant, unless `confirmed`.
 */
export async function undoPlan(work: Work, id: number, change: Change, confirmed: boolean): Promise<Undone> {
  const { tx, now } = work
  await tx.$queryRaw`SELECT id FROM "Plan" WHERE id = ${id} FOR UPDATE`
  const plan = await tx.plan.findUnique({ where: { id } })
  const steps = await readSteps(tx, plan, id)
  const { source, groups } = plan!
  const wanted: { step: UndoStep; meeting: Meeting }[] = []
  const stays: { group: string; words: string }[] = []
  for (const step of steps) {
    const meeting = await lockMeeting(tx, step.meeting)
    const hasBegun = Temporal.Instant.compare(meeting.starts, now) <= 0
    if (meeting.version === step.version && !hasBegun) wanted.push({ step, meeting })
    else if (!isUnchanged(meeting, step)) stays.push({ group: meeting.group, words: describe(meeting) })
  }
  const returning = wanted.filter(({ step, meeting }) => !isUnchanged(meeting, step))
  const returned = returning.map(({ step, meeting }) => ({
    group: meeting.group,
    words: describeReturn(step, meeting),
  }))
  const [words, staying] = [returned, stays].map(lines => lines.map(line => line.words)) as [
    string[],
    string[],
  ]
  if (!confirmed)
    throw new UserError(
      'confirm',
      `Taking back ${PLAN.format(id)} (${source}) would change: ${words.join('; ') || 'nothing'}.${stays.length > 0 ? ` Changed since, so these stay: ${staying.join('; ')}.` : ''} Nothing has been changed; confirm:yes takes the plan back.`,
      'confirm',
      GO_AHEAD,
    )
  const because: Change = { ...change, reason: `${source} is taken back`, isPartOfLarger: true }
  for (const { step, meeting } of wanted) await takeBack(work, step, meeting, because)
  const undone = {
    at: now.toString(),
    by: change.by,
    reason: change.reason ?? '',
    returned,
    stays,
  }
  await tx.plan.update({ where: { id }, data: { undone: undone as unknown as Prisma.InputJsonValue } })
  const touched = returning.map(({ meeting }) => meeting)
  await writeNotices(tx, [planUndone.from({ id, groups, touched, caller: change.caller, now })])
  return { source, returned: words, stays: staying }
}

async function readSteps(tx: Transaction, plan: Plan | null, id: number): Promise<UndoStep[]> {
  if (!plan)
    throw new UserError(
      'no-plan',
      phrase`There is no plan ${PLAN.format(id)}. ${cmd('plan history')} lists those that were loaded.`,
      'plan',
    )
  if (plan.undone) throw new UserError('undone', `${PLAN.format(id)} was already taken back.`, 'plan')
  if (plan.undo === null)
    throw new UserError(
      'too-old',
      `${PLAN.format(id)} can't be taken back: when it was loaded, what a plan changes was not kept yet. Its meetings can be changed one by one.`,
      'plan',
    )
  const later = await tx.plan.findFirst({
    where: { id: { gt: id }, groups: { hasSome: plan.groups }, undone: { equals: Prisma.DbNull } },
    orderBy: { id: 'desc' },
  })
  if (later)
    throw new UserError(
      'superseded',
      `A later plan of the same group is in force: ${PLAN.format(later.id)}, ${later.source}. Take that one back first.`,
      'plan',
    )
  return z.array(stepSchema).parse(plan.undo)
}

/** Whether a plan left a meeting as it was: then only the plan in which it stands returns. */
const isUnchanged = (meeting: Meeting, { before }: UndoStep): boolean =>
  before !== undefined &&
  meeting.status === before.status &&
  meeting.starts.toString() === before.starts &&
  meeting.ends.toString() === before.ends &&
  (meeting.deadline?.toString() ?? null) === before.deadline &&
  (meeting.title ?? null) === before.title &&
  meeting.objective === before.objective

async function takeBack(work: Work, step: UndoStep, meeting: Meeting, change: Change): Promise<void> {
  const { before } = step
  if (!before) {
    await cancelMeeting(work, meeting, change)
    return
  }
  const standing = { planId: before.plan, source: before.source }
  if (isUnchanged(meeting, step)) {
    await work.tx.meeting.update({ where: { id: meeting.id }, data: standing })
    return
  }
  const kind =
    meeting.status === 'CANCELLED'
      ? 'RESTORED'
      : meeting.starts.toString() === before.starts && meeting.ends.toString() === before.ends
        ? 'CHANGED'
        : 'MOVED'
  const columns = {
    ...standing,
    startsAt: toColumn(Temporal.Instant.from(before.starts)),
    endsAt: toColumn(Temporal.Instant.from(before.ends)),
    deadline: before.deadline === null ? null : dateColumn(Temporal.PlainDate.from(before.deadline)),
    cutOffAt: before.cutOff === null ? null : toColumn(Temporal.Instant.from(before.cutOff)),
    deadlineRule: before.deadlineRule ?? Prisma.DbNull,
    deadlineNote: before.deadlineNote,
    title: before.title,
    objective: before.objective,
    status: before.status,
  }
  await revertMeeting(work, meeting, columns, kind, change)
}

const describe = (m: Meeting): string => `${meetingName(m)} of ${describeTime(m)} (${meetingRef(m)})`

function describeReturn({ before }: UndoStep, meeting: Meeting): string {
  if (!before) return `${describe(meeting)} is cancelled`
  if (meeting.status === 'CANCELLED') return `${describe(meeting)} takes place after all`
  const was = {
    ...meeting,
    starts: Temporal.Instant.from(before.starts),
    ends: Temporal.Instant.from(before.ends),
  }
  return meeting.starts.equals(was.starts) && meeting.ends.equals(was.ends)
    ? `${describe(meeting)} has its earlier objective and deadline again`
    : `${describe(meeting)} is on ${describeTime(was)} again`
}

/** "Taken back 3 March 2026 by TSB: the wrong file." */
export function describeUndone(undone: unknown): string {
  const { at, by, reason } = undoneSchema.parse(undone)
  const day = formatDate(inGeneva(Temporal.Instant.from(at)))
  return `Taken back ${day} by ${describeBy(by)}${reason ? `: ${withFullStop(reason)}` : '.'}`
}

const schema = z.object({ plan: z.number() })

export const planUndone = defineNotice<
  {
    id: number
    groups: readonly string[]
    touched: readonly Meeting[]
    caller: Account | undefined
    now: Temporal.Instant
  },
  z.infer<typeof schema>
>({
  kind: 'plan-undone',
  about:
    "A plan of meetings is taken back; each group's part of it to the group's channel, and all of it to everybody who was notified of a meeting that returns.",
  schema,
  priority: PRIORITY.normal,
  plan: ({ id, groups, touched, caller, now }) => ({
    key: `plan-undone:${id}`,
    subject: PLAN.format(id),
    data: { plan: id },
    audience: [
      ...groups.map(channelOf => ({ channelOf })),
      ...touched.map(m => ({ told: meetingRef(m) })),
      { told: PLAN.format(id) },
      ...(caller ? [without(caller)] : []),
    ],
    dueAt: now,
  }),
  async present({ plan }, view) {
    const { source, undone, groups } = await view.tx.plan.findUniqueOrThrow({ where: { id: plan } })
    const told = await groupsToldOf(groups, view)
    const { returned, stays } = undoneSchema.parse(undone)
    const lines = [
      ...returned,
      ...stays.map(({ group, words }) => ({ group, words: `${words} was changed since and stays` })),
    ]
      .filter(({ group }) => group === undefined || told.includes(group))
      .map(({ words }) => words)
    if (lines.length === 0) return undefined
    return {
      summary: `The plan of meetings of ${source} is taken back: ${lines.join('; ')}.`,
      blocks: [heading(`Plan of meetings taken back, ${source}`), list(lines), note(describeUndone(undone))],
    }
  },
})
