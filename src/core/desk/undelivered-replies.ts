/**
 * Replies that we failed to show. If the user repeats the command, the saved reply is returned instead of acting
 * twice.
 */
import type { Database, Transaction } from '../database/client.ts'
import { instantFrom, toColumn } from '../database/columns.ts'
import type { Invocation } from '../grammar/invocation.ts'
import type { Caller } from '../platforms/platform.ts'
import { commandKey, findReply } from './idempotency.ts'
import type { Reply } from './port.ts'

/** For so long the same command of the same person means the same act. */
const HOLDS = { hours: 1 }

/** Notes that the answer to an act was not seen. A command that changed nothing needs no record. */
export async function saveUndeliveredReply(
  db: Database,
  now: Temporal.Instant,
  invocation: Invocation,
  caller: Caller,
  interaction: string,
): Promise<void> {
  if (!(await findReply(db, caller, interaction))) return
  const where = { platform_account_command: commandKey(invocation, caller) }
  const data = { interaction, at: toColumn(now) }
  await db.undeliveredReply.upsert({
    where,
    create: { ...commandKey(invocation, caller), ...data },
    update: data,
  })
}

/** The answer that this person did not see to the same command given before; it counts as seen from now on. */
export async function takeUndeliveredReply(
  tx: Transaction,
  now: Temporal.Instant,
  invocation: Invocation,
  caller: Caller,
): Promise<Reply | undefined> {
  const undelivered = await tx.undeliveredReply.findUnique({
    where: { platform_account_command: commandKey(invocation, caller) },
  })
  if (!undelivered) return undefined
  await tx.undeliveredReply.deleteMany({ where: commandKey(invocation, caller) })
  if (Temporal.Instant.compare(instantFrom(undelivered.at).add(HOLDS), now) < 0) return undefined
  return findReply(tx, caller, undelivered.interaction)
}
