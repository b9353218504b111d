/** Deliveries that failed, or that wait for another attempt. */
import type { Transaction } from '../database/client.ts'
import { instantFrom, toColumn } from '../database/columns.ts'
import { type Delivery, Prisma } from '../database/generated/client.ts'
import { type PlatformFacts, titleOf } from '../platforms/platform.ts'
import { describeRole } from '../roles/role.ts'

export interface DeadLetter {
  ref: string
  /** The recipient: "Rosa Rossi (RG-DT Rapporteur) on Slack", "the channel of SG17 on Discord". */
  to: string
  /** The subject: "MTG-7". */
  about: string
  /** It was given up; otherwise it is tried again at `next`. */
  failed: boolean
  next: Temporal.Instant
  reason: string
  /** The fallback to which it was sent, or will be: "the channel of RG-DT on Slack". */
  instead: { to: string; sent: boolean }[]
}

/** How long a failure is listed. */
const LISTED_DAYS = 30

/** Deliveries given up since `since` (by default in the last 30 days), the latest first; then those that wait. */
export async function findDeadLetters(
  { tx, now, platforms }: View,
  most: number,
  since = now.subtract({ hours: 24 * LISTED_DAYS }),
): Promise<DeadLetter[]> {
  // Plain SQL, because the conditions must be the indexes'.  Of one instant those of one notice stand together.
  const [failed, waiting] = await Promise.all([
    tx.$queryRaw<Row[]>`
      SELECT ${COLUMNS} FROM "Delivery" d JOIN "Notice" n ON n.id = d."noticeId"
      WHERE d.state = 'FAILED' AND d."failedAt" >= ${toColumn(since)}::timestamptz
      ORDER BY d."failedAt" DESC, d."noticeId" DESC, d.platform, d.address LIMIT ${most}`,
    tx.$queryRaw<Row[]>`
      SELECT ${COLUMNS} FROM "Delivery" d JOIN "Notice" n ON n.id = d."noticeId"
      WHERE d.state = 'WAITING' AND d.attempts > 0 AND d.fault IS NOT NULL
      ORDER BY d."nextAt", d."noticeId", d.platform, d.address LIMIT ${most}`,
  ])
  const shown: DeadLetter[] = []
  for (const row of [...failed, ...waiting].slice(0, most)) shown.push(await describe({ tx, platforms }, row))
  return shown
}

interface View {
  tx: Transaction
  now: Temporal.Instant
  platforms: readonly PlatformFacts[]
}

type Place = Pick<Delivery, 'platform' | 'address'>

interface Row extends Pick<Delivery, 'id' | 'platform' | 'address' | 'state' | 'nextAt' | 'fault'> {
  subject: string
  instead: (Place & { sent: boolean })[]
}

const COLUMNS = Prisma.sql`d.id, d.platform, d.address, d.state, d."nextAt", d.fault, n.subject, (
  SELECT coalesce(jsonb_agg(jsonb_build_object('platform', i.platform, 'address', i.address, 'sent', i.state = 'SENT')
    ORDER BY i.id), '[]')
  FROM "Delivery" i WHERE i."fallbackFor" = coalesce(d."fallbackFor", d.id) AND i.id <> d.id
    AND i.state IN ('WAITING', 'SENDING', 'SENT')) AS instead`

async function describe(view: Omit<View, 'now'>, row: Row): Promise<DeadLetter> {
  const instead: DeadLetter['instead'] = []
  for (const place of row.instead)
    instead.push({ to: await describeAddressee(view, place), sent: place.sent })
  return {
    ref: deliveryRef(row),
    to: await describeAddressee(view, row),
    about: row.subject,
    failed: row.state === 'FAILED',
    next: instantFrom(row.nextAt),
    reason: row.fault ?? 'No reason was given.',
    instead,
  }
}

export const deliveryRef = ({ id }: { id: bigint }): string => `DLV-${id}`

async function describeAddressee(
  { tx, platforms }: Omit<View, 'now'>,
  { platform, address }: Place,
): Promise<string> {
  const where = titleOf(platforms, platform)
  if (!address.startsWith('@')) {
    const channel = await tx.channel.findFirst({ where: { platform, channel: address } })
    return channel ? `the channel of ${channel.groupId} on ${where}` : `a channel on ${where} (${address})`
  }
  const account = await tx.account.findUnique({
    where: { platform_account: { platform, account: address.slice(1) } },
    include: { person: { include: { roles: { where: { until: null } } } } },
  })
  if (!account) return `somebody on ${where} (${address.slice(1)})`
  const { name, roles } = account.person
  const held = roles.map(r => describeRole({ kind: r.kind, group: r.groupId })).join(', ')
  return `${name}${held === '' ? '' : ` (${held})`} on ${where}`
}
