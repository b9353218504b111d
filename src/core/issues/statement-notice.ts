/** A statement on a subject of a meeting is told to those who write the report. */
import { z } from 'zod'
import { action, actions, text } from '../messages/message.ts'
import { defineNotice } from '../notices/define.ts'
import { type Account, PRIORITY, without } from '../notices/notice.ts'
import { chairOf, TSB } from '../roles/role.ts'
import { HANDLER_LEADERS } from './notices.ts'
import { describeMeetingStatement, STATEMENT } from './statements.ts'

const schema = z.object({ statement: z.number() })

export const statementMade = defineNotice<
  { statement: number; toConfirm: string | undefined; now: Temporal.Instant; caller: Account },
  z.infer<typeof schema>
>({
  kind: 'statement-made',
  about:
    "A statement on a subject of a meeting; to TSB and WP2's chair and vice-chair, and to the chair of the SG for which TSB recorded it.",
  schema,
  priority: PRIORITY.normal,
  plan: ({ statement, toConfirm, now, caller }) => ({
    key: `statement:${STATEMENT.format(statement)}`,
    subject: STATEMENT.format(statement),
    data: { statement },
    audience: [
      ...[TSB, ...HANDLER_LEADERS, ...(toConfirm ? [chairOf(toConfirm)] : [])].map(role => ({ role })),
      without(caller),
    ],
    dueAt: now,
  }),
  async present({ statement }, { tx }) {
    const words = await describeMeetingStatement(tx, statement)
    if (words === undefined) return undefined
    const ref = STATEMENT.format(statement)
    const row = await tx.statement.findUnique({ where: { id: statement }, include: { answer: true } })
    const waits = row?.said !== null && row?.answer === null
    return {
      summary: words,
      blocks: [
        text(words),
        ...(waits
          ? [
              actions([
                action('Confirm', 'statement confirm', { statement: ref }, 'primary'),
                action('Not in our name', 'statement disown', { statement: ref }),
              ]),
            ]
          : []),
      ],
    }
  },
})
