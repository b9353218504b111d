/** `plan-item status` and `plan-item unchanged`: the status of items at a TSAG meeting. */
import { type AnyCommand, command } from '../../commands/command.ts'
import { option } from '../../commands/options.ts'
import type { Transaction } from '../../database/client.ts'
import { UserError } from '../../errors.ts'
import { type Message, text } from '../../messages/message.ts'
import { toStatus } from '../../reading/recognise/status-words.ts'
import { type Actor, leadsStudyGroup } from '../../roles/actor.ts'
import { cmd, phrase } from '../../text/spans.ts'
import { addEntries, assertNewEntry } from '../add-many.ts'
import { originFrom, written } from '../commands/changing.ts'
import { fieldOption, shortOption, sourceOption } from '../commands/options.ts'
import { splitList } from '../field.ts'
import type { Register } from '../register.ts'
import { addEntry, findEntry, listEntries } from '../store.ts'
import { hasRole, writesAll } from '../writers.ts'
import { findStatuses } from './awaiting.ts'
import { planItemFields } from './fields.ts'
import { parseItem, parsePlanKey, planKeyParts } from './key.ts'
import { latestStatus, type PlanStatus } from './latest.ts'

export const planCommands = (register: Register<typeof planItemFields>): AnyCommand[] => [
  command({
    path: 'plan-item status',
    form: { title: 'Status of {of|an item}', submit: 'Record' },
    summary: 'The status of an item at a TSAG meeting, in your words; those of earlier meetings stay',
    brief: 'The status at a TSAG meeting, in words',
    options: {
      of: shortOption({ label: 'Item', example: '8' }, parseItem),
      meeting: fieldOption(planItemFields.meeting),
      words: option.longText({ label: 'Status, in words', example: 'Ongoing, received feedback from SGs' }),
      source: sourceOption,
    },
    effect: 'change',
    who: {
      words: RESPONSIBLE,
      reads: ['of'],
      couldAllow: hasRole,
      allows: (actor, { of }, { tx }) => isResponsible(actor, [of], tx),
    },
    async run({ of, meeting, words, source }, context) {
      const key = parsePlanKey(`${of} ${meeting}`)
      const there = await findEntry(context.tx, register, key)
      if (there)
        throw new UserError(
          'status-there',
          phrase`${key} has a status: “${there.fields.words ?? ''}”. ${cmd('plan-item set')} corrects it; its history keeps both.`,
          'meeting',
        )
      const known = await listEntries(context.tx, register, { contains: [[{ item: of }]] })
      const fields = { words, status: toStatus(words), ...keptBeside(latestStatus(known)) }
      const entry = await addEntry(context, register, { key, fields }, originFrom(context, source))
      return written(register, undefined, entry, context)
    },
  }),
  command({
    path: 'plan-item unchanged',
    form: { title: 'Unchanged items', submit: 'Record' },
    summary: 'Items whose status at a TSAG meeting is that of last time, in the same words',
    brief: 'Items whose status is that of last time',
    options: {
      of: shortOption({ label: 'Items', example: '8, 73-06' }, raw => splitList(raw).map(parseItem)),
      meeting: fieldOption(planItemFields.meeting),
      source: sourceOption,
    },
    effect: 'change',
    who: {
      words: RESPONSIBLE,
      reads: ['of'],
      couldAllow: hasRole,
      allows: (actor, { of }, { tx }) => isResponsible(actor, of, tx),
    },
    async run({ of, meeting, source }, context): Promise<Message> {
      const items = [...new Set(of)]
      const statuses = await findStatuses(context.tx, items)
      const isThere = (item: string) => statuses.get(item)?.some(({ fields }) => fields.meeting === meeting)
      const there = items.filter(isThere)
      const fresh = items
        .filter(item => !isThere(item))
        .map(item => copyLast(item, meeting, statuses.get(item) ?? []))
      for (const entry of fresh) await assertNewEntry(context, register, entry)
      await addEntries(context, register, fresh, originFrom(context, source))
      const said = [
        ...(fresh.length > 0
          ? [
              `Unchanged for ${meeting}: ${fresh.map(({ key, fields }) => `${planKeyParts(key).item} (${fields.status})`).join(', ')}.`,
            ]
          : []),
        ...(there.length > 0 ? [`On record for ${meeting} already: ${there.join(', ')}.`] : []),
      ].join(' ')
      return { summary: said, blocks: [text(said)] }
    },
  }),
]

const RESPONSIBLE =
  "TSB, WP2's chair and vice-chairs, and an SG's chair and vice-chairs for items that their SG is responsible for"

/** Whether somebody may write the statuses of all these items. */
async function isResponsible(actor: Actor, items: readonly string[], tx: Transaction): Promise<boolean> {
  if (writesAll(actor)) return true
  const statuses = await findStatuses(tx, items)
  return items.every(item => {
    const responsible = statuses.get(item)?.flatMap(({ fields }) => fields.responsible ?? []) ?? []
    return actor.roles.some(r => leadsStudyGroup(r) && responsible.includes(r.group ?? ''))
  })
}

/** The fields of a status that the next meeting's status takes over, beside the status itself. */
const keptBeside = (last: Pick<PlanStatus, 'fields'> | undefined): PlanStatus['fields'] => {
  const { resolution, group, responsible, issues } = last?.fields ?? {}
  return {
    ...(resolution !== undefined && { resolution }),
    ...(group !== undefined && { group }),
    ...(responsible !== undefined && { responsible }),
    ...(issues !== undefined && { issues }),
  }
}

/** The status of an item at a meeting, as it was last time. Throws a UserError where no earlier one is on record. */
function copyLast(item: string, meeting: string, statuses: readonly PlanStatus[]) {
  const key = parsePlanKey(`${item} ${meeting}`)
  const last = latestStatus(statuses, meeting)
  if (!last)
    throw new UserError(
      'no-status',
      phrase`Item ${item} has no status before ${meeting}, so it can't be unchanged; ${cmd('plan-item status', { of: item, meeting })} gives it one.`,
      'of',
    )
  const { words, status } = last.fields
  return {
    key,
    fields: { ...(words !== undefined && { words }), ...(status && { status }), ...keptBeside(last) },
  }
}
