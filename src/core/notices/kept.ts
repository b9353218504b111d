/**
 * Notices kept for the daily digests of those who chose one. Written in the transaction that addresses a notice, in place of its
 * delivery to them; the digest is a notice of its own, written in the transaction that takes them out: so each is told once.
 */
import type { Transaction } from '../database/client.ts'
import { toColumn } from '../database/columns.ts'
import { Prisma } from '../database/generated/client.ts'
import { LOCKS, lockUntilEnd } from '../database/locks.ts'
import { isIssueRef } from '../references/issue.ts'
import { DAILY_DIGEST } from './daily-digest.ts'
import { PRIORITY } from './notice.ts'
import { firstPlanned } from './outbox.ts'

/** How many notices one digest tells; a digest with more is sent in parts, so that none of it is cut. */
export const MOST_IN_DIGEST = 20

/** People whose digests are made in one transaction. */
const MOST_PEOPLE = 50

export interface Kept {
  notice: bigint
  person: number
  /** When their digest is sent. */
  at: Temporal.Instant
}

export async function keepNotices(tx: Transaction, kept: readonly Kept[]): Promise<void> {
  if (kept.length === 0) return
  await tx.$executeRaw`
    INSERT INTO "KeptNotice" ("personId", "noticeId", "dueAt")
    SELECT * FROM unnest(${kept.map(k => k.person)}::int[], ${kept.map(k => k.notice)}::bigint[],
      ${kept.map(k => toColumn(k.at))}::timestamptz[])
    ON CONFLICT DO NOTHING`
}

/** Makes the notices that wait for a person due now: they want no digest any more. */
export async function releaseKept(tx: Transaction, person: number, now: Temporal.Instant): Promise<number> {
  const { count } = await tx.keptNotice.updateMany({
    where: { personId: person, digestId: null },
    data: { dueAt: toColumn(now) },
  })
  return count
}

/** The instant at which the next digest is sent, as a scalar expression; null: nothing is kept. Its condition is the index's. */
export const firstKept = Prisma.sql`(
  SELECT "dueAt" FROM "KeptNotice" WHERE "digestId" IS NULL ORDER BY "dueAt" LIMIT 1)`

/**
 * Writes the digests that are due. Not while notices wait to be addressed: some of them may be for the same digest. Returns how
 * many notices it took.
 */
export async function writeDigests(tx: Transaction, now: Temporal.Instant): Promise<number> {
  await lockUntilEnd(tx, LOCKS.addressing)
  const [{ waits }] = await tx.$queryRaw<[{ waits: boolean | null }]>`
    SELECT ${firstPlanned} <= ${toColumn(now)}::timestamptz AS waits`
  if (waits) return 0
  const rows = await tx.$queryRaw<{ personId: number; noticeId: bigint; subject: string }[]>`
    SELECT k."personId", k."noticeId", n.subject FROM "KeptNotice" k JOIN "Notice" n ON n.id = k."noticeId"
    WHERE k."digestId" IS NULL AND k."dueAt" <= ${toColumn(now)}::timestamptz AND k."personId" IN (
      SELECT "personId" FROM "KeptNotice" WHERE "digestId" IS NULL AND "dueAt" <= ${toColumn(now)}::timestamptz
      GROUP BY "personId" ORDER BY min("dueAt") LIMIT ${MOST_PEOPLE})
    ORDER BY k."personId", n."dueAt", n.id`
  for (const [person, all] of Map.groupBy(rows, r => r.personId)) {
    const muted = await findMuted(tx, person)
    const [left, told] = [true, false].map(is => all.filter(r => muted.has(r.subject) === is))
    if (left!.length > 0)
      await tx.keptNotice.deleteMany({
        where: { personId: person, noticeId: { in: left!.map(r => r.noticeId) } },
      })
    for (let from = 0; from < told!.length; from += MOST_IN_DIGEST)
      await writeDigest(
        tx,
        person,
        told!.slice(from, from + MOST_IN_DIGEST).map(r => r.noticeId),
        now,
      )
  }
  return rows.length
}

/** The issues that somebody muted since the notices about them were kept. */
async function findMuted(tx: Transaction, personId: number): Promise<ReadonlySet<string>> {
  const muted = await tx.snooze.findMany({ where: { personId, until: null }, select: { subject: true } })
  return new Set(muted.map(m => m.subject).filter(isIssueRef))
}

async function writeDigest(
  tx: Transaction,
  person: number,
  notices: bigint[],
  now: Temporal.Instant,
): Promise<void> {
  const key = `${DAILY_DIGEST}:${person}:${notices[0]}`
  const digest = await tx.notice.create({
    data: {
      key,
      kind: DAILY_DIGEST,
      // Each part is a subject of its own: reminders about one subject in one minute would become one message.
      subject: key,
      data: { notices: notices.map(String) },
      audience: [{ person }],
      // As reminders do, it waits for the end of quiet hours.
      priority: PRIORITY.reminder,
      dueAt: toColumn(now),
    },
    select: { id: true },
  })
  await tx.keptNotice.updateMany({
    where: { personId: person, noticeId: { in: notices } },
    data: { digestId: digest.id },
  })
}
