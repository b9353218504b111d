/**
 * When somebody is reminded of what is owed, and told that a joint activity ends. Pure. Reminders come on working days
 * in the morning; each step is taken once, and of several that were missed only the last.
 */
import { isWorkingDay, workingDayAfter, workingDayBefore } from '../../time/working-days.ts'
import { firstDayOf, lastDayOf } from '../field.ts'
import type { Debt } from './debt.ts'

export type StepName = '14d' | '3d' | 'after' | '6m' | '3m' | '1m'

export interface Step {
  name: StepName
  day: Temporal.PlainDate
}

/** A reminder that a date has passed is sent within so many days after it, and not about what is long past. */
const MAX_DAYS_AFTER = 30

/** 14 and 3 days before the first day of the date, and once after its last day; statuses and reviews have their card before. */
export function debtSteps({ kind, by, lastDay }: Pick<Debt, 'kind' | 'by' | 'lastDay'>): Step[] {
  if (by === undefined) return []
  const first = firstDayOf(by)
  const ahead = kind === 'reply' || kind === 'report' ? ([14, 3] as const) : ([3] as const)
  return [
    ...ahead.map((days): Step => ({ name: `${days}d`, day: onWorkingDay(first.subtract({ days })) })),
    { name: 'after', day: workingDayAfter(lastDayOf(lastDay ?? by)) },
  ]
}

/** 6, 3 and 1 months before an end; of one that is known to the month or the year, before its first day. */
export function endSteps(end: string): Step[] {
  const first = firstDayOf(end)
  return ([6, 3, 1] as const).map(months => ({
    name: `${months}m`,
    day: onWorkingDay(first.subtract({ months })),
  }))
}

/** The day itself, or the last working day before it. */
const onWorkingDay = (day: Temporal.PlainDate): Temporal.PlainDate =>
  isWorkingDay(day) ? day : workingDayBefore(day)

/** The step that is due on a day: the last one that has come; undefined where none has, or its time is over. */
export function dueStep(
  steps: readonly Step[],
  today: Temporal.PlainDate,
  over?: Temporal.PlainDate,
): StepName | undefined {
  const step = steps.findLast(({ day }) => Temporal.PlainDate.compare(day, today) <= 0)
  if (!step) return undefined
  if (step.name === 'after') return step.day.until(today).days <= MAX_DAYS_AFTER ? 'after' : undefined
  return over && Temporal.PlainDate.compare(over, today) < 0 ? undefined : step.name
}
