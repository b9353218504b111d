/** What follows when a notice can't be delivered to an address: another address where there is one, and a word to TSB. */

import type { Transaction } from '../database/client.ts'
import type { Notice as NoticeRow, RoleKind } from '../database/generated/client.ts'
import { writeDeliveries } from '../notices/deliveries.ts'
import type { ClaimedDelivery } from '../notices/delivery.ts'
import type { Recipient } from '../notices/notice.ts'
import { writeNotices } from '../notices/outbox.ts'
import { deadLetterDigest } from './notices.ts'

/** TSB reads the next morning that a platform refuses the bot, if it does so still. */
export const notifyOutage = (tx: Transaction, now: Temporal.Instant): Promise<void> =>
  writeNotices(tx, [deadLetterDigest.from({ now })])

type Failed = Pick<ClaimedDelivery, 'id' | 'platform' | 'address' | 'fallbackFor'>

interface Place {
  platform: string
  address: string
}

/**
 * Takes a notice elsewhere that did not reach somebody in person: to another account of theirs, else to the channel of
 * the group in whose role they were addressed. What followers hear stands in the group's channel already. Either way
 * TSB reads of it in the next digest.
 */
export async function addFallback(
  tx: Transaction,
  notice: NoticeRow,
  failed: Failed,
  now: Temporal.Instant,
): Promise<void> {
  if (notice.kind !== deadLetterDigest.kind) await writeNotices(tx, [deadLetterDigest.from({ now })])
  const places = await elsewhere(tx, notice, failed)
  const addresses = places.map(place => ({ ...place, at: now }))
  await writeDeliveries(tx, [{ notice, addresses, fallbackFor: failed.fallbackFor ?? failed.id }])
}

async function elsewhere(
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
  const groups = groupsOf(notice, account.person.roles)
  const channels = await tx.channel.findMany({ where: { groupId: { in: groups } } })
  return channels.map(c => ({ platform: c.platform, address: c.channel }))
}

/** The groups in whose roles somebody was addressed. */
function groupsOf(notice: NoticeRow, roles: { kind: RoleKind; groupId: string | null }[]): string[] {
  return (notice.audience as unknown as Recipient[]).flatMap(recipient => {
    if (!('role' in recipient)) return []
    const { kind, group } = recipient.role
    return group !== null && roles.some(r => r.kind === kind && r.groupId === group) ? [group] : []
  })
}
