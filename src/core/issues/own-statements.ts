/** An SG's answer to a statement on a subject of a meeting that TSB recorded for it. */
import type { Context } from '../commands/command.ts'
import { writeNotices } from '../notices/outbox.ts'
import { ledStudyGroups } from '../roles/actor.ts'
import { toBy } from '../roles/by.ts'
import { notAllowed } from '../roles/not-allowed.ts'
import { statementMade } from './statement-notice.ts'
import { answerStatement } from './statements.ts'

/**
 * Keeps that the SG confirms the statement, or that it is not in its name; TSB and WP2 are notified. Throws a UserError
 * where it is another SG's, or does not wait.
 */
export async function answerOwnStatement(
  context: Context,
  id: number,
  confirmed: boolean,
  as?: string,
): Promise<void> {
  const { tx, now, actor, caller } = context
  const found = await tx.statement.findUnique({ where: { id } })
  if (found && !(ledStudyGroups(actor).includes(found.whose) && (as ?? found.whose) === found.whose))
    throw notAllowed(actor, `the chair or a vice-chair of ${found.whose}`)
  await answerStatement(context, id, { confirmed, by: toBy(actor, found?.whose) })
  const answer = confirmed ? 'confirmed' : 'disowned'
  await writeNotices(tx, [statementMade.from({ statement: id, answer, now, caller })])
}
