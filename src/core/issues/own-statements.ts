/** An SG's answer to a statement on a subject of a meeting that TSB recorded for it. */
import type { Context } from '../commands/command.ts'
import type { Transaction } from '../database/client.ts'
import { UserError } from '../errors.ts'
import { writeNotices } from '../notices/outbox.ts'
import { type Actor, ledStudyGroups } from '../roles/actor.ts'
import { toBy } from '../roles/by.ts'
import { notAllowed } from '../roles/not-allowed.ts'
import { STATEMENT } from '../statements/statement.ts'
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
  const { whose } = await findOwnStatement(tx, actor, id, as)
  await answerStatement(context, id, { confirmed, by: toBy(actor, whose) })
  const answer = confirmed ? 'confirmed' : 'disowned'
  await writeNotices(tx, [statementMade.from({ statement: id, answer, now, caller })])
}

/** A statement of an SG that the actor speaks for. Throws a UserError where there is none, or it is another SG's. */
export async function findOwnStatement(
  tx: Transaction,
  actor: Actor,
  id: number,
  as?: string,
): Promise<{ whose: string }> {
  const found = await tx.statement.findUnique({ where: { id }, select: { whose: true } })
  if (!found)
    throw new UserError('no-statement', `There is no statement ${STATEMENT.format(id)}.`, 'statement')
  if (!(ledStudyGroups(actor).includes(found.whose) && (as ?? found.whose) === found.whose))
    throw notAllowed(actor, `the chair or a vice-chair of ${found.whose}`)
  return found
}
