/** A role passes from one person to another: one command, one source, one notice to the group. */
import { UserError } from '../errors.ts'
import type { Work } from '../events/events.ts'
import type { By } from '../roles/by.ts'
import { describeRole, isSameRole, type RoleName, SINGLE } from '../roles/role.ts'
import type { KnownPerson } from './find-people.ts'
import type { PersonChange } from './notices.ts'
import { type Ended, endRoles, giveRoles } from './people.ts'

export interface Rotation {
  person: KnownPerson
  role: RoleName
  /** New role of the present holder in the same group; undefined: nothing there. */
  former: RoleName['kind'] | undefined
  source: string
  by: By
}

export interface Rotated {
  /** The holders until now. */
  ended: Ended[]
  /** The person's roles in the group before. */
  left: RoleName[]
  changes: PersonChange[]
}

/**
 * Assigns a role that has one holder to a person, in place of every other role of theirs in that group, and ends it
 * for the holder until now, who may get another one. Throws a UserError for a role with several holders, and for one
 * they hold.
 */
export async function rotateRole(work: Pick<Work, 'tx' | 'now'>, rotation: Rotation): Promise<Rotated> {
  const { person, role, former, source, by } = rotation
  if (!SINGLE.includes(role.kind) || role.group === null)
    throw new UserError(
      'several-holders',
      `${describeRole(role)} is a role that several may hold; only a chair or a Rapporteur follows another.`,
      'role',
    )
  if (person.roles.some(r => isSameRole(r, role)))
    throw new UserError('holds-already', `${person.name} is already ${describeRole(role)}.`, 'person')
  // TSB staff of a group stay that: it is an office, not a step towards another role.
  const left = person.roles.filter(r => r.group === role.group && r.kind !== 'TSB')
  const changes: PersonChange[] = []
  for (const one of left) changes.push(...(await endRoles(work, one, person.id, by, source)).changes)
  const given = await giveRoles(work, person.id, [role], by, source)
  changes.push(...given.changes)
  if (former !== undefined)
    for (const { person: id } of given.ended)
      changes.push(...(await giveRoles(work, id, [{ kind: former, group: role.group }], by, source)).changes)
  return { ended: given.ended, left, changes }
}
