/**
 * When contributions to a meeting are due: a date, or a rule that gives one. When on that day they are due, the
 * setting says (src/core/deadlines/cut-off.ts).
 */
import { UserError } from '../errors.ts'
import { parseDate } from '../time/parse.ts'

export type Deadline =
  | { kind: 'date'; date: Temporal.PlainDate }
  /** Calendar days before the meeting, in Geneva. */
  | { kind: 'days'; days: number }
  /** The contribution deadline of the TSAG meeting that follows: not a date until that meeting has one. */
  | { kind: 'tsag' }
  | { kind: 'none' }

const TSAG_RULE = "the TSAG meeting's contribution deadline"

/** "7 May 2026", "7 days before", "one week before", "12 calendar days before", "TSAG", "none". Throws a UserError for anything else. */
export function parseDeadline(raw: string): Deadline {
  const text = raw.trim().toLowerCase()
  if (/^(none|no|no deadline|-|—)$/.test(text)) return { kind: 'none' }
  if (/\btsag\b/.test(text)) return { kind: 'tsag' }
  const rule =
    /^(\d{1,3}|one|two|three)\s+(?:calendar\s+)?(day|week)s?(?:\s+(?:before|in advance|prior))?$/.exec(text)
  if (rule) {
    const count = { one: 1, two: 2, three: 3 }[rule[1]!] ?? Number(rule[1])
    return { kind: 'days', days: rule[2] === 'week' ? count * 7 : count }
  }
  try {
    return { kind: 'date', date: parseDate(raw) }
  } catch (error) {
    if (error instanceof UserError && error.code === 'no-year') throw error
    throw new UserError(
      'not-a-deadline',
      `"${raw}" is not a deadline; write a date like 7 May 2026, a rule like "7 days before", or none.`,
    )
  }
}

/** The rule as it is kept beside the date; null for a stated date and for none. */
export const ruleWords = (deadline: Deadline): string | null =>
  deadline.kind === 'days'
    ? `${deadline.days} day${deadline.days === 1 ? '' : 's'} before`
    : deadline.kind === 'tsag'
      ? TSAG_RULE
      : null

/** The date a deadline comes to for a meeting on `day`; undefined where there is none (yet). */
export function deadlineDate(deadline: Deadline, day: Temporal.PlainDate): Temporal.PlainDate | undefined {
  switch (deadline.kind) {
    case 'date':
      return deadline.date
    case 'days':
      return day.subtract({ days: deadline.days })
    case 'tsag':
    case 'none':
      return undefined
  }
}
