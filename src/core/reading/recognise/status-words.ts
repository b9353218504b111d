/** The status of an item of the action plan, for each TSAG meeting: the words as written, and what they come to. */
import { findMonths, wholeMonth } from '../codes/dates.ts'
import { referencesIn } from '../codes/documents.ts'
import { squeeze } from '../codes/words.ts'
import type { Place } from '../document.ts'
import type { PlanEntry, PlanStatus } from '../findings.ts'

/** "TSAG 05-2025:", "TSAG (01/2026)", "TSAG May 2025:" */
const LABEL = /\bTSAG ?\(?(\d{1,2})[-/.](\d{4})\)? ?:?|\bTSAG,? \(?([A-Z][a-z]{2,8} \d{4})\)? ?:/g

/** "TSAG 05-2025" for a label in a heading or before words; undefined for other text. */
export function meetingLabel(text: string): string | undefined {
  const [match] = text.matchAll(LABEL)
  return match ? toLabel(match) : undefined
}

/** The label of a column with the status at one TSAG meeting: "TSAG 01-2026", "TSAG January 2026", "Status (May 2025)". */
export function columnLabel(heading: string): string | undefined {
  const known = meetingLabel(heading)
  if (known) return known
  const says = /^(?:TSAG|status|progress|state|meeting)\b/i.test(heading) || wholeMonth(heading) !== undefined
  const months = heading.length <= 40 && says ? findMonths(heading) : []
  const [year, month] = months.length === 1 ? months[0]!.split('-') : []
  return month ? `TSAG ${month}-${year}` : undefined
}

function toLabel(match: RegExpExecArray): string | undefined {
  if (match[1]) {
    const month = Number(match[1])
    return month >= 1 && month <= 12 ? `TSAG ${String(month).padStart(2, '0')}-${match[2]}` : undefined
  }
  const [year, month] = (findMonths(match[3]!)[0] ?? '').split('-')
  return month ? `TSAG ${month}-${year}` : undefined
}

const HEADING = /^(?:Status(?: and comments?| ?\/ ?comments?)?|Comments?) ?:? ?/i

/** Whether a cell speaks of the status: "Status and Comments: …", or the entries alone. */
export const isStatus = (line: string): boolean =>
  /^Status\b/i.test(line) || /^TSAG ?\(?\d{1,2}[-/.]\d{4}/.test(line)

/** The entries of such a cell, one for each meeting; words before the first label have none. */
export function toEntries(text: string, place: Place): PlanEntry[] {
  const line = squeeze(text).replace(HEADING, '')
  const labels = [...line.matchAll(LABEL)].flatMap(match => {
    const meeting = toLabel(match)
    return meeting ? [{ meeting, start: match.index, end: match.index + match[0].length }] : []
  })
  const undated = line.slice(0, labels[0]?.start ?? line.length).trim()
  return [
    ...(undated === '' ? [] : [toEntry(null, undated, place)]),
    ...labels.map(({ meeting, end }, i) =>
      toEntry(
        meeting,
        line
          .slice(end, labels[i + 1]?.start ?? line.length)
          .replace(/^ ?[–—-] /, '')
          .trim(),
        place,
      ),
    ),
  ]
}

export const toEntry = (meeting: string | null, words: string, place: Place): PlanEntry => ({
  meeting,
  words,
  status: toStatus(words),
  documents: referencesIn(words),
  place,
})

/** How entries begin; "No Started" is seen in real ones. */
const OPENINGS: [RegExp, PlanStatus][] = [
  [/^(?:not?|not yet) started\b/i, 'not started'],
  [/^started\b/i, 'started'],
  [/^(?:on-?going|in progress|continu(?:ing|ed))\b/i, 'ongoing'],
  [/^(?:completed|concluded|done)\b/i, 'completed'],
  [/^closed\b/i, 'closed'],
]

/** A status word stands at the beginning, or with "action" anywhere: "… Action closed." Anything else is free text. */
export function toStatus(words: string): PlanStatus {
  const opening = OPENINGS.find(([pattern]) => pattern.test(words))
  const later = /\baction (?:item )?(?:is |was )?(closed|completed|concluded)\b/i
    .exec(words)?.[1]
    ?.toLowerCase()
  if (later) return later === 'closed' ? 'closed' : 'completed'
  return opening?.[1] ?? 'unknown'
}
