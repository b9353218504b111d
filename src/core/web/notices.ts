/** The notice of a command that a program proposed. */
import { z } from 'zod'
import type { Context } from '../commands/command.ts'
import type { Invocation } from '../grammar/invocation.ts'
import { defineNotice } from '../notices/define.ts'
import { PRIORITY } from '../notices/notice.ts'
import { writeNotices } from '../notices/outbox.ts'
import { accountsOf } from './access.ts'
import { findProposal, PROPOSAL, saveProposal } from './proposals.ts'
import { renderProposal } from './words.ts'

const schema = z.object({ proposal: z.number(), platform: z.string(), account: z.string() })

/** Keeps a proposed command and notifies the owner of the token, where that is a registered person; returns its number. */
export async function proposeCommand(
  { tx, now, actor, caller }: Pick<Context, 'tx' | 'now' | 'actor' | 'caller'>,
  invocation: Invocation,
  token: number,
): Promise<number> {
  const proposal = await saveProposal(tx, invocation, caller, token, now)
  const { platform, account } = caller
  if (actor.person !== undefined)
    await writeNotices(tx, [
      commandProposed.from({ proposal, person: actor.person, account: { platform, account }, now }),
    ])
  return proposal
}

interface Facts {
  proposal: number
  person: number
  account: { platform: string; account: string }
  now: Temporal.Instant
}

export const commandProposed = defineNotice<Facts, z.infer<typeof schema>>({
  kind: 'command-proposed',
  about:
    'A program proposes a command with the token of somebody; to that person, with the button that does it.',
  schema,
  // The person waits for the button.
  priority: PRIORITY.urgent,
  plan: ({ proposal, person, account, now }) => ({
    key: `command-proposed:${proposal}`,
    subject: PROPOSAL.format(proposal),
    data: { proposal, ...account },
    audience: [{ person }],
    dueAt: now,
    expiresAt: now.add({ hours: 30 * 24 }),
  }),
  async present({ proposal, platform, account }, { tx }) {
    const { id, token, invocation } = await findProposal(
      tx,
      proposal,
      await accountsOf(tx, { platform, account }, undefined),
    )
    return renderProposal(id, token, invocation)
  },
})
