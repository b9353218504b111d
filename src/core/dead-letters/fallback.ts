/** When a notice can't be delivered to an address: the fallback address, if there is one, and TSB's digest. */
import type { Transaction } from '../database/client.ts'
import type { Notice as NoticeRow, RoleKind } from '../database/generated/client.ts'
import { writeDeliveries } from '../notices/deliveries.ts'
import type { ClaimedDelivery } from '../notices/delivery.ts'
import type { Recipient } from '../notices/notice.ts'
import { writeNotices } from '../notices/outbox.ts'
import { deadLetterDigest } from './notices.ts'

/** Tells TSB in the next morning's digest that a platform refuses the bot, if it still does then. */
export const notifyOutage = (tx: Transaction, now: Temporal.Instant): Promise<void> =>
  writeNotices(tx, [deadLetterDigest.from({ now })])

type Failed = Pick<ClaimedDelivery, 'id' | 'platform' | 'address' | 'fallbackFor'>

interface Place {
  platform: string
  address: string
}

/**
 * Sends a notice that did not reach a person elsewhere: to another account of theirs, else to the channel of the group
 * for whose role it was meant. Notices to followers are in the group's channel already. In any case TSB's next digest
 * names it.
 */
export async function addFallback(
  tx: Transaction,
  notice: NoticeRow,
  failed: Failed,
  now: Temporal.Instant,
): Promise<void> {
  if (notice.kind !== deadLetterDigest.kind) await writeNotices(tx, [deadLetterDigest.from({ now })])
  const places = await findFallbacks(tx, notice, failed)
  const addresses = places.map(place => ({ ...place, at: now }))
  await writeDeliveries(tx, [{ notice, addresses, fallbackFor: failed.fallbackFor ?? failed.id }])
}

async function findFallbacks(
  tx: Transaction,
  notice: NoticeRow,
  { platform, address }: Failed,
): Promise<Place[]> {
  if (!address.startsWith('@')) return []
  const account = await tx.account.findUnique({
    where: { platform_account: { platform, account: address.slice(1) } },
    include: { person: { include: { accounts: true, roles: { where: { until: null } } } } },
  })
  if (!account) return []
  const tried = await tx.delivery.findMany({ where: { noticeId: notice.id }, select: { platform: true } })
  const other = account.person.accounts.find(a => !tried.some(t => t.platform === a.platform))
  if (other) return [{ platform: other.platform, address: `@${other.account}` }]
  const groups = findGroups(notice, account.person.roles)
  const channels = await tx.channel.findMany({ where: { groupId: { in: groups } } })
  return channels.map(c => ({ platform: c.platform, address: c.channel }))
}

/** The groups for whose roles a person was addressed. */
function findGroups(notice: NoticeRow, roles: { kind: RoleKind; groupId: string | null }[]): string[] {
  return (notice.audience as unknown as Recipient[]).flatMap(recipient => {
    if (!('role' in recipient)) return []
    const { kind, group } = recipient.role
    return group !== null && roles.some(r => r.kind === kind && r.groupId === group) ? [group] : []
  })
}
