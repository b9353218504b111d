/** Finds the caller of a meeting: the author of the first entry of its history. */
import type { Transaction } from '../database/client.ts'
import type { Recipient } from '../notices/notice.ts'
import { bySchema } from '../roles/by.ts'
import { TSB } from '../roles/role.ts'

/** The caller of a meeting: the person, if they are known; else the present holder of their role; else TSB. */
export async function findMeetingCaller(tx: Transaction, meetingId: number): Promise<Recipient> {
  const first = await tx.meetingChange.findFirst({
    where: { meetingId },
    orderBy: { id: 'asc' },
    select: { by: true },
  })
  const by = first && bySchema.parse(first.by)
  if (by?.person !== undefined) return { person: by.person }
  return { role: by?.role ?? TSB }
}
