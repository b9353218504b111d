/** Meetings of the time before, from the clause on interim activities: held or cancelled, with what they reported. */
import { rowLine } from '../blocks.ts'
import { findDates } from '../codes/dates.ts'
import { referencesIn } from '../codes/documents.ts'
import { groupsIn } from '../codes/groups.ts'
import { squeeze } from '../codes/words.ts'
import type { Block, Place } from '../document.ts'
import type { HeldMeetingFinding } from '../findings.ts'
import { isInterim } from './meeting-words.ts'
import { meetingYear, type Scene } from './scene.ts'

const CANCELLED = /\bcancell?ed\b|\bnot held\b/i

export function recogniseHeldMeetings(scene: Scene): HeldMeetingFinding[] {
  const year = meetingYear(scene)
  const found: HeldMeetingFinding[] = []
  let group: string | undefined
  let inside: string | undefined
  for (const block of scene.blocks) {
    const clause = block.place.clause ?? ''
    if (isInterim(block)) inside = clause
    if (inside === undefined || !(clause === inside || clause.startsWith(`${inside}.`))) continue
    for (const { text, place } of lines(block)) {
      group = groupsIn(text).find(id => /^(?:RG|WP|SG)/.test(id)) ?? group
      if (!group) continue
      const meetings = toMeetings(text, group, place, year, scene.meeting?.from)
      if (meetings.length > 0) scene.claimed.add(block)
      found.push(...meetings)
    }
  }
  return found
}

const lines = (block: Block): { text: string; place: Place }[] =>
  block.kind === 'table'
    ? block.rows.map(row => ({ text: rowLine(row), place: row.place }))
    : [{ text: squeeze(block.words.text), place: block.place }]

/** Dates on a line with a word of meetings, or that begin it; later ones than the document's meeting are plans. */
function toMeetings(
  text: string,
  group: string,
  place: Place,
  year: number | undefined,
  before: string | undefined,
): HeldMeetingFinding[] {
  const dates = findDates(text, year).filter(found => before === undefined || found.date < before)
  const [first] = dates
  if (!first || (!/\bmeetings?\b|\bheld\b|\bcancell?ed\b/i.test(text) && first.start > 6)) return []
  const documents = referencesIn(text)
  return dates.map(({ date, start }, i) => {
    // "10 September (cancelled), 12 November": the word belongs to the date before it.
    const own = text.slice(start, dates[i + 1]?.start ?? text.length)
    const outcome = CANCELLED.test(dates.length > 1 ? own : text) ? 'cancelled' : 'held'
    return { kind: 'held-meeting', group, date, outcome, documents, place }
  })
}
