/** TSAG's outcome of an action, recorded in the register of actions, reaches the issue that the action comes from. */
import { UserError } from '../errors.ts'
import type { Work } from '../events/events.ts'
import { ISSUE } from '../references/issue.ts'
import type { outcomeRecorded } from '../registers/actions/events.ts'
import { actAs } from './service.ts'
import { lockIssue } from './store.ts'

type Recorded = NonNullable<(typeof outcomeRecorded)['data']>

/**
 * Records on the issue whether TSAG entrusted the coordination that WP2 proposed. Throws a UserError where the action
 * asked for that and the outcome does not say it, where no source is known, and where the actor may not record it.
 */
export async function followOutcome(work: Work, recorded: Recorded): Promise<void> {
  const { issue, references, entrusted, source, actor, caller } = recorded
  const state = issue === undefined ? undefined : await lockIssue(work.tx, ISSUE.parse(issue))
  const entrusting = state?.coordination.entrusting
  const isAbout = entrusting?.action !== undefined && references.includes(entrusting.action)
  if (!state || !isAbout) {
    if (entrusted === undefined) return
    throw new UserError(
      'not-entrusting',
      'This action does not wait for TSAG to entrust a coordination; please leave out entrusted:.',
      'entrusted',
    )
  }
  if (entrusted === undefined)
    throw new UserError(
      'entrusted-missing',
      `On ${issue} it was proposed to TSAG to entrust the coordination to ${entrusting.group}; entrusted:yes or entrusted:no says whether TSAG did.`,
      'entrusted',
      [
        { label: `TSAG entrusted ${entrusting.group}`, value: 'yes' },
        { label: 'TSAG did not', value: 'no' },
      ],
    )
  if (source === undefined)
    throw new UserError(
      'source-missing',
      'Please say where it is written, with source: the report or the session.',
      'source',
    )
  const { person, name, roles } = actor
  await actAs(work, state.id, { do: 'entrusted', entrusted, source }, { person, name, roles }, caller)
}
