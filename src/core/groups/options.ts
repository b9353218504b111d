/** Options that name groups, completed from the register of groups. */
import { type Asked, type Completing, declareOption, type Option } from '../commands/options.ts'
import { rankChoices } from '../commands/rank-choices.ts'
import type { GroupKind } from '../database/generated/enums.ts'
import type { Choice } from '../grammar/spec.ts'
import { parseGroupId, parseGroupIds } from '../references/group-names.ts'
import { knownGroups } from './registry.ts'

/** One group; `kinds`: only groups of these kinds are offered. */
export const groupOption = (asked: Asked, kinds?: readonly GroupKind[]): Option<string> => ({
  ...declareOption('group', asked, parseGroupId),
  complete: async (typed, completing) => rankChoices(await groupChoices(completing, kinds), typed),
  picks: completing => groupChoices(completing, kinds),
})

export const studyGroupOption = (asked: Asked): Option<string> => groupOption(asked, ['SG'])

/** The study groups for which somebody acts: TSB for every one. */
export async function ownStudyGroups(completing: Completing): Promise<Choice[]> {
  const { roles } = completing.actor
  const all = await groupChoices(completing, ['SG'])
  return roles.some(r => r.kind === 'TSB' && r.group === null)
    ? all
    : all.filter(choice => roles.some(r => r.group === choice.value))
}

/** Several study groups, with commas. */
export const studyGroupsOption = (asked: Asked): Option<string[]> => ({
  ...declareOption('groups', asked, parseGroupIds),
  complete: async (typed, completing) => completeLast(await groupChoices(completing, ['SG']), typed),
  picks: completing => groupChoices(completing, ['SG']),
})

async function groupChoices({ tx, now }: Completing, kinds?: readonly GroupKind[]): Promise<Choice[]> {
  const groups = await knownGroups(tx, now)
  return groups
    .filter(g => kinds === undefined || kinds.includes(g.kind))
    .map(({ id, name }) => ({ label: `${id} ${name}`, value: id }))
}

/** Completes the last of several groups: "SG13, SG2" → "SG13,SG2", "SG13,SG20"… */
function completeLast(groups: Choice[], typed: string): Choice[] {
  const parts = typed.split(',').map(p => p.trim())
  const before = parts.slice(0, -1)
  const open = groups.filter(g => !before.includes(g.value))
  return rankChoices(open, parts.at(-1) ?? '').map(g => {
    const value = [...before, g.value].join(',')
    return { label: before.length > 0 ? value : g.label, value }
  })
}
