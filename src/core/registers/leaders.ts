/** The people who are notified of matters that concern a group. */
import type { Transaction } from '../database/client.ts'
import type { GroupKind, RoleKind } from '../database/generated/enums.ts'
import type { RoleName } from '../roles/role.ts'

/** The roles in which somebody leads groups of a kind. No leaders of bodies outside ITU-T are kept here. */
const LEADERS: Record<GroupKind, readonly RoleKind[]> = {
  TSAG: ['CHAIR'],
  WP: ['CHAIR'],
  RG: ['RAPPORTEUR'],
  SG: ['CHAIR'],
  JCA: ['CHAIR', 'CO_CHAIR'],
  JCG: ['CHAIR', 'CO_CHAIR', 'CONVENOR'],
  CG: ['CHAIR', 'CO_CHAIR', 'CONVENOR'],
  FG: ['CHAIR', 'CO_CHAIR'],
  JMT: ['CHAIR', 'CO_CHAIR', 'CONVENOR'],
  OUTSIDE: [],
}

/** The roles that lead each of the groups; those that are not in the register have none. */
export async function findLeaders(
  tx: Transaction,
  groups: readonly string[],
): Promise<Map<string, RoleName[]>> {
  const rows = await tx.group.findMany({
    where: { id: { in: [...groups] } },
    select: { id: true, kind: true },
  })
  return new Map(rows.map(({ id, kind }) => [id, LEADERS[kind].map(role => ({ kind: role, group: id }))]))
}
