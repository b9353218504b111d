/**
 * When contributions to a meeting are due: a date, or a rule that gives one. The time of day at which they are due is
 * a setting (src/core/deadlines/cut-off.ts).
 */
import { z } from 'zod'
import { UserError } from '../errors.ts'
import { parseDate } from '../time/parse.ts'

export type Deadline = { kind: 'date'; date: Temporal.PlainDate } | DeadlineRule | { kind: 'none' }

/** A rule as it is kept beside the date it comes to. */
export type DeadlineRule =
  /** Calendar days before the meeting, in Geneva. */
  | { kind: 'days'; days: number }
  /** The contribution deadline of the TSAG meeting that follows: not a date until that meeting has one. */
  | { kind: 'tsag' }

export const deadlineRuleSchema: z.ZodType<DeadlineRule> = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('days'), days: z.number().int() }),
  z.object({ kind: z.literal('tsag') }),
])

const COUNTS: Record<string, number> = { one: 1, two: 2, three: 3 }

/** TSAG's deadline and nothing else: the words of the rule itself, and short forms of them. */
const TSAG_DEADLINE =
  /^(?:the )?tsag(?: meeting)?(?:['’]s)?(?: meeting(?:['’]s)?)?(?: contribution)?(?: deadline)?$/

/** "7 May 2026", "7 days before", "one week before", "12 calendar days before", "TSAG", "none". Throws a UserError for anything else. */
export function parseDeadline(raw: string): Deadline {
  const text = raw.trim().toLowerCase()
  if (/^(none|no|no deadline|-|—)$/.test(text)) return { kind: 'none' }
  if (TSAG_DEADLINE.test(text)) return { kind: 'tsag' }
  const rule =
    /^(\d{1,3}|one|two|three)\s{1,5}(?:calendar\s{1,5})?(day|week)s?(?:\s{1,5}(?:before|in advance|prior))?$/.exec(
      text,
    )
  if (rule) {
    const count = COUNTS[rule[1]!] ?? Number(rule[1])
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

/** The rule that is kept beside the date; undefined for a stated date and for none. */
export const toRule = (deadline: Deadline): DeadlineRule | undefined =>
  deadline.kind === 'days' || deadline.kind === 'tsag' ? deadline : undefined

/** "7 days before", "the TSAG meeting's contribution deadline" */
export const describeRule = (rule: DeadlineRule): string =>
  rule.kind === 'days'
    ? `${rule.days} day${rule.days === 1 ? '' : 's'} before`
    : "the TSAG meeting's contribution deadline"

export const isSameRule = (a: DeadlineRule | undefined, b: DeadlineRule | undefined): boolean =>
  a?.kind === b?.kind && (a?.kind !== 'days' || b?.kind !== 'days' || a.days === b.days)

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
