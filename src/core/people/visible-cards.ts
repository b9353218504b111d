/** The card of a subject that somebody can open: in a channel of a group in which they have a role, or which they follow. */
import type { Transaction } from '../database/client.ts'

export interface Reading {
  platform: string
  /** The channel, or "@" and the account of who reads. */
  address: string
  /** "ISG-1" */
  subject: string
}

/**
 * The platform's reference of the card: for a channel the one that stands in it; for a person one in a channel of their
 * groups, a role's before a followed one. Staff of TSB who support every group can open any. Undefined without one.
 */
export async function findVisibleCard(
  tx: Transaction,
  { platform, address, subject }: Reading,
): Promise<string | undefined> {
  const cards = await tx.card.findMany({
    where: { platform, subject, ...(!address.startsWith('@') && { address }) },
    orderBy: { address: 'asc' },
  })
  if (cards.length === 0) return undefined
  if (!address.startsWith('@')) return cards[0]!.message
  const reader = await tx.account.findUnique({
    where: { platform_account: { platform, account: address.slice(1) } },
    select: {
      person: {
        select: {
          roles: { where: { until: null }, select: { kind: true, groupId: true } },
          follows: { select: { groupId: true } },
        },
      },
    },
  })
  if (!reader?.person) return undefined
  const { roles, follows } = reader.person
  const homes = await tx.channel.findMany({
    where: { platform, channel: { in: cards.map(card => card.address) } },
    select: { groupId: true, channel: true },
  })
  const groups = [...roles.map(role => role.groupId), ...follows.map(follow => follow.groupId)]
  const channel = groups
    .flatMap(group => homes.filter(home => home.groupId === group))
    .map(home => home.channel)[0]
  const seesAll = roles.some(role => role.kind === 'TSB' && role.groupId === null)
  return cards.find(card => card.address === channel || (channel === undefined && seesAll))?.message
}
