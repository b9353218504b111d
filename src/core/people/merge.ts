/** Two entries of the register that are one person become one. */
import { toColumn } from '../database/columns.ts'
import type { Work } from '../events/events.ts'
import type { By } from '../roles/by.ts'
import { isSameRole } from '../roles/role.ts'
import { recordChange } from './admin-changes.ts'
import { type KnownPerson, PERSON } from './find-people.ts'
import type { PersonChange } from './notices.ts'

/** Moves accounts, roles and what is followed from one entry to the other, which stays. Its calendar addresses end. */
export async function mergePeople(
  work: Pick<Work, 'tx' | 'now'>,
  from: KnownPerson,
  into: KnownPerson,
  by: By,
): Promise<PersonChange[]> {
  const { tx, now } = work
  const [at, personId] = [toColumn(now), from.id]
  await tx.account.updateMany({ where: { personId }, data: { personId: into.id } })
  for (const role of from.roles.filter(r => into.roles.some(held => isSameRole(held, r))))
    await tx.role.updateMany({
      where: { personId, kind: role.kind, groupId: role.group, until: null },
      data: { until: at },
    })
  await tx.role.updateMany({ where: { personId }, data: { personId: into.id } })
  const follows = await tx.follow.findMany({ where: { personId } })
  await tx.follow.createMany({
    data: follows.map(({ groupId }) => ({ personId: into.id, groupId })),
    skipDuplicates: true,
  })
  await tx.follow.deleteMany({ where: { personId } })
  const kept = await tx.keptNotice.findMany({ where: { personId, digestId: null } })
  await tx.keptNotice.createMany({
    data: kept.map(k => ({ ...k, personId: into.id })),
    skipDuplicates: true,
  })
  await tx.keptNotice.deleteMany({ where: { personId } })
  await tx.snooze.deleteMany({ where: { personId } })
  await tx.attendance.deleteMany({ where: { personId } })
  await tx.calendarAddress.updateMany({ where: { personId, revoked: null }, data: { revoked: at } })
  await tx.person.update({ where: { id: personId }, data: { mergedInto: into.id } })
  await tx.person.update({ where: { id: into.id }, data: { followsChanged: at } })
  const change = await recordChange(work, { by, person: into.id, data: { kind: 'merged', other: from.id } })
  return [{ person: into.id, change }]
}

/** "P-4" */
export const personRef = ({ id }: { id: number }): string => PERSON.format(id)
