/** The agenda of a coordination e-meeting: escalated issues, and inputs that chairs announced. */
import type { Transaction } from '../database/client.ts'
import { toColumn } from '../database/time.ts'
import type { Meeting } from './meeting.ts'

export type NewItem = { issue: number; by: string } | { group: string; text: string; by: string }

/** Puts something at the end of the agenda. An issue that is on it already stays where it is. */
export async function putOnAgenda(
  tx: Transaction,
  meeting: Meeting,
  item: NewItem,
  now: Temporal.Instant,
): Promise<void> {
  const { _max } = await tx.agendaItem.aggregate({ where: { meetingId: meeting.id }, _max: { place: true } })
  const common = { meetingId: meeting.id, place: (_max.place ?? 0) + 1, by: item.by, at: toColumn(now) }
  await tx.agendaItem.createMany({
    data:
      'issue' in item
        ? { ...common, issueId: item.issue }
        : { ...common, group: item.group, text: item.text },
    skipDuplicates: true,
  })
}
