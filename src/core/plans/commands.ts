import { type AnyCommand, command, everybody, type Permission } from '../commands/command.ts'
import { answerOption, option, optional } from '../commands/options.ts'
import type { Transaction } from '../database/client.ts'
import { dateFrom, instantFrom } from '../database/columns.ts'
import { GO_AHEAD, UserError } from '../errors.ts'
import { HANDLER } from '../groups/handler.ts'
import { groupOption } from '../groups/options.ts'
import { findGroup, type GroupInfo } from '../groups/registry.ts'
import { assertRecent, isFarAhead } from '../meetings/meeting.ts'
import {
  action,
  actions,
  type Block,
  heading,
  list,
  type Message,
  note,
  quote,
  sentence,
  text,
} from '../messages/message.ts'
import { parsePage } from '../messages/pages.ts'
import { holds, isTsb } from '../roles/actor.ts'
import { type By, bySchema, describeBy, toBy } from '../roles/by.ts'
import { formatDate, inGeneva } from '../time/geneva.ts'
import { describePlanChange, planChangesSchema, toPlanChanges } from './changes.ts'
import { comparePlan, loadPlan } from './load.ts'
import {
  describeFaults,
  OPTIONAL_COLUMN,
  type PlanFile,
  type PlannedMeeting,
  readPlan,
  TEMPLATE,
} from './plan-file.ts'
import { notAPlan } from './table.ts'
import { describeUndone, PLAN, undoPlan } from './undo.ts'

const loads: Permission<unknown> = {
  words: "TSB and WP2's chair",
  allows: actor => isTsb(actor) || holds(actor, HANDLER, 'CHAIR'),
}

/** Plans on one page of the history. */
const PAGE_SIZE = 10

const load = command({
  path: 'plan load',
  form: { title: 'Load a plan', submit: 'Load' },
  summary: 'Load a plan of meetings: shows the changes first, and makes them after you confirm',
  options: {
    plan: option.fileText({
      label: 'The plan, as CSV or JSON',
      example: 'group,kind,date,time,objective,deadline',
    }),
    source: option.text({ label: 'Where it comes from', example: 'TD164R3, clause 7' }),
    agreed: option.date({ label: 'When it was agreed', example: '30 January 2026' }),
    confirm: answerOption('Load it'),
  },
  effect: 'change',
  who: loads,
  async run({ plan, source, agreed, confirm }, context): Promise<Message> {
    const { tx, now, actor, caller } = context
    if (Temporal.PlainDate.compare(agreed, inGeneva(now).toPlainDate()) > 0)
      throw new UserError(
        'ahead',
        `${formatDate(agreed)} is in the future; a plan can be loaded once it has been agreed.`,
        'agreed',
      )
    assertRecent(agreed, now, 'agreed')
    const file = readPlan(plan)
    await assertGroups(tx, file, now)
    const { meetings, groups } = file
    const wanted = { meetings, groups, source, agreed }
    const changes = await comparePlan(tx, wanted, now)
    const lines = toPlanChanges(changes).map(describePlanChange)
    if (lines.length === 0)
      return sentence(`The calendar already agrees with ${source}; nothing was changed.`)
    if (confirm !== 'yes')
      throw new UserError(
        'confirm',
        [
          `${source} would change: ${lines.join('; ')}.`,
          ...describeDoubts(meetings, agreed, now),
          'Nothing has been changed; confirm:yes loads the plan.',
        ].join(' '),
        'confirm',
        GO_AHEAD,
      )
    await loadPlan(context, wanted, { by: toBy(actor), caller })
    return {
      summary: `The plan from ${source} is loaded: ${lines.join('; ')}.`,
      blocks: [text(`The plan from ${source} is loaded.`), list(lines)],
    }
  },
})

/** Throws one UserError for all groups that don't exist, or don't have such meetings, each with its row. */
async function assertGroups(
  tx: Transaction,
  { meetings, places }: PlanFile,
  now: Temporal.Instant,
): Promise<void> {
  const faults: string[] = []
  for (const [group, place] of places)
    try {
      assertPlans(await findGroup(tx, group, now, 'plan'), meetings)
    } catch (error) {
      if (!(error instanceof UserError)) throw error
      faults.push(`${place}, group: ${error.message}`)
    }
  if (faults.length > 0) throw notAPlan(describeFaults(faults))
}

/** The dates of a plan that look like slips, a sentence each. */
function describeDoubts(
  meetings: readonly PlannedMeeting[],
  agreed: Temporal.PlainDate,
  now: Temporal.Instant,
): string[] {
  return meetings.flatMap(({ date }) => {
    if (Temporal.PlainDate.compare(date, agreed) < 0)
      return [`${formatDate(date)} is before the plan was agreed; please check the year.`]
    return isFarAhead(date, now) ? [`${formatDate(date)} is years ahead; please check the year.`] : []
  })
}

