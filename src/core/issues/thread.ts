/** The thread under the card of an issue: what it is called, and who is in it. */
import type { Transaction } from '../database/client.ts'
import type { Thread } from '../messages/message.ts'
import type { View } from '../notices/notice.ts'
import { coordinatingGroups } from './coordination.ts'
import type { IssueEvent, IssueState } from './state.ts'
import { issueTitle } from './words.ts'

/**
 * The thread in the channel to which a line goes. In it are the chairs of the SGs concerned and of those that
 * coordinate or are asked to, and who made the proposal; each in the channels of their own group, and where that
 * group has none on this platform, in the others. A chair whom an act concerns first joins with it; with a
 * line about something else, such as a meeting on the issue, none does. Undefined outside a channel.
 */
export async function threadFor(
  state: IssueState,
  events: readonly IssueEvent[],
  { tx, at }: Pick<View, 'tx' | 'at'>,
): Promise<Thread | undefined> {
  if (at === undefined) return undefined
  const asked = [...new Set([...state.concerned, ...coordinatingGroups(state)])]
  const homes = await tx.channel.findMany({
    where: { platform: at.platform, groupId: { in: asked } },
    select: { groupId: true, channel: true },
  })
  const isHere = (group: string): boolean => {
    const own = homes.filter(({ groupId }) => groupId === group)
    return own.length === 0 || own.some(({ channel }) => channel === at.address)
  }
  const { proposal } = state
  const proposer = (group: string) => (proposal?.group === group ? proposal.by.person : undefined)
  const accounts = (groups: readonly string[]) =>
    accountsOf(
      tx,
      at.platform,
      groups.filter(isHere),
      groups.filter(isHere).flatMap(g => proposer(g) ?? []),
    )
  return {
    title: issueTitle(state),
    members: await accounts(asked),
    joining: await accounts(events.flatMap(newIn).filter(group => asked.includes(group))),
  }
}

/** The groups whose people an event asks in, or makes the proposer. */
function newIn(event: IssueEvent): string[] {
  switch (event.kind) {
    case 'added':
      return [event.added]
    case 'joined':
    case 'proposed':
      return [event.group]
    case 'coordination-offered':
      return [event.to]
    default:
      return []
  }
}

/** The accounts on a platform of the chairs of groups, and of some people. */
async function accountsOf(
  tx: Transaction,
  platform: string,
  groups: string[],
  people: number[],
): Promise<string[]> {
  if (groups.length === 0) return []
  const found = await tx.account.findMany({
    where: {
      platform,
      person: {
        OR: [
          { id: { in: people } },
          { roles: { some: { kind: 'CHAIR', groupId: { in: groups }, until: null } } },
        ],
      },
    },
    select: { account: true },
    orderBy: { account: 'asc' },
  })
  return found.map(({ account }) => account)
}
