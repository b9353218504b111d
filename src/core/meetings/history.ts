import type { Transaction } from '../database/client.ts'
import type { MeetingChange } from '../database/generated/client.ts'
import { instantFrom } from '../database/time.ts'
import { type Block, heading, list } from '../messages/message.ts'
import { dateWords, inGeneva, spanWords } from '../time/geneva.ts'
import type { Times } from './schedule.ts'

/** What happened to a meeting, oldest first: who, when, from what to what, why. */
export async function historyBlocks(tx: Transaction, meetingId: number): Promise<Block[]> {
  const changes = await tx.meetingChange.findMany({ where: { meetingId }, orderBy: { id: 'asc' }, take: 50 })
  if (changes.length === 0) return []
  return [heading('History'), list(changes.map(changeLine))]
}

function changeLine(c: MeetingChange): string {
  const when = dateWords(inGeneva(instantFrom(c.at)))
  const reason = c.reason ? `: ${c.reason}` : ''
  switch (c.kind) {
    case 'SCHEDULED':
      return `${when}, ${c.by}: scheduled for ${timesWords(c.after as Times)}`
    case 'MOVED':
      return `${when}, ${c.by}: moved from ${timesWords(c.before as Times)} to ${timesWords(c.after as Times)}${reason}`
    case 'CANCELLED':
      return `${when}, ${c.by}: cancelled${reason}`
  }
}

/** Dates kept in a history, in words. */
export function timesWords({ starts, ends }: Times): string {
  return starts && ends ? spanWords(Temporal.Instant.from(starts), Temporal.Instant.from(ends)) : 'no date'
}
