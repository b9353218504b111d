/** Options that name issues, completed from the latest changed. */
import { type Asked, type Completing, type Option, option } from '../commands/options.ts'
import { rankChoices } from '../commands/rank-choices.ts'
import type { Choice } from '../grammar/spec.ts'
import { ISSUE } from '../references/issue.ts'
import { findBar } from './lifecycle.ts'
import { RULES, type Verb } from './rules.ts'
import { parseState } from './state-schema.ts'

/** How many are offered in a form: as many as every platform can list. */
const MAX_PICKS = 25

/** How many issues are searched for the best choices. */
const SEARCHED = 200

export const issueOption = (asked: Asked): Option<number> => ({
  ...option.reference(ISSUE, asked, async (typed, completing) =>
    rankChoices(await issueChoices(completing), typed),
  ),
  picks: async completing => (await issueChoices(completing)).slice(0, MAX_PICKS),
})

/** An issue for an act: those on which somebody may do it now are offered, and any can be written. */
export const issueOptionFor = (verb: Verb, asked: Asked): Option<number> => ({
  ...option.reference(ISSUE, asked, async (typed, completing) =>
    rankChoices(await fittingChoices(verb, completing), typed),
  ),
  picks: async completing => (await fittingChoices(verb, completing)).slice(0, MAX_PICKS),
})

/** The issues on which somebody may do this now, latest changed first. */
async function fittingChoices(verb: Verb, { tx, actor, now }: Completing): Promise<Choice[]> {
  const issues = await tx.issue.findMany({
    where: { stage: { in: [...RULES[verb].stages] } },
    orderBy: [{ changedAt: 'desc' }, { id: 'desc' }],
    take: SEARCHED,
  })
  const who = { name: actor.name, roles: actor.roles }
  return issues
    .map(i => parseState(i.state))
    .filter(state => findBar(state, verb, who, now) === undefined)
    .map(state => ({ label: `${ISSUE.format(state.id)} ${state.topic}`, value: ISSUE.format(state.id) }))
}

async function issueChoices({ tx }: Completing): Promise<Choice[]> {
  const issues = await tx.issue.findMany({
    orderBy: { changedAt: 'desc' },
    take: SEARCHED,
    select: { id: true, topic: true },
  })
  return issues.map(i => ({ label: `${ISSUE.format(i.id)} ${i.topic}`, value: ISSUE.format(i.id) }))
}
