/** When a notice can't be delivered to an address: the fallback address, if there is one, and TSB's digest. */
import type { Transaction } from '../database/client.ts'
import type { Notice as NoticeRow, RoleKind } from '../database/generated/client.ts'
import { DAILY_DIGEST } from '../notices/daily-digest.ts'
import { writeDeliveries } from '../notices/deliveries.ts'
import type { ClaimedDelivery } from '../notices/delivery.ts'
import type { Recipient } from '../notices/notice.ts'
import { writeNotices } from '../notices/outbox.ts'
import { deadLetterDigest } from './notices.ts'

/** Tells TSB in the next morning's digest that a platform refuses the bot, if it still does then. */
export const notifyOutage = (tx: Transaction, now: Temporal.Instant): Promise<void> =>
  writeNotices(tx, [deadLetterDigest.from({ now })])

type Failed = Pick<ClaimedDelivery, 'id' | 'platform' | 'address' | 'fallbackFor'>

interface HeldRole {
  kind: RoleKind
  groupId: string | null
}

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
  const fallbackFor = failed.fallbackFor ?? failed.id
  const person = await findPerson(tx, failed)
  if (!person) return
  const write = (each: NoticeRow, places: Place[]) =>
    writeDeliveries(tx, [
      { notice: each, addresses: places.map(place => ({ ...place, at: now })), fallbackFor },
    ])
  const tried = await tx.delivery.findMany({ where: { noticeId: notice.id }, select: { platform: true } })
  const other = person.accounts.find(a => !tried.some(t => t.platform === a.platform))
  if (other) return write(notice, [{ platform: other.platform, address: `@${other.account}` }])
  // A digest is its reader's own: what it holds goes to the channels one by one.
  const held =
    notice.kind === DAILY_DIGEST
      ? await tx.notice.findMany({
          where: { kept: { some: { digestId: notice.id } } },
          orderBy: { id: 'asc' },
        })
      : [notice]
  for (const each of held) await write(each, await findChannels(tx, each, person.roles))
}

/** The person at an address; undefined for a channel, and for an account that is registered no more. */
async function findPerson(tx: Transaction, { platform, address }: Failed) {
  if (!address.startsWith('@')) return undefined
  const account = await tx.account.findUnique({
    where: { platform_account: { platform, account: address.slice(1) } },
    include: { person: { include: { accounts: true, roles: { where: { until: null } } } } },
  })
  return account?.person
}

async function findChannels(tx: Transaction, notice: NoticeRow, roles: HeldRole[]): Promise<Place[]> {
  const channels = await tx.channel.findMany({ where: { groupId: { in: findGroups(notice, roles) } } })
  return channels.map(c => ({ platform: c.platform, address: c.channel }))
}

/** The groups for whose roles a person was addressed. */
function findGroups(notice: NoticeRow, roles: readonly HeldRole[]): string[] {
  return (notice.audience as unknown as Recipient[]).flatMap(recipient => {
    if (!('role' in recipient)) return []
    const { kind, group } = recipient.role
    return group !== null && roles.some(r => r.kind === kind && r.groupId === group) ? [group] : []
  })
}
