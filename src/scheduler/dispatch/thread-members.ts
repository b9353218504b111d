/** Lines about a meeting stand in the thread of the issue that it is on; that thread has the issue's name and people. */
import type { Database } from '../../core/database/client.ts'
import { findIssue } from '../../core/issues/store.ts'
import { threadFor } from '../../core/issues/thread.ts'
import type { Message } from '../../core/messages/message.ts'
import type { ClaimedDelivery } from '../../core/notices/delivery.ts'
import { ISSUE } from '../../core/references/issue.ts'

/**
 * The message with the thread of its issue, for platforms on which a thread has a name and members: a line of the calendar
 * may be the one that opens it. The message is returned unchanged where its presenter named the thread, or where it goes into none.
 */
export async function withThread(
  message: Message,
  { notice, platform, address }: Pick<ClaimedDelivery, 'notice' | 'platform' | 'address'>,
  db: Database,
): Promise<Message> {
  const { place, subject } = notice
  if (place !== 'THREAD' || message.thread !== undefined || address.startsWith('@')) return message
  if (!subject.startsWith(`${ISSUE.prefix}-`)) return message
  const state = await findIssue(db, ISSUE.parse(subject))
  const thread = await threadFor(state, [], { tx: db, at: { platform, address } })
  return { ...message, ...(thread && { thread }) }
}
