import { type Database, inTransaction } from '../core/database/client.ts'
import { instantFrom } from '../core/database/time.ts'
import { cancelDue } from '../core/meetings/by-plan.ts'
import { type Duty, whenDue } from './duty.ts'

/** Cancels coordination e-meetings to which nobody brought an issue, as their plan has decided. */
export function cancelDuty(db: Database): Duty {
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
    run: now => whenDue(next, now, () => inTransaction(db, tx => cancelDue(tx, now))),
    next,
  }
}
