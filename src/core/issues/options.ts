/** Options that name issues, completed from the latest changed. */
import { type Asked, type Completing, type Option, option } from '../commands/options.ts'
import { rankChoices } from '../commands/rank-choices.ts'
import type { Choice } from '../grammar/spec.ts'
import { ISSUE } from '../references/issue.ts'
import { fitsVerb } from './lifecycle.ts'
import { RULES, type Verb } from './rules.ts'
import { parseState } from './state-schema.ts'

/** How many issues are searched for the best choices. */
const SEARCHED = 200

/** An issue. With a verb, those are offered to which whoever types could do it now; any can be written. */
export const issueOption = (asked: Asked, verb?: Verb): Option<number> =>
  option.reference(ISSUE, asked, async (typed, completing) =>
    rankChoices(
      verb === undefined ? await allChoices(completing) : await fittingChoices(completing, verb),
      typed,
    ),
  )

async function allChoices({ tx }: Completing): Promise<Choice[]> {
  const issues = await tx.issue.findMany({
    orderBy: [{ changedAt: 'desc' }, { id: 'desc' }],
    take: SEARCHED,
    select: { id: true, topic: true },
  })
  return issues.map(toChoice)
}

async function fittingChoices({ tx, actor }: Completing, verb: Verb): Promise<Choice[]> {
  const issues = await tx.issue.findMany({
    where: { stage: { in: [...RULES[verb].stages] } },
    orderBy: [{ changedAt: 'desc' }, { id: 'desc' }],
    take: SEARCHED,
    select: { state: true },
  })
  return issues
    .map(({ state }) => parseState(state))
    .filter(state => fitsVerb(state, verb, actor.roles))
    .map(toChoice)
}

const toChoice = ({ id, topic }: { id: number; topic: string }): Choice => ({
  label: `${ISSUE.format(id)} ${topic}`,
  value: ISSUE.format(id),
})
