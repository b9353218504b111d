/**
 * Commands that programs propose. Nothing is done until a person gives the command in chat, where it runs with that
 * person's rights like any other: no program writes the record.
 */
import { z } from 'zod'
import type { Transaction } from '../database/client.ts'
import { toColumn } from '../database/columns.ts'
import { UserError } from '../errors.ts'
import type { Invocation } from '../grammar/invocation.ts'
import type { Caller } from '../platforms/platform.ts'
import { defineReference } from '../references/kind.ts'

export const PROPOSAL = defineReference('PROP', 'a proposal of a program')

const optionsSchema = z.record(z.string(), z.string())

/** Keeps a command that a program proposes with a token; returns its number. */
export async function saveProposal(
  tx: Transaction,
  { path, options }: Invocation,
  { platform, account }: Caller,
  token: number,
  now: Temporal.Instant,
): Promise<number> {
  const row = await tx.webProposal.create({
    data: { platform, account, token, path, options, at: toColumn(now) },
  })
  return row.id
}

/** The proposed command, if it belongs to one of these accounts: others may not see it. Throws a UserError. */
export async function findProposal(
  tx: Transaction,
  id: number,
  accounts: readonly { platform: string; account: string }[],
): Promise<{ id: number; token: number; invocation: Invocation }> {
  const row = await tx.webProposal.findFirst({ where: { id, OR: [...accounts] } })
  if (!row)
    throw new UserError(
      'no-proposal',
      `There is no proposal ${PROPOSAL.format(id)} of a program of yours; proposals are kept for 30 days.`,
      'proposal',
    )
  return {
    id,
    token: row.token,
    invocation: { path: row.path, options: optionsSchema.parse(row.options) },
  }
}
