import type { Work } from '../events/events.ts'
import { loadPlan } from './load.ts'
import { AGREED, PLAN, SOURCE } from './plan-2026-01.ts'
import { readPlan } from './plan-file.ts'

/** Loads the plan of January 2026 on an empty calendar. Returns how many meetings it has; past reminders are left out. */
export async function seedPlan(work: Work): Promise<number> {
  const { meetings, groups } = readPlan(PLAN)
  await loadPlan(
    work,
    { meetings, groups, source: SOURCE, agreed: Temporal.PlainDate.from(AGREED) },
    { by: { name: SOURCE }, isPartOfLarger: true },
  )
  return meetings.length
}
