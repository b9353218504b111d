/** The cards of open issues come to a channel that became a group's. */
import type { Work } from '../events/events.ts'
import { HANDLER } from '../groups/handler.ts'
import { writeNotices } from '../notices/outbox.ts'
import type { ChannelChosen } from '../people/events.ts'
import { cardAudience, issueCard } from './notices.ts'
import { issueRef, OPEN } from './state.ts'
import { parseState } from './state-schema.ts'

/** More open issues of one group would flood its channel; the others are in /sg issue list. */
const MOST = 20

/** Posts the cards of the issues that are open for the group, the least recently changed first. */
export async function postOpenCards(
  { tx, now }: Work,
  { group, platform, channel, change }: ChannelChosen,
): Promise<void> {
  const rows = await tx.issue.findMany({
    where: {
      stage: { in: [...OPEN] },
      ...(group !== HANDLER && { concerned: { some: { groupId: group } } }),
    },
    orderBy: { changedAt: 'desc' },
    take: 10 * MOST,
    select: { state: true },
  })
  const own = rows
    .map(row => parseState(row.state))
    .filter(state => cardAudience(state).some(to => 'channelOf' in to && to.channelOf === group))
    .slice(0, MOST)
    .toReversed()
  await writeNotices(
    tx,
    own.map(state => ({
      ...issueCard.from({ state, now }),
      key: `card:${issueRef(state)}:here:${change}`,
      // In a series of its own: a card that goes to all channels at the same time does not stand for this one.
      series: `card:${issueRef(state)}:${platform}:${channel}`,
      audience: [{ channel: { platform, channel } }],
    })),
  )
}
