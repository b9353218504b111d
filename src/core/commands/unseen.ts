/** Answers that could not be shown. Who saw none gives the command again, and that must not act a second time. */
import { createHash } from 'node:crypto'
import type { Database, Transaction } from '../database/client.ts'
import { instantFrom, toColumn } from '../database/time.ts'
import type { Invocation } from '../messages/message.ts'
import type { Caller, Reply } from './port.ts'

/** For so long the same command of the same person means the same act. */
const HOLDS = { hours: 1 }

/** Notes that the answer to an act was not seen. What changed nothing has no answer to keep. */
export async function noteUnseen(
  db: Database,
  now: Temporal.Instant,
  invocation: Invocation,
  caller: Caller,
  interaction: string,
): Promise<void> {
  if (!(await keptAnswer(db, caller, interaction))) return
  const where = { platform_account_command: keyOf(invocation, caller) }
  const data = { interaction, at: toColumn(now) }
  await db.unseenAnswer.upsert({ where, create: { ...keyOf(invocation, caller), ...data }, update: data })
}

/** The answer that this person did not see to the same command given before; it counts as seen from now on. */
export async function takeUnseen(
  tx: Transaction,
  now: Temporal.Instant,
  invocation: Invocation,
  caller: Caller,
): Promise<Reply | undefined> {
  const unseen = await tx.unseenAnswer.findUnique({
    where: { platform_account_command: keyOf(invocation, caller) },
  })
  if (!unseen) return undefined
  await tx.unseenAnswer.deleteMany({ where: keyOf(invocation, caller) })
  if (Temporal.Instant.compare(instantFrom(unseen.at).add(HOLDS), now) < 0) return undefined
  return keptAnswer(tx, caller, unseen.interaction)
}

async function keptAnswer(tx: Transaction, { platform }: Caller, id: string): Promise<Reply | undefined> {
  const kept = await tx.interaction.findUnique({ where: { platform_id: { platform, id } } })
  return kept ? (kept.reply as unknown as Reply) : undefined
}

/** What was given may be long: its digest stands for it. */
function keyOf({ path, options }: Invocation, { platform, account }: Caller) {
  const given = JSON.stringify([path, Object.entries(options).toSorted()])
  return { platform, account, command: createHash('sha256').update(given).digest('base64') }
}
