import type { Transaction } from '../database/client.ts'
import { carryOut } from './load.ts'
import { AGREED, PLAN, SOURCE } from './plan-2026-01.ts'
import { readPlan } from './plan-file.ts'

/** Carries out the plan of January 2026 on an empty calendar. Gives how many meetings; reminders that are past are left out. */
export async function seedPlan(tx: Transaction, now: Temporal.Instant): Promise<number> {
  const meetings = readPlan(PLAN)
  await carryOut(
    tx,
    { meetings, source: SOURCE, agreed: Temporal.PlainDate.from(AGREED) },
    { by: SOURCE, now, toldElsewhere: true },
  )
  return meetings.length
}
