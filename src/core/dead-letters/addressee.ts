/** For whom a message is that stands in a channel because it did not reach somebody in person. */
import type { Transaction } from '../database/client.ts'
import { type Message, note } from '../messages/message.ts'
import type { ClaimedDelivery } from '../notices/delivery.ts'
import type { Recipient } from '../notices/notice.ts'
import { describeRole } from '../roles/role.ts'
import { joinWords } from '../text/sentences.ts'
import { phrase } from '../text/spans.ts'

/**
 * "Bo Lindqvist (SG17 chair)", with the roles for which the notice was meant. Undefined: the delivery is no fallback, it goes to
 * another account of the same person, or that account is not registered any more.
 */
export async function findAddressee(
  tx: Transaction,
  { address, fallbackFor, notice }: Pick<ClaimedDelivery, 'address' | 'fallbackFor' | 'notice'>,
): Promise<string | undefined> {
  if (fallbackFor === null || address.startsWith('@')) return undefined
  const failed = await tx.delivery.findUnique({ where: { id: fallbackFor } })
  if (!failed?.address.startsWith('@')) return undefined
  const account = await tx.account.findUnique({
    where: { platform_account: { platform: failed.platform, account: failed.address.slice(1) } },
    include: { person: { include: { roles: { where: { until: null } } } } },
  })
  if (!account) return undefined
  const meant = (notice.audience as unknown as Recipient[]).flatMap(r => ('role' in r ? [r.role] : []))
  const held = account.person.roles
    .filter(r => meant.some(({ kind, group }) => kind === r.kind && group === r.groupId))
    .map(r => describeRole({ kind: r.kind, group: r.groupId }))
  return held.length === 0 ? account.person.name : `${account.person.name} (${joinWords(held)})`
}

/** The message, which says first for whom it is. */
export const withAddressee = (message: Message, addressee: string): Message => ({
  ...message,
  summary: phrase`For ${addressee}: ${message.summary}`,
  blocks: [
    note(`For ${addressee}. It is shown here because it could not be delivered by direct message.`),
    ...message.blocks,
  ],
})
