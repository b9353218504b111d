/** Which meetings concern somebody: the same in their calendar and on their page. */
import type { Prisma } from '../database/generated/client.ts'
import { type HeldRole, leadsStudyGroup } from '../roles/actor.ts'

/**
 * The meetings of the groups of these roles and of the groups followed, and those to which these are called. To WP2's
 * coordination e-meetings the chairs of all SGs are invited, with the issues they bring.
 */
export function concerning(
  roles: readonly HeldRole[],
  followed: readonly string[],
): Prisma.MeetingWhereInput {
  // TSB staff without a group support all of them.
  if (roles.some(r => r.group === null)) return {}
  const groups = [...roles.map(r => r.group!), ...followed]
  return {
    OR: [
      ...ofGroups(groups),
      ...(roles.some(leadsStudyGroup) ? [{ kind: 'COORDINATION_E_MEETING' as const }] : []),
    ],
  }
}

/** The meetings of these groups, and those to which they are called. */
export const ofGroups = (groups: readonly string[]): Prisma.MeetingWhereInput[] => [
  { groupId: { in: [...groups] } },
  { groups: { hasSome: [...groups] } },
]
