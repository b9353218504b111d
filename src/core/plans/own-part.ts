/** The part of a plan that a channel is told: the meetings of the groups whose channel it is. */
import type { View } from '../notices/notice.ts'

/**
 * The groups of a plan of which news is told at an address: in a channel those whose channel it is; in person, and in a channel of
 * none of them, all.
 */
export async function groupsToldOf(
  groups: readonly string[],
  { tx, at, direct }: Pick<View, 'tx' | 'at' | 'direct'>,
): Promise<readonly string[]> {
  if (direct || !at) return groups
  const { platform, address } = at
  const homes = await tx.channel.findMany({
    where: { platform, channel: address, groupId: { in: [...groups] } },
    select: { groupId: true },
  })
  // At the terminal a group's channel is called like the group.
  const own = groups.filter(group => group === address || homes.some(({ groupId }) => groupId === group))
  return own.length > 0 ? own : groups
}
