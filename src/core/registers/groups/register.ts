/**
 * The register of groups and bodies. It is where the program knows from which groups there are: rules ask
 * src/core/groups/registry.ts, and what that reads follows the entries by a trigger of the database.
 */
import type { Transaction } from '../../database/client.ts'
import { UserError } from '../../errors.ts'
import { HANDLER } from '../../groups/handler.ts'
import { type Block, fields, heading, list, note } from '../../messages/message.ts'
import { describeRole } from '../../roles/role.ts'
import { cmd, phrase } from '../../text/spans.ts'
import { defineRegister } from '../define.ts'
import {
  describeField,
  describePartial,
  type FieldValues,
  firstDayOf,
  lastDayOf,
  parseBody,
} from '../field.ts'
import { findEntries, listEntries } from '../store.ts'
import { handlers } from '../writers.ts'
import { groupCommands } from './commands.ts'
import { bodyEnds, bodyRenamed } from './events.ts'
import { groupFields, KINDS, kindOfName, parseBodyName, storedGroups } from './fields.ts'
import { isGroupUsed, resolveGroupKey } from './key.ts'

type Values = FieldValues<typeof groupFields>

export const groups = defineRegister({
  ...storedGroups,
  room: 'group',
  title: 'Groups and bodies',
  noun: 'a group or body',
  formWords: { one: 'a group', all: 'Groups and bodies' },
  key: {
    name: 'group',
    label: 'Group or body',
    example: 'JCA-MV',
    parse: parseBodyName,
    format: key => key,
    resolve: resolveGroupKey,
  },
  required: [],
  // A name changes with `group rename`, an end comes with `group close`: both say since when and by which document.
  notAdded: ['names', 'until', 'closedBy'],
  fromKey: (key): Values => ({ kind: kindOfName(key) ?? 'outside' }),
  columns: [
    { title: 'Kind', text: ({ fields }) => fields.kind ?? '' },
    { title: 'Full name', text: ({ fields }) => fields.name ?? '' },
    { title: 'Parent', text: ({ fields }) => fields.parents?.join(', ') ?? '' },
    { title: 'From', text: ({ fields }) => describeField(groupFields.since, fields.since) || 'not known' },
    { title: 'Until', text: ({ fields }) => describeField(groupFields.until, fields.until) },
  ],
  filters: {
    kind: { label: 'Kind', example: 'JCA', choices: KINDS, contains: value => [{ kind: value }] },
    parent: { label: 'Parent', example: 'TSAG', contains: value => [{ parents: [parseBody(value)] }] },
  },
  writers: handlers,
  check(values, _, key) {
    checkKind(values, key)
    checkDates(values, key)
    for (const other of [...(values.parents ?? []), ...(values.predecessors ?? [])])
      if (other === key)
        throw new UserError('itself', `${key} can't be its own parent or predecessor.`, 'parents')
  },
  async written(work, { key, fields }, { before, origin }) {
    await assertKnown(work.tx, key, fields)
    if (before !== null && before.key !== key)
      await work.announce(bodyRenamed, { from: before.key, to: key, origin })
    const { until, closedBy } = fields
    if (until !== undefined && before?.fields.until === undefined)
      await work.announce(bodyEnds, { key, until, closedBy, origin })
  },
  async details({ key }, { tx }): Promise<Block[]> {
    const roles = await tx.role.findMany({
      where: { groupId: key, until: null },
      include: { person: true },
      orderBy: { since: 'asc' },
    })
    const after = await listEntries(tx, storedGroups, { contains: [[{ predecessors: [key] }]] })
    const below = await listEntries(tx, storedGroups, { contains: [[{ parents: [key] }]] })
    return [
      ...(roles.length === 0
        ? []
        : [
            heading('Roles'),
            list(roles.map(r => `${describeRole({ kind: r.kind, group: key })}: ${r.person.name}`)),
          ]),
      ...(below.length === 0 ? [] : [fields({ 'Under it': below.map(e => e.key).join(', ') })]),
      ...(after.length === 0 ? [] : [note(`Its work is in ${after.map(e => e.key).join(', ')} now.`)]),
    ]
  },
  isUsed: isGroupUsed,
  commands: groupCommands,
})

/** Other groups that an entry names must be there. */
async function assertKnown(
  tx: Transaction,
  key: string,
  { parents = [], predecessors = [] }: Values,
): Promise<void> {
  const named = [...parents, ...predecessors]
  const known = new Set((await findEntries(tx, storedGroups, named)).map(e => e.key))
  const unknown = named.find(id => !known.has(id))
  if (unknown === undefined) return
  throw new UserError(
    'no-group',
    phrase`${key}: ${unknown} is not in the register of groups and bodies; ${cmd('group add')} enters it first.`,
    parents.includes(unknown) ? 'parents' : 'predecessors',
  )
}

function checkKind({ kind }: Values, key: string): void {
  const said = kindOfName(key)
  if (kind === undefined || (said ?? kind) === kind) return
  throw new UserError(
    'other-kind',
    `${key} is the short name of a body of kind ${said}; kind ${kind} does not fit it.`,
    'kind',
  )
}

function checkDates({ since, until }: Values, key: string): void {
  if (until !== undefined && key === HANDLER)
    throw new UserError(
      'handler',
      `Issues are brought to ${HANDLER}, so it has no end here; its successor would have to be named in the program first.`,
      'until',
    )
  if (since === undefined || until === undefined) return
  // A month or a year alone may mean any of its days.
  if (Temporal.PlainDate.compare(lastDayOf(until), firstDayOf(since)) < 0)
    throw new UserError(
      'ends-before',
      `${key} would end (${describePartial(until)}) before it began (${describePartial(since)}); please check both dates.`,
      'until',
    )
}
