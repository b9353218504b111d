/** The WTSA action plan: a status of each item for each TSAG meeting; a later one never overwrites an earlier one. */
import { type Block, table } from '../../messages/message.ts'
import { defineRegister } from '../define.ts'
import type { FieldValues } from '../field.ts'
import { parseBody } from '../field.ts'
import { listEntries } from '../store.ts'
import { handlersOrStudyGroup } from '../writers.ts'
import { planAwaiting } from './awaiting.ts'
import { planCommands } from './commands.ts'
import { planItemFields, STATUSES, storedPlan } from './fields.ts'
import { parseItem, parsePlanKey, planKeyParts } from './key.ts'
import { monthOf } from './latest.ts'

export const actionPlan = defineRegister({
  ...storedPlan,
  room: 'plan-item',
  title: 'Statuses of the WTSA action plan',
  noun: 'a status of the WTSA action plan',
  formWords: { one: 'an item', all: 'WTSA action plan' },
  key: {
    name: 'item',
    label: 'Item and TSAG meeting',
    example: '8 TSAG 01-2026',
    parse: parsePlanKey,
    format: key => key,
  },
  keyFields: ['item', 'meeting'],
  required: ['status'],
  fromKey(key) {
    const { item, meeting } = planKeyParts(key)
    return { item, ...(meeting !== undefined && { meeting }) }
  },
  columns: [
    { title: 'Status', text: ({ fields }) => fields.status ?? '' },
    { title: 'As written', text: ({ fields }) => fields.words ?? '' },
    { title: 'Followed by', text: ({ fields }) => fields.group ?? '' },
  ],
  filters: {
    of: { label: 'Item', example: '8', contains: value => [{ item: parseItem(value) }] },
    meeting: {
      label: 'TSAG meeting',
      example: 'TSAG 01-2026',
      contains: value => [{ meeting: planItemFields.meeting.parse(value) }],
    },
    status: {
      label: 'Status',
      example: 'ongoing',
      choices: STATUSES,
      contains: value => [{ status: value }],
    },
    group: {
      label: 'Group that follows it',
      example: 'RG-WPR',
      contains: value => [{ group: parseBody(value) }],
    },
  },
  writers: handlersOrStudyGroup(({ responsible }: FieldValues<typeof planItemFields>) => responsible ?? []),
  awaiting: planAwaiting,
  async details({ fields }, { tx }): Promise<Block[]> {
    const all = (await listEntries(tx, storedPlan, { contains: [[{ item: fields.item }]] })).toSorted(
      (a, b) => monthOf(a.fields.meeting).localeCompare(monthOf(b.fields.meeting)),
    )
    return [
      table(
        ['TSAG meeting', 'Status', 'As written'],
        all.map(e => [e.fields.meeting ?? 'undated', e.fields.status ?? '', e.fields.words ?? '']),
      ),
    ]
  },
  reads: {
    from: 'action plan',
    key: key => parsePlanKey(key),
    // A later report may shorten it.
    keeps: ['text'],
  },
  commands: planCommands,
})
