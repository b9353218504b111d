import { type AnyCommand, command, everybody, type Permission } from '../commands/command.ts'
import { option, optional } from '../commands/options.ts'
import { dateFrom, instantFrom } from '../database/columns.ts'
import { GO_AHEAD, UserError } from '../errors.ts'
import { findGroup } from '../groups/registry.ts'
import { type Block, heading, list, type Message, note, quote, sentence, text } from '../messages/message.ts'
import { describeActing, holds, isTsb } from '../people/actor.ts'
import { formatDate, inGeneva } from '../time/geneva.ts'
import { carryOut, changeLines, comparePlan } from './load.ts'
import { OPTIONAL_COLUMN, readPlan, TEMPLATE } from './plan-file.ts'

const loads: Permission<unknown> = {
  words: "TSB and WP2's chair",
  allows: actor => isTsb(actor) || holds(actor, 'WP2', 'CHAIR'),
}

const load = command({
  path: 'plan load',
  summary: 'Load a plan of meetings: shows what it would add, move and cancel, and does it once confirmed',
  options: {
    plan: option.longText({
      label: 'The plan, as CSV or JSON',
      example: 'group,kind,date,time,objective,deadline',
    }),
    source: option.text({ label: 'Where it comes from', example: 'TD164R3, clause 7' }),
    agreed: option.date({ label: 'When it was agreed', example: '30 January 2026' }),
    confirm: optional(option.choice(['yes'], { label: 'Carry it out', example: 'yes' })),
  },
  effect: 'change',
  who: loads,
  async run({ plan, source, agreed, confirm }, { tx, now, actor, caller }): Promise<Message> {
    const meetings = readPlan(plan)
    for (const group of new Set(meetings.map(m => m.group))) await findGroup(tx, group, now, 'plan')
    const wanted = { meetings, source, agreed }
    const changes = await comparePlan(tx, wanted, now)
    const lines = changeLines(changes)
    if (lines.length === 0) return sentence(`The calendar is already as ${source} has it; nothing changes.`)
    if (confirm !== 'yes')
      throw new UserError(
        'confirm',
        `${source} would change: ${lines.join('; ')}. Nothing is changed yet; confirm:yes carries it out.`,
        'confirm',
        GO_AHEAD,
      )
    await carryOut(tx, wanted, { by: describeActing(actor), now, caller })
    return {
      summary: `The plan of ${source} is carried out: ${lines.join('; ')}.`,
      blocks: [text(`The plan of ${source} is carried out.`), list(lines)],
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
  options: { group: optional(option.group({ label: 'Group', example: 'RG-DT', positional: true })) },
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
      text(`Loaded ${formatDate(inGeneva(instantFrom(p.at)))} by ${p.by}, for ${p.groups.join(', ')}.`),
      list((p.changes as string[]).filter(line => group === undefined || line.startsWith(`${group}:`))),
    ])
    if (plans.length === 0) return sentence('No plan was loaded.')
    return {
      summary: `Plans: ${plans.map(p => p.source).join('; ')}.`,
      blocks: blocks.filter(b => b.kind !== 'list' || b.items.length > 0),
    }
  },
})

export const planCommands: AnyCommand[] = [load, template, history]
