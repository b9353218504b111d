/** People who act for the groups of a channel, for the buttons of a message that several people read there. */
import type { Transaction } from '../database/client.ts'
import type { HeldRole } from '../roles/actor.ts'

/** The roles of the chair and of a vice-chair of each group whose channel it is, a list each. None: no group's. */
export async function findLeadersOfChannel(
  tx: Transaction,
  platform: string,
  channel: string,
): Promise<HeldRole[][]> {
  const homes = await tx.channel.findMany({
    where: { platform, channel },
    select: { group: { select: { id: true, kind: true } } },
  })
  return homes.flatMap(({ group: { id: group, kind: groupKind } }) =>
    (['CHAIR', 'VICE_CHAIR'] as const).map(kind => [{ kind, group, groupKind }]),
  )
}
