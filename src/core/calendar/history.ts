import type { Transaction } from '../database/client.ts'
import { instantFrom } from '../database/columns.ts'
import type { MeetingChange } from '../database/generated/client.ts'
import { type Block, heading, list } from '../messages/message.ts'
import { formatDate, formatTime, formatTimeSpan, inGeneva } from '../time/geneva.ts'
import type { Facts } from './changes.ts'

/** What happened to a meeting, oldest first: who, when, from what to what, why. */
export async function historyBlocks(tx: Transaction, meetingId: number): Promise<Block[]> {
  const changes = await tx.meetingChange.findMany({ where: { meetingId }, orderBy: { id: 'asc' }, take: 50 })
  if (changes.length === 0) return []
  return [heading('History'), list(changes.map(changeLine))]
}

function changeLine(c: MeetingChange): string {
  const when = formatDate(inGeneva(instantFrom(c.at)))
  const reason = c.reason ? `: ${c.reason}` : ''
  switch (c.kind) {
    case 'SCHEDULED':
      return `${when}, ${c.by}: scheduled for ${describeFacts(c.after as Facts)}`
    case 'MOVED':
      return `${when}, ${c.by}: moved from ${describeFacts(c.before as Facts)} to ${describeFacts(c.after as Facts)}${reason}`
    case 'CHANGED':
      return `${when}, ${c.by}: ${describeChange(c.before as Facts, c.after as Facts)}${reason}`
    case 'CONFIRMED':
      return `${when}, ${c.by}: confirmed${reason}`
    case 'CANCELLED':
      return `${when}, ${c.by}: cancelled${reason}`
  }
}

/** What changed and what was, besides the dates of the meeting. */
export function describeChange(before: Facts, after: Facts): string {
  const day = (iso: string | undefined) => (iso ? formatDate(Temporal.PlainDate.from(iso)) : 'none')
  return [
    ...renamed(before.title, after.title),
    ...(before.objective !== after.objective
      ? [`objective changed from “${before.objective}” to “${after.objective}”`]
      : []),
    ...(before.deadline !== after.deadline
      ? [`contribution deadline changed from ${day(before.deadline)} to ${day(after.deadline)}`]
      : []),
    ...closing(before.cutOff, after.cutOff),
  ].join('; ')
}

function renamed(before: string | undefined, after: string | undefined): string[] {
  if (before === after) return []
  if (before === undefined) return [`named “${after}”`]
  return [after === undefined ? `no longer named “${before}”` : `renamed from “${before}” to “${after}”`]
}

/** Where the deadline ends at another time of its day. */
function closing(before: string | undefined, after: string | undefined): string[] {
  if (!before || !after) return []
  const [was, is] = [before, after].map(iso => formatTime(inGeneva(Temporal.Instant.from(iso))))
  return was === is ? [] : [`contributions by ${is} Geneva time of the last day instead of ${was}`]
}

/** Dates kept in a history, in words. */
export function describeFacts({ starts, ends }: Facts): string {
  return starts && ends
    ? formatTimeSpan(Temporal.Instant.from(starts), Temporal.Instant.from(ends))
    : 'no date'
}
