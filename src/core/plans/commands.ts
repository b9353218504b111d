import { type AnyCommand, command, everybody, type Permission } from '../commands/command.ts'
import { option, optional } from '../commands/options.ts'
import { dateFrom, instantFrom } from '../database/columns.ts'
import { GO_AHEAD, UserError } from '../errors.ts'
import { groupOption } from '../groups/options.ts'
import { findGroup } from '../groups/registry.ts'
import { type Block, heading, list, type Message, note, quote, sentence, text } from '../messages/message.ts'
import { holds, isTsb } from '../roles/actor.ts'
import { bySchema, describeBy, toBy } from '../roles/by.ts'
import { formatDate, inGeneva } from '../time/geneva.ts'
import { describePlanChange, planChangesSchema, toPlanChanges } from './changes.ts'
import { comparePlan, loadPlan } from './load.ts'
import { OPTIONAL_COLUMN, readPlan, TEMPLATE } from './plan-file.ts'

const loads: Permission<unknown> = {
  words: "TSB and WP2's chair",
  allows: actor => isTsb(actor) || holds(actor, 'WP2', 'CHAIR'),
}

const load = command({
  path: 'plan load',
  summary: 'Load a plan of meetings: shows what it would add, move and cancel, and does it once confirmed',
  options: {
    plan: option.fileText({
      label: 'The plan, as CSV or JSON',
      example: 'group,kind,date,time,objective,deadline',
    }),
    source: option.text({ label: 'Where it comes from', example: 'TD164R3, clause 7' }),
    agreed: option.date({ label: 'When it was agreed', example: '30 January 2026' }),
    confirm: optional(option.choice(['yes'], { label: 'Load it', example: 'yes' })),
  },
  effect: 'change',
  who: loads,
  async run({ plan, source, agreed, confirm }, context): Promise<Message> {
    const { tx, now, actor, caller } = context
    const meetings = readPlan(plan)
    for (const group of new Set(meetings.map(m => m.group))) await findGroup(tx, group, now, 'plan')
    const wanted = { meetings, source, agreed }
    const changes = await comparePlan(tx, wanted, now)
    const lines = toPlanChanges(changes).map(describePlanChange)
    if (lines.length === 0) return sentence(`The calendar is already as ${source} has it; nothing changes.`)
    if (confirm !== 'yes')
      throw new UserError(
        'confirm',
        `${source} would change: ${lines.join('; ')}. Nothing is changed yet; confirm:yes loads the plan.`,
        'confirm',
        GO_AHEAD,
      )
    await loadPlan(context, wanted, { by: toBy(actor), caller })
    return {
      summary: `The plan of ${source} is loaded: ${lines.join('; ')}.`,
      blocks: [text(`The plan of ${source} is loaded.`), list(lines)],
    }
  },
})

const template = command({
  path: 'plan template',
  summary: 'A plan to begin with',
  options: {},
  effect: 'read',
  who: everybody,
  async run() {
    const words =
      'One meeting a line. Kinds: interim, coordination, e-meeting. Times are Geneva time. A deadline is a date, a rule such as "7 days before", or none.'
    return {
      summary: 'A plan to begin with.',
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

const history = command({
  path: 'plan history',
  summary: 'The plans that were loaded, and what each changed',
  options: { group: optional(groupOption({ label: 'Group', example: 'RG-DT', positional: true })) },
  effect: 'read',
  who: everybody,
  async run({ group }, { tx, now }) {
    if (group !== undefined) await findGroup(tx, group, now, 'group')
    const plans = await tx.plan.findMany({
      where: group ? { groups: { has: group } } : {},
      orderBy: { id: 'asc' },
      take: 50,
    })
    const blocks: Block[] = plans.flatMap(p => [
      heading(`${p.source}, agreed ${formatDate(dateFrom(p.agreed))}`),
      text(
        `Loaded ${formatDate(inGeneva(instantFrom(p.at)))} by ${describeBy(bySchema.parse(p.by))}, for ${p.groups.join(', ')}.`,
      ),
      list(
        planChangesSchema
          .parse(p.changes)
          .filter(change => group === undefined || change.group === group)
          .map(describePlanChange),
      ),
    ])
    if (plans.length === 0) return sentence('No plan was loaded.')
    return {
      summary: `Plans: ${plans.map(p => p.source).join('; ')}.`,
      blocks: blocks.filter(b => b.kind !== 'list' || b.items.length > 0),
    }
  },
})

export const planCommands: AnyCommand[] = [load, template, history]
