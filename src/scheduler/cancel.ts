import { type Database, inTransaction } from '../core/database/client.ts'
import { instantFrom } from '../core/database/columns.ts'
import { cancelMeetingsDue } from '../core/lead-times/cancel-by-plan.ts'
import { type Task, whenDue } from './task.ts'

/** Cancels coordination e-meetings to which nobody brought an issue, as their plan has decided. */
export function cancelTask(db: Database): Task {
  async function next() {
    const first = await db.meeting.findFirst({
      where: { cancelsAt: { not: null } },
      orderBy: { cancelsAt: 'asc' },
      select: { cancelsAt: true },
    })
    return first?.cancelsAt ? instantFrom(first.cancelsAt) : undefined
  }
  return {
    name: 'cancel',
    run: now => whenDue(next, now, () => inTransaction(db, tx => cancelMeetingsDue(tx, now))),
    next,
  }
}
