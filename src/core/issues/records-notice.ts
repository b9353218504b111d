/** All entries that TSB recorded for a group from one source are put to its chair in one message. */
import { z } from 'zod'
import type { Work } from '../events/events.ts'
import { HANDLER } from '../groups/handler.ts'
import { defineNotice } from '../notices/define.ts'
import { PRIORITY } from '../notices/notice.ts'
import { withdrawPlanned, writeNotices } from '../notices/outbox.ts'
import { chairOf } from '../roles/role.ts'
import { STATEMENT } from '../statements/statement.ts'
import { HANDLER_LEADERS } from './notices.ts'
import { findRecorded, renderRecorded } from './records.ts'

/** TSB enters what was said in a meeting one after the other: the message waits for the last of them. */
const GATHERING_MINUTES = 10

const schema = z.object({ group: z.string(), said: z.string() })

interface Facts {
  /** The recorded entry: "ISG-1:v7", "STM-2". */
  record: string
  group: string
  said: string
  now: Temporal.Instant
}

/** Plans the message again, so that it waits for the last entry that is recorded from its source. */
export const replanned = ({ group, said }: Pick<Facts, 'group' | 'said'>) => ({
  subject: `records:${group}`,
  series: `records:${group}:${said}`,
})

export const recordsToConfirm = defineNotice<Facts, z.infer<typeof schema>>({
  kind: 'records-to-confirm',
  about:
    'TSB recorded what was said elsewhere for an SG or for WP2; to its chair (of WP2 also the vice-chair), all of one source in one message.',
  schema,
  priority: PRIORITY.normal,
  plan: ({ record, group, said, now }) => ({
    key: `records:${record}`,
    ...replanned({ group, said }),
    data: { group, said },
    audience: (group === HANDLER ? HANDLER_LEADERS : [chairOf(group)]).map(role => ({ role })),
    dueAt: now.add({ minutes: GATHERING_MINUTES }),
  }),
  async present({ group, said }, { tx }) {
    const { entries, total } = await findRecorded(tx, [group], said)
    return entries.length === 0 ? undefined : renderRecorded(group, entries, total)
  },
})

/** Puts a statement that a reading entered to the SG whose it is, with all else that was recorded from there. */
export async function notifyOfRead(
  { tx, now }: Work,
  { statement, toConfirm: group, said }: { statement: number; toConfirm: string | undefined; said: string },
): Promise<void> {
  if (group === undefined) return
  const { subject, series } = replanned({ group, said })
  await withdrawPlanned(tx, subject, [series])
  await writeNotices(tx, [recordsToConfirm.from({ record: STATEMENT.format(statement), group, said, now })])
}
