/** A statement on a subject of a meeting is told to those who write the report. */
import { z } from 'zod'
import { text } from '../messages/message.ts'
import { defineNotice } from '../notices/define.ts'
import { type Account, PRIORITY, without } from '../notices/notice.ts'
import { TSB } from '../roles/role.ts'
import { STATEMENT } from '../statements/statement.ts'
import { HANDLER_LEADERS } from './notices.ts'
import { describeMeetingStatement } from './statements.ts'

const schema = z.object({ statement: z.number() })

interface Facts {
  statement: number
  /** The SG's answer to a statement that TSB recorded; absent when the statement is made. */
  answer?: 'confirmed' | 'disowned'
  now: Temporal.Instant
  caller: Account
}

export const statementMade = defineNotice<Facts, z.infer<typeof schema>>({
  kind: 'statement-made',
  about:
    "A statement on a subject of a meeting, and what its SG says of one that TSB recorded; to TSB and WP2's chair and vice-chair.",
  schema,
  priority: PRIORITY.normal,
  plan: ({ statement, answer, now, caller }) => ({
    key: `statement:${STATEMENT.format(statement)}${answer ? `:${answer}` : ''}`,
    subject: STATEMENT.format(statement),
    data: { statement },
    audience: [...[TSB, ...HANDLER_LEADERS].map(role => ({ role })), without(caller)],
    dueAt: now,
  }),
  async present({ statement }, { tx }) {
    const words = await describeMeetingStatement(tx, statement)
    return words === undefined ? undefined : { summary: words, blocks: [text(words)] }
  },
})
