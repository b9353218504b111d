/** Clauses that plan, and lines of them: whether a line is about a meeting to come, and of which group. */
import { type FoundDate, findDates } from '../codes/dates.ts'
import { findGroups } from '../codes/groups.ts'
import { squeeze } from '../codes/words.ts'
import type { Block } from '../document.ts'
import { meetingYear, type Scene } from './scene.ts'

const PLANS =
  /\b(?:future|next|upcoming|forthcoming|further|planned|coming)\b.{0,30}\b(?:plans?|meetings?|activities|sessions?)\b|\bmeetings? to come\b|\bmeeting (?:schedule|plan)\b|\b(?:schedule|programme|calendar) of\b|^(?:interim )?(?:e-)?meetings$/i

/** Whether a block stands in a clause on meetings to come, or in a part of one. */
export const isPlanning = (block: Block, { titles }: Pick<Scene, 'titles'>): boolean =>
  PLANS.test(squeeze(block.place.title ?? '')) ||
  ancestors(block.place.clause ?? '').some(clause => PLANS.test(titles.get(clause) ?? ''))

/** "7.2.1" → "7.2", "7" */
const ancestors = (clause: string): string[] =>
  /^\d+(?:\.\d+)+$/.test(clause)
    ? clause
        .split('.')
        .slice(0, -1)
        .map((_, i, parts) => parts.slice(0, i + 1).join('.'))
    : []

/** Words that may stand before the date of a meeting to come, beside the name of its group. */
const BEFORE =
  /^(?:(?:the|its|their|an?|next|following|first|second|interim|virtual|electronic|e-?meetings?|meetings?|sessions?|coordination|will|plans?|planned|is|are|to|be|for|of|on|from|by|meets?|held|take|place|scheduled|foreseen|(?:mon|tues|wednes|thurs|fri|satur|sun)day)\b|[,:.()–—-]| )*$/i

/** The date with which a line begins, but for a weekday, the name of a group and words such as "will meet on". */
export function openingDate(text: string, block: Block, scene: Scene): FoundDate | undefined {
  const [date] = findDates(text, meetingYear(scene))
  if (!date || date.start > LONGEST_OPENING) return undefined
  const before = text.slice(0, date.start)
  if (/^(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,? ?)?$/i.test(before)) return date
  // Elsewhere such words may be about the meeting that the document is of, or one that is over.
  const isAhead = scene.meeting ? date.date > scene.meeting.until : isPlanning(block, scene)
  if (!isAhead || (block.place.clause ?? block.place.title) === undefined) return undefined
  return BEFORE.test(withoutGroups(before)) ? date : undefined
}

const LONGEST_OPENING = 80

const withoutGroups = (text: string): string => {
  let rest = ''
  let at = 0
  for (const { start, end } of findGroups(text)) {
    rest += text.slice(at, start)
    at = Math.max(at, end)
  }
  return rest + text.slice(at)
}

/** "RG-WPR: no meeting planned" → RG-WPR. */
export function saysNoMeeting(text: string): string | undefined {
  if (text.length > 120) return undefined
  const groups = [...new Set(findGroups(text).map(({ id }) => id))]
  return groups.length === 1 && NO_MEETING.test(withoutGroups(text)) ? groups[0] : undefined
}

const NO_MEETING =
  /^ ?(?:[:–—-] ?)?(?:(?:has|have) )?(?:none|nil|no (?:plans? to meet|(?:further |interim |future )?(?:e-?)?(?:meetings?|sessions?)))(?: (?:is|are|has been|have been))?(?: (?:planned|foreseen|scheduled))?(?: (?:at present|so far|yet))?\.?$/i
