/** Notices into the database, in the transaction of the fact that causes them. */

import type { Transaction } from '../database/client.ts'
import { toColumn } from '../database/columns.ts'
import { Prisma } from '../database/generated/client.ts'
import { type Notice, PRIORITY } from './notice.ts'

/** Writes notices. One whose key is there already is the same notice and is not written again. */
export async function writeNotices(tx: Transaction, notices: Notice[]): Promise<void> {
  if (notices.length === 0) return
  const rows = notices.map(({ priority = PRIORITY.normal, place = 'MESSAGE', dueAt, expiresAt, ...n }) => ({
    ...n,
    place,
    priority,
    dueAt: toColumn(dueAt),
    expiresAt: expiresAt && toColumn(expiresAt),
  }))
  // One statement for any number of them, where Prisma's is a new one for each number.
  await tx.$executeRaw`
    INSERT INTO "Notice" (key, kind, subject, series, place, data, audience, priority, "everyDays", "dueAt", "expiresAt")
    SELECT key, kind, subject, series, place, data, audience, priority, "everyDays", "dueAt", "expiresAt"
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS n(key text, kind text, subject text, series text,
      place "NoticePlace", data jsonb, audience jsonb, priority int, "everyDays" int, "dueAt" timestamptz,
      "expiresAt" timestamptz)
    ON CONFLICT DO NOTHING`
}

/** The instant at which the first planned notice is or was due, as a scalar expression. Its condition must be the index's. */
export const firstPlanned = Prisma.sql`(
  SELECT "dueAt" FROM "Notice" WHERE state = 'PLANNED' ORDER BY "dueAt" LIMIT 1)`

/** Takes back what is planned about a subject in one of the series, and not yet addressed. */
export async function withdrawPlanned(tx: Transaction, subject: string, series: string[]): Promise<void> {
  await tx.notice.updateMany({
    where: { subject, series: { in: series }, state: 'PLANNED' },
    data: { state: 'WITHDRAWN' },
  })
}

/** Wakes the scheduler of every instance when the transaction commits, as a new notice does by itself. */
export async function wakeAll(tx: Transaction): Promise<void> {
  await tx.$executeRaw`SELECT pg_notify('intersg_due', '')`
}
