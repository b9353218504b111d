import type { Transaction } from '../database/client.ts'
import { readDeadline } from '../deadlines/rule.ts'
import { readTimeSpan } from '../time/read.ts'
import { PLAN, SOURCE } from './plan-2026-01.ts'
import { scheduleMeeting } from './schedule.ts'

/** Writes the plan of January 2026 into a database without meetings. Gives how many; reminders that are past are left out. */
export async function seedPlan(tx: Transaction, now: Temporal.Instant): Promise<number> {
  if ((await tx.meeting.count()) > 0) return 0
  for (const planned of PLAN) {
    await scheduleMeeting(
      tx,
      {
        group: planned.group,
        kind: planned.kind,
        date: Temporal.PlainDate.from(planned.date),
        time: readTimeSpan(planned.time.join('–')),
        objective: planned.objective,
        deadline: readDeadline(planned.deadline ?? 'none'),
        source: SOURCE,
      },
      { by: SOURCE, now },
    )
  }
  return PLAN.length
}
