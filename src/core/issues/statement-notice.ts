/** A statement on a subject of a meeting is told to those who write the report. */
import { z } from 'zod'
import type { Work } from '../events/events.ts'
import { action, actions, text } from '../messages/message.ts'
import { defineNotice } from '../notices/define.ts'
import { type Account, PRIORITY, without } from '../notices/notice.ts'
import { writeNotices } from '../notices/outbox.ts'
import { chairOf, TSB } from '../roles/role.ts'
import { STATEMENT } from '../statements/statement.ts'
import { HANDLER_LEADERS } from './notices.ts'
import { describeMeetingStatement } from './statements.ts'

const schema = z.object({ statement: z.number() })

export const statementMade = defineNotice<
  {
    statement: number
    toConfirm: string | undefined
    now: Temporal.Instant
    /** Left out for one that was read: only the SG whose it is is notified. */
    caller?: Account
  },
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
      ...[...(caller ? [TSB, ...HANDLER_LEADERS] : []), ...(toConfirm ? [chairOf(toConfirm)] : [])].map(
        role => ({ role }),
      ),
      ...(caller ? [without(caller)] : []),
    ],
    dueAt: now,
  }),
  async present({ statement }, { tx }) {
    const words = await describeMeetingStatement(tx, statement)
    const ref = STATEMENT.format(statement)
    const row = await tx.statement.findUnique({ where: { id: statement }, include: { answer: true } })
    if (words === undefined || row?.answer?.takenBack) return undefined
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

/** Asks the SG whose statement a reading entered; those who write the report have it already. */
export async function notifyOfRead(
  { tx, now }: Work,
  { statement, toConfirm }: { statement: number; toConfirm: string | undefined },
): Promise<void> {
  if (toConfirm !== undefined) await writeNotices(tx, [statementMade.from({ statement, toConfirm, now })])
}
