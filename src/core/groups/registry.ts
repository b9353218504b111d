/** The groups of a study period: which there are, what they are called. */

import type { Transaction } from '../database/client.ts'
import { dateColumn, dateFrom } from '../database/columns.ts'
import type { GroupKind } from '../database/generated/enums.ts'
import { UserError } from '../errors.ts'
import { formatDate, inGeneva } from '../time/geneva.ts'

export interface GroupInfo {
  id: string
  name: string
  kind: GroupKind
}

/** The groups that exist at `now`: study groups by number, then the others. */
export async function knownGroups(tx: Transaction, now: Temporal.Instant): Promise<GroupInfo[]> {
  const today = dateColumn(inGeneva(now).toPlainDate())
  const groups = await tx.group.findMany({ where: { OR: [{ until: null }, { until: { gte: today } }] } })
  return groups.toSorted(studyGroupsFirst).map(({ id, name, kind }) => ({ id, name, kind }))
}

/** The study groups that exist at `now`, by number. */
export const knownStudyGroups = async (tx: Transaction, now: Temporal.Instant): Promise<string[]> =>
  (await knownGroups(tx, now)).filter(g => g.kind === 'SG').map(g => g.id)

const studyGroupsFirst = (a: GroupInfo, b: GroupInfo): number =>
  Number(b.kind === 'SG') - Number(a.kind === 'SG') || inOrder(a, b)

/** SG2 before SG13, numbered groups of one name by their numbers. */
export function inOrder(a: { id: string }, b: { id: string }): number {
  return NATURAL.compare(a.id, b.id)
}

const NATURAL = new Intl.Collator('en', { numeric: true })

/**
 * The group, if it exists at `now`. Throws a UserError naming `option` for one that doesn't, or no longer does.
 */
export async function findGroup(
  tx: Transaction,
  id: string,
  now: Temporal.Instant,
  option: string,
): Promise<GroupInfo> {
  return assertGroup(tx, await tx.group.findUnique({ where: { id } }), id, now, option)
}

async function assertGroup<G extends GroupInfo & { until: Date | null }>(
  tx: Transaction,
  group: G | null | undefined,
  id: string,
  now: Temporal.Instant,
  option: string,
): Promise<G> {
  if (!group) {
    const known = (await knownGroups(tx, now)).map(g => g.id).join(', ')
    throw new UserError('no-group', `There is no group ${id || '""'}. The groups are ${known}.`, option)
  }
  const until = group.until ? dateFrom(group.until) : undefined
  if (until && Temporal.PlainDate.compare(until, inGeneva(now).toPlainDate()) < 0)
    throw new UserError(
      'past-group',
      `${id} ended on ${formatDate(until)}${SUCCESSOR[id] ? `; its work continues in ${SUCCESSOR[id]}` : ''}.`,
      option,
    )
  return group
}

/** The study groups, each checked as by `findGroup`; a group of another kind is refused. */
export async function findStudyGroups(
  tx: Transaction,
  ids: string[],
  now: Temporal.Instant,
  option: string,
): Promise<string[]> {
  const found = new Map((await tx.group.findMany({ where: { id: { in: ids } } })).map(g => [g.id, g]))
  for (const id of ids) {
    const group = await assertGroup(tx, found.get(id), id, now, option)
    if (group.kind !== 'SG')
      throw new UserError('not-a-sg', `${id} is not a study group; name SGs, like SG13,SG20.`, option)
  }
  return ids.toSorted((a, b) => inOrder({ id: a }, { id: b }))
}

/** WTSA-24 merged SG9 and SG16 into SG21. */
const SUCCESSOR: Record<string, string> = { SG9: 'SG21', SG16: 'SG21' }
