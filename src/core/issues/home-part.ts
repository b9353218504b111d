import { toColumn } from '../database/columns.ts'
import type { Prisma } from '../database/generated/client.ts'
import { HANDLER } from '../groups/handler.ts'
import { action, strong } from '../messages/message.ts'
import type { HomePart } from '../rooms/room.ts'
import { endOfDay } from '../time/geneva.ts'
import { type IssueState, issueRef, OPEN, WITH_WP2 } from './state.ts'
import { parseState } from './state-schema.ts'
import { describeStage, issueTitle } from './words.ts'

type Reader = Pick<Parameters<HomePart['lines']>[0], 'actor' | 'followed'>

/** Open issues of somebody's groups, and those with WP2 for its leaders and followers; the latest changed first. */
export const openIssues: HomePart = {
  title: 'Open issues',
  none: 'Your study groups have no open issues.',
  all: 'issue list',
  async lines({ tx, ...reader }, most) {
    const rows = await tx.issue.findMany({
      where: { stage: { in: [...OPEN] }, AND: ofReader(reader) },
      orderBy: [{ changedAt: 'desc' }, { id: 'desc' }],
      take: most,
    })
    return rows
      .map(r => parseState(r.state))
      .map(state => ({
        text: [strong(issueTitle(state)), `: ${describeStage(state)}`],
        action: showIssue(state),
      }))
  },
}

/** Issues of somebody's groups with a respond-by that is ahead, the nearest first, and its last instant. */
export async function findRespondBy(
  { tx, now, ...reader }: Parameters<HomePart['lines']>[0],
  most: number,
): Promise<{ state: IssueState; closes: Temporal.Instant }[]> {
  const rows = await tx.issue.findMany({
    where: { lapsesAt: { gt: toColumn(now) }, AND: ofReader(reader) },
    orderBy: [{ lapsesAt: 'asc' }, { id: 'asc' }],
    take: most,
  })
  return rows
    .map(r => parseState(r.state))
    .map(state => ({ state, closes: endOfDay(Temporal.PlainDate.from(state.respondBy!)) }))
}

export const showIssue = (state: IssueState) =>
  action(`Show ${issueRef(state)}`, 'issue show', { issue: issueRef(state) })

/** The issues that concern somebody: of their groups and, with WP2, of its leaders and followers; all for TSB. */
function ofReader({ actor, followed }: Reader): Prisma.IssueWhereInput {
  if (actor.roles.some(r => r.group === null)) return {}
  const groups = [...new Set([...actor.roles.map(r => r.group ?? ''), ...followed])]
  return {
    OR: [
      { concerned: { some: { groupId: { in: groups } } } },
      ...(groups.includes(HANDLER) ? [{ stage: { in: [...WITH_WP2] } }] : []),
    ],
  }
}
