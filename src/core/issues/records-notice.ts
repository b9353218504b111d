/** What TSB recorded for a group from one source is put to its chair in one message. */
import { z } from 'zod'
import { HANDLER } from '../groups/handler.ts'
import { defineNotice } from '../notices/define.ts'
import { PRIORITY } from '../notices/notice.ts'
import { chairOf } from '../roles/role.ts'
import { HANDLER_LEADERS } from './notices.ts'
import { findRecorded, renderRecorded } from './records.ts'
import { type IssueState, issueRef } from './state.ts'

/** TSB enters what was said in a meeting one after the other: the message waits for the last of them. */
const GATHERING_MINUTES = 10

const schema = z.object({ group: z.string(), said: z.string() })

export const recordsToConfirm = defineNotice<
  { state: IssueState; number: number; group: string; said: string; now: Temporal.Instant },
  z.infer<typeof schema>
>({
  kind: 'records-to-confirm',
  about:
    'TSB recorded what was said elsewhere for an SG or for WP2; to its chair (of WP2 also the vice-chair), all of one source in one message.',
  schema,
  priority: PRIORITY.normal,
  plan: ({ state, number, group, said, now }) => ({
    key: `records:${issueRef(state)}:v${number}`,
    subject: `records:${group}`,
    series: `records:${group}:${said}`,
    data: { group, said },
    audience: (group === HANDLER ? HANDLER_LEADERS : [chairOf(group)]).map(role => ({ role })),
    dueAt: now.add({ minutes: GATHERING_MINUTES }),
  }),
  async present({ group, said }, { tx }) {
    const entries = await findRecorded(tx, [group], said)
    return entries.length === 0 ? undefined : renderRecorded(group, entries)
  },
})
