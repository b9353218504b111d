/** From a notice that is due to the addresses it goes to. */
import type { Platform } from '../commands/port.ts'
import type { Transaction } from '../database/client.ts'
import type { Notice as NoticeRow, Prisma } from '../database/generated/client.ts'
import { instantFrom, toColumn } from '../database/time.ts'
import { inGeneva } from '../time/geneva.ts'
import { resolve } from './audience.ts'
import { type Bundle, bundlesOf } from './bundle.ts'
import { fatesOf } from './fates.ts'

/**
 * Addresses the notices that are due: one delivery for each address, in one transaction with the notice's
 * new state. Gives how many it took; another instance's are left to it.
 */
export async function addressDue(
  tx: Transaction,
  now: Temporal.Instant,
  platforms: readonly Platform[],
): Promise<number> {
  const taken = await tx.$queryRaw<{ id: bigint }[]>`
    SELECT id FROM "Notice" WHERE state = 'PLANNED' AND "dueAt" <= ${toColumn(now)}::timestamptz
    ORDER BY "dueAt", id LIMIT 500 FOR UPDATE SKIP LOCKED`
  if (taken.length === 0) return 0
  const due = await tx.notice.findMany({
    where: { id: { in: taken.map(t => t.id) } },
    orderBy: { id: 'asc' },
  })
  const fates = fatesOf(due, now)
  const bundles = bundlesOf(due, fates, now)
  const bundled = new Set(bundles.flatMap(b => b.notices.map(n => n.id)))
  for (const notice of due) {
    const fate = fates.get(notice.id)!
    const state = fate === 'ADDRESSED' && bundled.has(notice.id) ? 'MERGED' : fate
    if (state === 'ADDRESSED') await address(tx, notice, platforms, now)
    await tx.notice.update({ where: { id: notice.id }, data: { state } })
    if (notice.everyDays !== null) await repeat(tx, notice, now)
  }
  for (const bundle of bundles) await address(tx, await writeBundle(tx, bundle), platforms, now)
  return due.length
}

/** One delivery for each address of a notice. */
async function address(
  tx: Transaction,
  notice: NoticeRow,
  platforms: readonly Platform[],
  now: Temporal.Instant,
): Promise<void> {
  const addresses = await resolve(tx, notice, platforms, now)
  await tx.delivery.createMany({
    data: addresses.map(({ platform, address, at }) => ({
      platform,
      address,
      noticeId: notice.id,
      priority: notice.priority,
      nextAt: toColumn(at),
    })),
    skipDuplicates: true,
  })
}

/** The one notice in which several go out. */
function writeBundle(tx: Transaction, { notices, late }: Bundle<NoticeRow>): Promise<NoticeRow> {
  const last = notices.at(-1)!
  return tx.notice.create({
    data: {
      key: `together:${notices[0]!.key}`,
      kind: 'together',
      subject: late ? 'late' : last.subject,
      data: { notices: notices.map(n => String(n.id)), late },
      audience: last.audience as Prisma.InputJsonValue,
      priority: last.priority,
      dueAt: last.dueAt,
      state: 'ADDRESSED',
    },
  })
}

/** Plans the next of a notice that is told again: the first of its days, at the same hour in Geneva, that is ahead. */
async function repeat(tx: Transaction, notice: NoticeRow, now: Temporal.Instant): Promise<void> {
  let next = inGeneva(instantFrom(notice.dueAt))
  let turn = Number(/#(\d+)$/.exec(notice.key)?.[1] ?? 1)
  do {
    next = next.add({ days: notice.everyDays! })
    turn += 1
  } while (Temporal.Instant.compare(next.toInstant(), now) <= 0)
  if (notice.expiresAt && notice.expiresAt.getTime() <= next.epochMilliseconds) return
  const { id: _, state: __, data, audience, ...rest } = notice
  await tx.notice.createMany({
    data: {
      ...rest,
      data: data as Prisma.InputJsonValue,
      audience: audience as Prisma.InputJsonValue,
      key: `${notice.key.replace(/#\d+$/, '')}#${turn}`,
      dueAt: toColumn(next.toInstant()),
    },
    skipDuplicates: true,
  })
}
