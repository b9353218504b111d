/** In which part somebody may act on an issue. Nobody has authority over a study group but its own chair. */
import type { RoleName } from '../groups/roles.ts'
import type { IssueState } from './state.ts'

export type Part =
  | 'chair' // chair of a SG concerned
  | 'vice-chair' // vice-chair of a SG concerned, in the SG's name
  | 'support' // TSB staff, for a SG concerned
  | 'lead' // chair or vice-chair of the SG that leads the coordination
  | 'outside' // chair or vice-chair of a SG that is not concerned (yet)
  | 'wp2' // WP2's chair or vice-chair
  | 'tsb' // TSB staff, for all

export interface Standing {
  part: Part
  /** The group for which they would act. */
  group: string
  role: RoleName
}

/** Everything as which somebody with these roles may act on the issue. */
export function standingsOf(
  state: Pick<IssueState, 'concerned' | 'lead' | 'leadOffer'>,
  roles: readonly RoleName[],
): Standing[] {
  return roles.flatMap(role => partsOf(state, role))
}

function partsOf(state: Pick<IssueState, 'concerned' | 'lead' | 'leadOffer'>, role: RoleName): Standing[] {
  const { kind, group } = role
  if (kind === 'TSB') {
    const supported = group === null ? state.concerned : state.concerned.filter(g => g === group)
    const support = supported.map(g => ({ part: 'support' as const, group: g, role }))
    return group === null || group === 'WP2' ? [...support, { part: 'tsb', group: 'WP2', role }] : support
  }
  if (group === null || (kind !== 'CHAIR' && kind !== 'VICE_CHAIR')) return []
  if (group === 'WP2') return [{ part: 'wp2', group, role }]
  if (!group.startsWith('SG')) return []
  const concerned = state.concerned.includes(group)
  const own: Standing = {
    part: !concerned ? 'outside' : kind === 'CHAIR' ? 'chair' : 'vice-chair',
    group,
    role,
  }
  return state.lead === group ? [own, { part: 'lead', group, role }] : [own]
}
