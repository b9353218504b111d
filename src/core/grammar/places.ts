/**
 * Words without the name of an option, shared out among the options that are given by position: one word each; the
 * words of a choice, a date or a time together; all the rest for the last one.
 */
import { MONTH_NAMES, parseDate, parseTimeSpan } from '../time/parse.ts'
import { nearlySame } from './nearest.ts'
import type { OptionSpec } from './spec.ts'
import type { Token } from './tokens.ts'
import { assertClear } from './unclear.ts'

export interface Place {
  option: OptionSpec
  words: readonly Token[]
}

/**
 * The words of each place, in their order; places that get none are left out. Throws a UserError where a text begins
 * as if it went on with a date or a time.
 */
export function shareOut(bare: readonly Token[], options: readonly OptionSpec[]): Place[] {
  const places: Place[] = []
  let left = bare
  for (const [i, option] of options.entries()) {
    const isLast = i === options.length - 1
    if (!isLast && belongsToOthers(option, options[i + 1]!, left)) continue
    const count = isLast ? left.length : countWords(option, options[i + 1]!, left)
    if (left.length > 0) places.push({ option, words: left.slice(0, count) })
    left = left.slice(count)
  }
  assertClear(places, options, beginsDate)
  return places
}

/**
 * Whether the next word is for a later place: it is none of an optional choice ("me Asia/Tokyo"), begins no date or
 * time ("meeting move MTG-3 8 May 2026 the room is taken"), or begins the date of the next place ("liaison later
 * TSAG-LS4 13 June 2026" names no group 13).
 */
function belongsToOthers(
  { kind, choices, required, hasDates }: OptionSpec,
  next: OptionSpec,
  words: readonly Token[],
): boolean {
  const [word] = words
  if (word === undefined) return false
  if (choices !== undefined && !required)
    return !choices.some(choice => choice.split(' ')[0] === word.text.toLowerCase())
  if (kind === 'date') return !beginsDate(words)
  if (kind === 'text' && !hasDates && (next.hasDates || next.kind === 'date')) return beginsDate(words)
  return kind === 'time' && !beginsTime(word)
}

/** How many of the words are the value of a place that is not the last. */
function countWords({ kind, choices = [] }: OptionSpec, next: OptionSpec, words: readonly Token[]): number {
  if (kind === 'date') return mostThat(words, MOST_OF_DATE, isDate) || countLikeDate(words) || 1
  if (kind === 'time') return mostThat(words, MOST_OF_TIME, isTime) || 1
  // Days of a series, or its rhythm: the words before the time.
  if (kind === 'text' && next.kind === 'time') return Math.max(1, words.findIndex(beginsTime))
  const most = Math.max(1, ...choices.map(choice => choice.split(' ').length))
  return mostThat(words, most, text => choices.includes(text.toLowerCase())) || 1
}

/** "Wednesday, 13th May 2026" */
const MOST_OF_DATE = 4
/** "13:00 – 15:00 Geneva time (CEST, UTC+2)" */
const MOST_OF_TIME = 7

/** The most words from the first on that make a value; 0 where none do. */
function mostThat(words: readonly Token[], most: number, makesValue: (text: string) => boolean): number {
  for (let count = Math.min(most, words.length); count > 0; count--)
    if (makesValue(joined(words.slice(0, count)))) return count
  return 0
}

const joined = (words: readonly Token[]): string => words.map(word => word.text).join(' ')

const reads = (parse: (raw: string) => unknown) => (text: string) => {
  try {
    parse(text)
    return true
  } catch {
    return false
  }
}
const isDate = reads(parseDate)
const isTime = reads(parseTimeSpan)

/** "13:00", "13.00-15.00", "9h30" */
const beginsTime = ({ text }: Token): boolean => /^\d{1,2}[:.h]\d{2}(?!\d|\.)/.test(text)

/** Whether the words begin like a date, a faulty one included: its fault is then said. */
const beginsDate = (words: readonly Token[]): boolean =>
  isDate(words[0]!.text) || countLikeDate(words) > 0 || splitDateAndTime(words[0]!.text) !== undefined

/** "8 Mya 2026" → 3, "30 February clash" → 2, "2026-13-40 …" → 1, "3 chairs can't come" → 0 */
function countLikeDate(words: readonly Token[]): number {
  const [first = '', second = '', third = '', fourth = ''] = words.slice(0, 4).map(word => word.text)
  if (/^\d{4}-\d/.test(first) || /^\d{1,2}[./]\d{1,2}[./]\d{2,4}$/.test(first)) return 1
  if (isLikeDay(first)) return isLikeMonth(second) ? (isYear(third) ? 3 : 2) : 0
  if (isLikeMonth(first) && isLikeDay(second.replace(/,$/, ''))) return isYear(third) ? 3 : 2
  const isWeekday = WEEKDAYS.has(first.toLowerCase().replace(/[,.]$/, ''))
  return isWeekday && isLikeDay(second) && isLikeMonth(third) ? (isYear(fourth) ? 4 : 3) : 0
}

const WEEKDAYS = new Set('monday tuesday wednesday thursday friday saturday sunday'.split(' '))

const isLikeDay = (word: string): boolean => /^\d{1,2}(?:st|nd|rd|th)?\.?$/.test(word)
const isYear = (word: string): boolean => /^\d{4}[,;]?$/.test(word)
const isLikeMonth = (word: string): boolean => {
  const typed = word.toLowerCase().replace(/[,.]$/, '')
  return MONTH_NAMES.some(
    month => typed === month.slice(0, 3) || typed === month.slice(0, 4) || nearlySame(typed, month),
  )
}

/** "8 May 2026 13:00–15:00" or "8 May 2026, 13:00" as its two parts; undefined for anything else. */
export function splitDateAndTime(text: string): { date: string; time: string } | undefined {
  const begins = / \d{1,2}[:.h]\d{2}(?!\d|\.)/.exec(text)
  if (!begins) return undefined
  const date = text.slice(0, begins.index).replace(/[,;]? ?(?:at|from)?$/, '')
  return isDate(date) ? { date, time: text.slice(begins.index + 1) } : undefined
}
