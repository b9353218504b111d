/** A proposal of a program: the command, for its owner to give in chat. */
import type { Context } from 'hono'
import { formatLine } from '../../core/grammar/grammar.ts'
import { accountsOf } from '../../core/web/access.ts'
import { findProposal, PROPOSAL } from '../../core/web/proposals.ts'
import { renderProposal } from '../../core/web/words.ts'
import { renderBlocks } from './blocks.ts'
import type { Page } from './layout.ts'
import { markup } from './markup.ts'
import { readPart } from './query.ts'
import type { Reader } from './reader.ts'

export async function proposalPageOf(c: Context, reader: Reader): Promise<Page> {
  const { tx, actor, caller } = reader.context
  const { id, token, invocation } = await findProposal(
    tx,
    PROPOSAL.parse(readPart(c, 'reference')),
    await accountsOf(tx, caller, actor.person),
  )
  return {
    title: `${PROPOSAL.format(id)}: proposed by a program`,
    commands: [
      { label: 'With a button, in chat', line: `web proposal ${PROPOSAL.format(id)}` },
      { label: 'The command itself', line: formatLine(invocation) },
    ],
    body: markup`${renderBlocks(renderProposal(id, token, invocation).blocks.slice(1), reader)}`,
  }
}
