/** The notice of a command that a program proposed. */
import { z } from 'zod'
import { defineNotice } from '../notices/define.ts'
import { PRIORITY } from '../notices/notice.ts'
import { accountsOf } from './access.ts'
import { findProposal, PROPOSAL } from './proposals.ts'
import { renderProposal } from './words.ts'

const schema = z.object({ proposal: z.number(), platform: z.string(), account: z.string() })

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
  priority: PRIORITY.normal,
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
