/** The groups somebody follows besides those of their roles. */
import type { Transaction } from '../database/client.ts'
import { toColumn } from '../database/columns.ts'
import type { Actor } from '../roles/actor.ts'

export async function followedBy(tx: Transaction, { person }: Pick<Actor, 'person'>): Promise<string[]> {
  if (person === undefined) return []
  const rows = await tx.follow.findMany({ where: { personId: person }, orderBy: { groupId: 'asc' } })
  return rows.map(f => f.groupId)
}

/** Somebody follows a group from now on. */
export async function follow(
  tx: Transaction,
  personId: number,
  group: string,
  now: Temporal.Instant,
): Promise<void> {
  await tx.follow.createMany({ data: { personId, groupId: group }, skipDuplicates: true })
  await noteChange(tx, personId, now)
}

/** Somebody follows a group no longer. Returns whether they followed it. */
export async function unfollow(
  tx: Transaction,
  personId: number,
  group: string,
  now: Temporal.Instant,
): Promise<boolean> {
  const { count } = await tx.follow.deleteMany({ where: { personId, groupId: group } })
  if (count > 0) await noteChange(tx, personId, now)
  return count > 0
}

/** Their calendar is another one from now on. */
const noteChange = (tx: Transaction, id: number, now: Temporal.Instant) =>
  tx.person.update({ where: { id }, data: { followsChanged: toColumn(now) } })
