/** The history of a meeting in words: old dates and reasons stay visible. */
import type { Transaction } from '../database/client.ts'
import { instantFrom } from '../database/columns.ts'
import type { MeetingChange } from '../database/generated/client.ts'
import { describeRule } from '../deadlines/rule.ts'
import { MEETING } from '../meetings/meeting.ts'
import { type Block, heading, list } from '../messages/message.ts'
import { PAGE_LINES, pageOfList, turnPages } from '../messages/turn-pages.ts'
import { bySchema, describeBy } from '../roles/by.ts'
import { formatDate, formatTime, formatTimeSpan, inGeneva } from '../time/geneva.ts'
import { type Facts, factsSchema } from './changes.ts'

/**
 * The history of a meeting, oldest first: who changed it, when, from what to what, why. Of a long history the last page, unless another
 * one is wanted, with the buttons to the others.
 */
export async function historyBlocks(tx: Transaction, meetingId: number, wanted?: number): Promise<Block[]> {
  const total = await tx.meetingChange.count({ where: { meetingId } })
  if (total === 0) return []
  const page = pageOfList(total, wanted ?? Infinity)
  const changes = await tx.meetingChange.findMany({
    where: { meetingId },
    orderBy: { id: 'asc' },
    skip: page.skip,
    take: PAGE_LINES,
  })
  return [
    heading(`History${page.of}`),
    list(changes.map(describeEntry)),
    ...turnPages(page, 'meeting show', { meeting: MEETING.format(meetingId) }),
  ]
}

function describeEntry(c: MeetingChange): string {
  const head = `${formatDate(inGeneva(instantFrom(c.at)))}, ${describeBy(bySchema.parse(c.by))}`
  const reason = c.reason ? `: ${c.reason}` : ''
  const [before, after] = [c.before, c.after].map(facts => factsSchema.parse(facts ?? {}))
  switch (c.kind) {
    case 'SCHEDULED':
      return `${head}: scheduled for ${describeFacts(after!)}`
    case 'MOVED':
      return `${head}: moved from ${describeFacts(before!)} to ${describeFacts(after!)}${reason}`
    case 'CHANGED':
      return `${head}: ${describeChange(before!, after!)}${reason}`
    case 'CONFIRMED':
      return `${head}: confirmed${reason}`
    case 'CANCELLED':
      return `${head}: cancelled${reason}`
    case 'RESTORED':
      return `${head}: restored${reason}`
    case 'HELD':
      return `${head}: it was held${reason}`
    case 'NOT_HELD':
      return `${head}: it was not held${reason}`
    case 'OUTCOME':
      return `${head}: outcome${reason}`
    case 'ENTERED':
      return `${head}: put on record as held on ${describeFacts(after!)}${reason}`
    case 'ISSUE_CLOSED':
      return `${head}: the issue is ${c.reason}; whether the meeting is still needed is asked`
    case 'KEPT':
      return `${head}: it stays${reason}`
  }
}

/** Changes in anything but the dates of the meeting, with the earlier values. */
export function describeChange(before: Facts, after: Facts): string {
  return [
    ...describeRenaming(before.title, after.title),
    ...(before.objective !== after.objective
      ? [`objective changed from “${before.objective}” to “${after.objective}”`]
      : []),
    ...(describeKeptDeadline(before) !== describeKeptDeadline(after)
      ? [
          `contribution deadline changed from ${describeKeptDeadline(before)} to ${describeKeptDeadline(after)}`,
        ]
      : []),
    ...describeCutOffChange(before.cutOff, after.cutOff),
    ...describeJoining(before, after),
  ].join('; ')
}

/** A deadline that is not a date yet goes by the words of its rule. */
export function describeKeptDeadline({ deadline, deadlineRule }: Facts): string {
  if (deadline) return formatDate(Temporal.PlainDate.from(deadline))
  return deadlineRule ? describeRule(deadlineRule) : 'none'
}

/** Another room or other links. */
function describeJoining(before: Facts, after: Facts): string[] {
  const place = before.place === after.place ? [] : [`place: ${after.place ?? 'none'}`]
  const [was, is] = [before, after].map(({ links = [] }) => links.join(', '))
  return [...place, ...(was === is ? [] : [`link: ${is || 'none'}`])]
}

function describeRenaming(before: string | undefined, after: string | undefined): string[] {
  if (before === after) return []
  if (before === undefined) return [`title set to “${after}”`]
  return [after === undefined ? `title “${before}” removed` : `title “${before}” changed to “${after}”`]
}

/** The deadline ends at another time of its day. */
function describeCutOffChange(before: string | undefined, after: string | undefined): string[] {
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
