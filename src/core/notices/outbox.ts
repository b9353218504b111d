/** Notices into the database, in the transaction of the fact that causes them. */

import type { Transaction } from '../database/client.ts'
import type { Prisma } from '../database/generated/client.ts'
import { toColumn } from '../database/time.ts'
import { type Notice, PRIORITY } from './notice.ts'

/** Writes notices. One whose key is there already is the same notice and is not written again. */
export async function writeNotices(tx: Transaction, notices: Notice[]): Promise<void> {
  if (notices.length === 0) return
  await tx.notice.createMany({
    data: notices.map(n => ({
      key: n.key,
      kind: n.kind,
      subject: n.subject,
      series: n.series ?? null,
      place: n.place ?? 'MESSAGE',
      data: n.data as Prisma.InputJsonValue,
      audience: n.audience as unknown as Prisma.InputJsonValue,
      priority: n.priority ?? PRIORITY.normal,
      everyDays: n.everyDays ?? null,
      dueAt: toColumn(n.dueAt),
      expiresAt: n.expiresAt ? toColumn(n.expiresAt) : null,
    })),
    skipDuplicates: true,
  })
}

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
