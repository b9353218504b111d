/** Who called a meeting: by the first entry of its history. */
import type { Transaction } from '../database/client.ts'
import type { Recipient } from '../notices/notice.ts'
import { bySchema } from '../roles/by.ts'
import { TSB } from '../roles/role.ts'

/** Whoever called a meeting: the person, where they are known; else who holds that role now; else TSB. */
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
