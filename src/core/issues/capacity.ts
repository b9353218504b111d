/** The capacities in which somebody may act on an issue. Only its own chair has authority over a study group. */
import { HANDLER } from '../groups/handler.ts'
import type { HeldRole } from '../roles/actor.ts'
import type { RoleName } from '../roles/role.ts'
import type { IssueState } from './state.ts'

export type CapacityKind =
  | 'chair' // chair of a SG concerned
  | 'vice-chair' // vice-chair of a SG concerned, in the SG's name
  | 'support' // TSB staff, for a SG concerned
  | 'coordinator' // chair or vice-chair of the SG that coordinates
  | 'outside' // chair or vice-chair of a SG that is not concerned (yet)
  | 'wp2' // WP2's chair or vice-chair
  | 'tsb' // TSB staff, for all

export interface Capacity {
  kind: CapacityKind
  /** The group for which they would act. */
  group: string
  role: RoleName
}

/** Everything as which somebody with these roles may act on the issue. */
export function findCapacities(
  state: Pick<IssueState, 'concerned' | 'coordination'>,
  roles: readonly HeldRole[],
): Capacity[] {
  return roles.flatMap(role => findCapacitiesOfRole(state, role))
}

/** Everything as which a role may act on some issue. */
export function possibleCapacities(role: HeldRole): Capacity[] {
  // TSB staff of every group support whichever is concerned.
  const group = role.group ?? HANDLER
  const coordinated = { coordinator: { group } } as IssueState['coordination']
  return [
    ...findCapacitiesOfRole({ concerned: [group], coordination: {} }, role),
    ...findCapacitiesOfRole({ concerned: [], coordination: coordinated }, role),
  ]
}

function findCapacitiesOfRole(
  state: Pick<IssueState, 'concerned' | 'coordination'>,
  role: HeldRole,
): Capacity[] {
  const { kind, group } = role
  if (kind === 'TSB') {
    const supported = group === null ? state.concerned : state.concerned.filter(g => g === group)
    const support = supported.map(g => ({ kind: 'support' as const, group: g, role }))
    return group === null || group === HANDLER ? [...support, { kind: 'tsb', group: HANDLER, role }] : support
  }
  if (group === null || (kind !== 'CHAIR' && kind !== 'VICE_CHAIR')) return []
  if (group === HANDLER) return [{ kind: 'wp2', group, role }]
  if (role.groupKind !== 'SG') return []
  const concerned = state.concerned.includes(group)
  const own: Capacity = {
    kind: !concerned ? 'outside' : kind === 'CHAIR' ? 'chair' : 'vice-chair',
    group,
    role,
  }
  return state.coordination.coordinator?.group === group ? [own, { kind: 'coordinator', group, role }] : [own]
}
