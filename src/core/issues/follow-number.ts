/** TSB gave the action of an issue its number: the cards of the issue show it. */
import type { Work } from '../events/events.ts'
import { writeNotices } from '../notices/outbox.ts'
import { ISSUE } from '../references/issue.ts'
import type { actionNumbered } from '../registers/actions/events.ts'
import { issueCard } from './notices.ts'
import { findIssue } from './store.ts'

export async function followNumber(
  { tx, now }: Work,
  { issue, key }: NonNullable<(typeof actionNumbered)['data']>,
): Promise<void> {
  const state = await findIssue(tx, ISSUE.parse(issue))
  await writeNotices(tx, [issueCard.from({ state, now, action: key })])
}