/** Throws a UserError for meetings of a kind that a group doesn't have. */
export function assertPlans({ id, kind }: GroupInfo, meetings: readonly PlannedMeeting[]): void {
  const own = meetings.filter(m => m.group === id)
  const fits = (m: PlannedMeeting) => (m.kind === 'RG_INTERIM' ? kind === 'RG' : kind === 'WP')
  if (own.every(fits)) return
  throw new UserError(
    'wrong-kind',
    kind === 'RG'
      ? `${id} is a Rapporteur group: the kind of its meetings is interim.`
      : kind === 'WP'
        ? `${id} is a working party: the kind of its meetings is coordination or e-meeting.`
        : `Meetings of ${id} are not planned here.`,
    'plan',
  )
}

const undo = command({
  path: 'plan undo',
  form: { title: 'Take back {plan}', submit: 'Take back' },
  summary: 'Take back a plan that was loaded; meetings that were changed since stay as they are',
  options: {
    plan: option.reference(PLAN, { label: 'Plan', example: 'PLAN-2', positional: true }),
    reason: option.longText({ label: 'Reason', example: 'the wrong file', positional: true }),
    confirm: answerOption('Take it back'),
  },
  effect: 'change',
  who: loads,
  async run({ plan, reason, confirm }, context): Promise<Message> {
    const { actor, caller } = context
    const { source, returned, stays } = await undoPlan(
      context,
      plan,
      { by: toBy(actor), reason, caller },
      confirm === 'yes',
    )
    const lines = [...returned, ...stays.map(line => `changed since, so it stays: ${line}`)]
    return {
      summary: `The plan from ${source} is taken back: ${lines.join('; ')}.`,
      blocks: [text(`The plan from ${source} is taken back.`), list(lines)],
    }
  },
})

const template = command({
  path: 'plan template',
  summary: 'A template for a plan of meetings',
  options: {},
  effect: 'read',
  who: everybody,
  async run() {
    const words =
      'One meeting a line. Kinds: interim, coordination, e-meeting. Times are Geneva time. A deadline is a date, a rule such as "7 days before", or none.'
    return {
      summary: 'A template for a plan of meetings.',
      blocks: [
        text(words),
        quote(TEMPLATE),
        note(
          `A column ${OPTIONAL_COLUMN} may be added, for meetings that have one. JSON works too: a list of meetings with these fields.`,
        ),
      ],
    }
  },
})

/** The first plan is loaded by the program itself, which acts in no role. */
const describeLoader = (by: By): string =>
  by.role === undefined ? 'when the database was created' : `by ${describeBy(by)}`

const history = command({
  path: 'plan history',
  form: { title: 'History of plans', submit: 'Show' },
  summary: 'The plans that were loaded, and what each changed',
  options: {
    group: optional(groupOption({ label: 'Group', example: 'RG-DT', positional: true })),
    page: optional(option.own({ label: 'Page', example: '2' }, parsePage)),
  },
  effect: 'read',
  who: everybody,
  async run({ group, page = 1 }, { tx, now }) {
    if (group !== undefined) await findGroup(tx, group, now, 'group')
    const plans = await tx.plan.findMany({
      where: group ? { groups: { has: group } } : {},
      orderBy: { id: 'desc' },
      skip: (page - 1) * PAGE_SIZE,
      take: PAGE_SIZE + 1,
    })
    const shown = plans.slice(0, PAGE_SIZE)
    const blocks: Block[] = shown.flatMap(p => [
      heading(`PLAN-${p.id}: ${p.source}, agreed ${formatDate(dateFrom(p.agreed))}`),
      ...(p.undone ? [text(describeUndone(p.undone))] : []),
      text(
        `Loaded ${formatDate(inGeneva(instantFrom(p.at)))} ${describeLoader(bySchema.parse(p.by))}, for ${p.groups.join(', ')}.`,
      ),
      list(
        planChangesSchema
          .parse(p.changes)
          .filter(change => group === undefined || change.group === group)
          .map(describePlanChange),
      ),
    ])
    if (shown.length === 0)
      return sentence(page === 1 ? 'No plan has been loaded.' : 'There are no more plans on that page.')
    return {
      summary: `Plans, the newest first: ${shown.map(p => p.source).join('; ')}.`,
      blocks: [
        ...blocks.filter(b => b.kind !== 'list' || b.items.length > 0),
        ...(plans.length > PAGE_SIZE ? [olderButton(group, page)] : []),
      ],
    }
  },
})

const olderButton = (group: string | undefined, page: number): Block =>
  actions([action('Older plans', 'plan history', { ...(group && { group }), page: String(page + 1) })])

export const planCommands: AnyCommand[] = [load, undo, template, history]
