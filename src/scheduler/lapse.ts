import { type Database, inTransaction } from '../core/database/client.ts'
import { instantFrom } from '../core/database/columns.ts'
import { lapseDue } from '../core/issues/service.ts'
import { escalatesOnLapse } from '../core/issues/settings.ts'
import { type Task, whenDue } from './task.ts'

/** Lets the timelines of issues lapse at the end of their last day. */
export function lapseTask(db: Database): Task {
  async function next() {
    const first = await db.issue.findFirst({
      where: { lapsesAt: { not: null } },
      orderBy: { lapsesAt: 'asc' },
      select: { lapsesAt: true },
    })
    return first?.lapsesAt ? instantFrom(first.lapsesAt) : undefined
  }
  return {
    name: 'lapse',
    run: now =>
      whenDue(next, now, () => inTransaction(db, async tx => lapseDue(tx, now, await escalatesOnLapse(tx)))),
    next,
  }
}
