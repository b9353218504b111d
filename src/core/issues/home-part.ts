import { HANDLER } from '../groups/handler.ts'
import { action, strong } from '../messages/message.ts'
import type { HomePart } from '../rooms/room.ts'
import { issueRef, OPEN, WITH_WP2 } from './state.ts'
import { parseState } from './state-schema.ts'
import { describeStage, issueTitle } from './words.ts'

/** Open issues of somebody's groups, and those with WP2 for its leaders and followers; the latest changed first. */
export const openIssues: HomePart = {
  title: 'Open issues',
  none: 'Your study groups have no open issues.',
  all: 'issue list',
  async lines({ tx, actor, followed }, most) {
    const ofAll = actor.roles.some(r => r.group === null)
    const groups = [...new Set([...actor.roles.map(r => r.group ?? ''), ...followed])]
    const mine = ofAll
      ? {}
      : {
          OR: [
            { concerned: { some: { groupId: { in: groups } } } },
            ...(groups.includes(HANDLER) ? [{ stage: { in: [...WITH_WP2] } }] : []),
          ],
        }
    const rows = await tx.issue.findMany({
      where: { stage: { in: [...OPEN] }, AND: mine },
      orderBy: [{ changedAt: 'desc' }, { id: 'desc' }],
      take: most,
    })
    return rows
      .map(r => parseState(r.state))
      .map(state => ({
        text: [strong(issueTitle(state)), `: ${describeStage(state)}`],
        action: action(issueRef(state), 'issue show', { issue: issueRef(state) }),
      }))
  },
}
