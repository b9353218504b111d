/** Addresses notices that are due: decides which are sent, and to which addresses. */

import type { Transaction } from '../database/client.ts'
import { instantFrom, toColumn } from '../database/columns.ts'
import type { Notice as NoticeRow, Prisma } from '../database/generated/client.ts'
import { LOCKS, lockUntilEnd } from '../database/locks.ts'
import { inGeneva } from '../time/geneva.ts'
import { type Address, createResolver } from './audience.ts'
import { coalesce, type NoticeFate } from './coalesce.ts'
import { type Addressee, writeDeliveries } from './deliveries.ts'
import { messageMark } from './delivery.ts'
import { type DigestGroup, groupIntoDigests, isDelivered } from './digest-groups.ts'
import { type Kept, keepNotices } from './kept.ts'
import { LATE_SUBJECT } from './notice.ts'
import type { Reach } from './platforms.ts'

/**
 * Addresses the notices that are due: one delivery for each address, in one transaction with the notices' new state.
 * Returns how many notices it took.
 */
export async function addressDue(tx: Transaction, now: Temporal.Instant, reach: Reach): Promise<number> {
  // One instance at a time: another one's later notice about the same subject must not get its deliveries first.
  await lockUntilEnd(tx, LOCKS.addressing)
  const taken = await tx.$queryRaw<NoticeRow[]>`
    SELECT id, key, occurrence, kind, subject, series, place, data, audience, priority, "everyDays", "dueAt", "expiresAt", state
    FROM "Notice" WHERE state = 'PLANNED' AND "dueAt" <= ${toColumn(now)}::timestamptz
    ORDER BY "dueAt", id LIMIT 500 FOR UPDATE SKIP LOCKED`
  if (taken.length === 0) return 0
  const due = taken.toSorted((a, b) => Number(a.id - b.id))
  const fates = coalesce(due, now)
  const resolve = createResolver(tx, reach, now)
  const addresses = new Map<bigint, Address[]>()
  const kept: Kept[] = []
  for (const notice of due) {
    const fate = fates.get(notice.id)!
    if (!isDelivered(notice, fate, now)) continue
    const all = await resolve(notice)
    addresses.set(
      notice.id,
      all.filter(a => a.digestOf === undefined),
    )
    kept.push(
      ...all.flatMap(({ at, digestOf: person }) => (person ? [{ notice: notice.id, person, at }] : [])),
    )
  }
  await keepNotices(tx, kept)
  const { digests, alone } = groupIntoDigests(due, fates, addresses, now)
  const inDigests = new Set(digests.flatMap(d => d.notices.map(n => n.id)))
  for (const a of alone) inDigests.delete(a.notice.id)
  const stateOf = ({ id }: NoticeRow): NoticeFate =>
    fates.get(id) === 'ADDRESSED' && inDigests.has(id) ? 'MERGED' : fates.get(id)!
  await tx.$executeRaw`
    UPDATE "Notice" n SET state = fate.state::"NoticeState"
    FROM unnest(${due.map(n => n.id)}::bigint[], ${due.map(stateOf)}::text[]) AS fate(id, state) WHERE n.id = fate.id`
  for (const notice of due) if (notice.everyDays !== null) await repeat(tx, notice, now)
  const written: Addressee[] = []
  for (const [number, digest] of digests.entries()) written.push(await writeDigest(tx, digest, number))
  await writeDeliveries(tx, [...alone, ...written])
  return due.length
}

/** Writes the notice that stands for a digest; `number` tells apart digests that begin with the same notice. */
async function writeDigest(
  tx: Transaction,
  { notices, late, addresses }: DigestGroup<NoticeRow>,
  number: number,
): Promise<Addressee> {
  const last = notices.at(-1)!
  const notice = await tx.notice.create({
    data: {
      key: `together:${messageMark(notices[0]!)}:${number}`,
      kind: 'together',
      subject: late ? LATE_SUBJECT : last.subject,
      data: { notices: notices.map(n => String(n.id)), late },
      audience: last.audience as Prisma.InputJsonValue,
      priority: last.priority,
      dueAt: last.dueAt,
      state: 'ADDRESSED',
    },
  })
  return { notice, addresses }
}

/** Plans the next repetition of a notice: on the first of its days that is ahead, at the same time in Geneva. */
async function repeat(tx: Transaction, notice: NoticeRow, now: Temporal.Instant): Promise<void> {
  let next = inGeneva(instantFrom(notice.dueAt))
  let { occurrence } = notice
  do {
    next = next.add({ days: notice.everyDays! })
    occurrence += 1
  } while (Temporal.Instant.compare(next.toInstant(), now) <= 0)
  if (notice.expiresAt && notice.expiresAt.getTime() <= next.epochMilliseconds) return
  const { id: _, state: __, data, audience, ...rest } = notice
  await tx.notice.createMany({
    data: {
      ...rest,
      data: data as Prisma.InputJsonValue,
      audience: audience as Prisma.InputJsonValue,
      occurrence,
      dueAt: toColumn(next.toInstant()),
    },
    skipDuplicates: true,
  })
}
