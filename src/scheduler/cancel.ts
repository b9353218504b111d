import { type Database, inTransaction } from '../core/database/client.ts'
import { instantFrom } from '../core/database/time.ts'
import { cancelDue } from '../core/meetings/by-plan.ts'
import type { Duty } from './duty.ts'

/** Cancels coordination e-meetings to which nobody brought an issue, as their plan has decided. */
export const cancelDuty = (db: Database): Duty => ({
  name: 'cancel',
  run: now => inTransaction(db, tx => cancelDue(tx, now)),
  async next() {
    const first = await db.meeting.findFirst({
      where: { cancelsAt: { not: null } },
      orderBy: { cancelsAt: 'asc' },
      select: { cancelsAt: true },
    })
    return first?.cancelsAt ? instantFrom(first.cancelsAt) : undefined
  },
})
