/** Words about a planned meeting: its kind, its deadline, the rule for deadlines. */
import { wholeDate } from '../codes/dates.ts'
import { squeeze } from '../codes/words.ts'
import type { Block } from '../document.ts'
import type { MeetingKind, StatedDeadline } from '../findings.ts'

/** Whether a block stands in the clause on what happened since the last meeting. */
export const isInterim = (block: Block): boolean =>
  /\binterim activit|\bactivities since\b|\bmeetings? held\b/i.test(squeeze(block.place.title ?? ''))

export function meetingKind(caption: string, group: string): MeetingKind {
  if (/\bcoordination (?:e-)?(?:meeting|session)/i.test(caption)) return 'COORDINATION_E_MEETING'
  if (group.startsWith('RG-')) return 'RG_INTERIM'
  return group.startsWith('WP') ? 'WP_E_MEETING' : 'OTHER'
}

const COUNTS: Record<string, number> = { a: 1, one: 1, two: 2, three: 3, four: 4 }

/** "at one week in advance" → 7, "12 calendar days before" → 12. */
export function ruleDays(words: string): number | undefined {
  const rule =
    /\b(\d{1,2}|a|one|two|three|four) (?:calendar |working )?(day|week)s? (?:in advance|before|prior|ahead)\b/i.exec(
      words,
    )
  if (!rule) return undefined
  const count = COUNTS[rule[1]!.toLowerCase()] ?? Number(rule[1])
  return rule[2]!.toLowerCase() === 'week' ? 7 * count : count
}

/** A squeezed cell or phrase as a deadline. */
export function toDeadline(words: string, year: number | undefined): StatedDeadline {
  const text = words.trim()
  if (/^(?:none|no|n\/a|-|–|—)?$/i.test(text)) return { kind: 'none' }
  const date = text.length <= 60 ? wholeDate(text, year) : undefined
  if (date) return { kind: 'date', date: date.date }
  if (/\bTSAG\b.{0,60}\b(?:Cs|contributions?|deadline)\b/i.test(text)) return { kind: 'tsag' }
  const days = ruleDays(text)
  return days === undefined ? { kind: 'unknown', words: text } : { kind: 'days', days }
}
