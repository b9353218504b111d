/** Interactions as platforms number them: each acts once, and its answer is kept for when it comes again. */
import { createHash } from 'node:crypto'
import type { Transaction } from '../database/client.ts'
import { toColumn } from '../database/columns.ts'
import type { Prisma } from '../database/generated/client.ts'
import type { Invocation } from '../grammar/invocation.ts'
import type { Caller } from '../platforms/platform.ts'
import type { Reply } from './port.ts'

/**
 * Notes an interaction, against others of the same id until this transaction ends. Returns whether it is new, and
 * whether the answer to the same command given before is still unseen.
 */
export async function claimInteraction(
  tx: Transaction,
  now: Temporal.Instant,
  invocation: Invocation,
  { platform, account }: Caller,
  id: string,
): Promise<{ isNew: boolean; hasUndelivered: boolean }> {
  const { command } = commandKey(invocation, { platform, account })
  const [found] = await tx.$queryRaw<[{ isNew: boolean; hasUndelivered: boolean }]>`
    WITH noted AS (
      INSERT INTO "Interaction" (platform, id, at, reply)
      VALUES (${platform}, ${id}, ${toColumn(now)}::timestamptz, '{}') ON CONFLICT DO NOTHING RETURNING id)
    SELECT EXISTS (SELECT FROM noted) AS "isNew", EXISTS (
      SELECT FROM "UndeliveredReply" WHERE platform = ${platform} AND account = ${account} AND command = ${command}
    ) AS "hasUndelivered"`
  return found
}

/** The answer to an interaction; undefined when there is none. */
export async function findReply(
  tx: Transaction,
  { platform }: Caller,
  id: string,
): Promise<Reply | undefined> {
  const kept = await tx.interaction.findUnique({ where: { platform_id: { platform, id } } })
  return kept ? (kept.reply as unknown as Reply) : undefined
}

/** Keeps the answer to an interaction that was noted. */
export async function saveReply(
  tx: Transaction,
  { platform }: Caller,
  id: string,
  reply: Reply,
): Promise<void> {
  await tx.$executeRaw`
    UPDATE "Interaction" SET reply = ${reply as unknown as Prisma.InputJsonObject}::jsonb
    WHERE platform = ${platform} AND id = ${id}`
}

/** A command as somebody gave it. It may be long: a digest stands for what was given. */
export function commandKey({ path, options, files = {} }: Invocation, { platform, account }: Caller) {
  const digest = createHash('sha256').update(JSON.stringify([path, Object.entries(options).toSorted()]))
  for (const file of Object.values(files)) if ('bytes' in file) digest.update(file.bytes)
  return { platform, account, command: digest.digest('base64') }
}
