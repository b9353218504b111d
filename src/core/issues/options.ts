/** Options that name issues, completed from the latest changed. */
import { type Asked, type Completing, type Option, option } from '../commands/options.ts'
import { rankChoices } from '../commands/rank-choices.ts'
import type { Choice } from '../grammar/spec.ts'
import { ISSUE } from '../references/issue.ts'

/** How many issues are searched for the best choices. */
const SEARCHED = 200

export const issueOption = (asked: Asked): Option<number> =>
  option.reference(ISSUE, asked, async (typed, completing) =>
    rankChoices(await issueChoices(completing), typed),
  )

async function issueChoices({ tx }: Completing): Promise<Choice[]> {
  const issues = await tx.issue.findMany({
    orderBy: { changedAt: 'desc' },
    take: SEARCHED,
    select: { id: true, topic: true },
  })
  return issues.map(i => ({ label: `${ISSUE.format(i.id)} ${i.topic}`, value: ISSUE.format(i.id) }))
}
