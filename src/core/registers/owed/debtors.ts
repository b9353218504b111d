/** The people who answer for a group: for its debts, and to receive word of them. */
import type { Transaction } from '../../database/client.ts'
import type { RoleKind } from '../../database/generated/enums.ts'
import { type Actor, isTsb } from '../../roles/actor.ts'
import type { RoleName } from '../../roles/role.ts'

/** The groups for whose debts somebody answers: those in which they have a role; TSB, for TSAG. */
export const groupsAnsweredFor = ({ roles }: Pick<Actor, 'roles'>): string[] => [
  ...new Set([
    ...roles.flatMap(role => (role.kind === 'TSB' || role.group === null ? [] : [role.group])),
    ...(isTsb({ roles }) ? ['TSAG'] : []),
  ]),
]

/** Deputies are notified when the group has no leader. */
const DEPUTIES: readonly RoleKind[] = ['VICE_CHAIR', 'ASSOCIATE_RAPPORTEUR']

export interface Holder {
  person: number
  role: RoleName
}

/**
 * The people to whom word about a group goes: those who lead it, else its deputies. Without any holder it is the role
 * itself, which may be played at the terminal.
 */
export type Leaders = (group: string) => { holders: Holder[]; role: RoleName }

/** Looks up those who lead groups, for all of them at once. */
export async function findLeaders(tx: Transaction): Promise<Leaders> {
  const rows = await tx.role.findMany({
    where: { until: null, OR: [{ kind: { not: 'TSB' } }, { groupId: null }] },
    select: { personId: true, kind: true, groupId: true },
    orderBy: { id: 'asc' },
  })
  const kinds = new Map((await tx.group.findMany()).map(({ id, kind }) => [id, kind]))
  const byGroup = Map.groupBy(rows, row => row.groupId?.toLowerCase() ?? 'tsb')
  return group => {
    // TSAG has no chair here; TSB answers for it.
    const isSecretariat = group === 'TSAG' || group === 'TSB'
    const all = byGroup.get(isSecretariat ? 'tsb' : group.toLowerCase()) ?? []
    const leading = all.filter(({ kind }) => !DEPUTIES.includes(kind))
    const holders = (leading.length > 0 ? leading : all).map(({ personId, kind, groupId }) => ({
      person: personId,
      role: { kind, group: groupId },
    }))
    const usual: RoleName = isSecretariat
      ? { kind: 'TSB', group: null }
      : { kind: kinds.get(group) === 'RG' ? 'RAPPORTEUR' : 'CHAIR', group }
    return { holders, role: holders[0]?.role ?? usual }
  }
}
