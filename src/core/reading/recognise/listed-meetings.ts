/** Planned meetings as a list: "11th March 2026: 13:00 – 15:00 CET (Contribution Deadline – 4th March 2026)". */
import { findDates, findTime } from '../codes/dates.ts'
import { groupsIn } from '../codes/groups.ts'
import { excerpt, squeeze } from '../codes/words.ts'
import type { Block } from '../document.ts'
import type { PlannedMeetingFinding, Recognised } from '../findings.ts'
import { isInterim, meetingKind, ruleDays, toDeadline } from './meeting-words.ts'
import { isPlanning, openingDate, saysNoMeeting } from './planning.ts'
import { clauseTitle, meetingYear, type Scene } from './scene.ts'

/** Whether a squeezed line begins with the date of a meeting and has a time or a deadline behind it. */
export function isListedMeeting(text: string, block: Block, scene: Scene): boolean {
  if (text.length > 400 || !openingDate(text, block, scene)) return false
  return findTime(text) !== undefined || /\b(?:deadline|cancelled)\b/i.test(text)
}

/** The lists of the clauses that plan; those of the clause on interim activities are of the past. */
export function recogniseListedMeetings(scene: Scene): Recognised {
  const found: Recognised = { findings: [], unread: [] }
  let above = ''
  for (const block of scene.blocks) {
    if (block.kind === 'table') {
      above = ''
      continue
    }
    const text = squeeze(block.words.text)
    const without = block.kind === 'paragraph' && isPlanning(block, scene) ? saysNoMeeting(text) : undefined
    if (without) {
      scene.claimed.add(block)
      found.findings.push({ kind: 'no-meeting', group: without, place: block.place })
      continue
    }
    if (block.kind === 'heading' || !isListedMeeting(text, block, scene)) {
      if (text.length > 3 || groupsIn(text).length > 0) above = text
      continue
    }
    if (isInterim(block)) continue
    scene.claimed.add(block)
    const own = groupsIn(text.slice(0, findDates(text, meetingYear(scene))[0]!.start))
    // With two groups in the line, nothing says whose meeting it is.
    const group =
      own.length > 1 ? undefined : (own[0] ?? groupsIn(above)[0] ?? groupsIn(clauseTitle(block))[0])
    const meeting = group ? toMeeting(text, own.length > 0 ? text : above, group, scene) : undefined
    if (!meeting || (scene.meeting && meeting.date < scene.meeting.from)) {
      const why = !group ? 'no-group' : meeting ? 'date-before-meeting' : 'no-date'
      found.unread.push({ place: block.place, words: excerpt(text), why })
      continue
    }
    found.findings.push({ ...meeting, place: block.place })
    if (meeting.deadline.kind === 'unknown')
      found.unread.push({ place: block.place, words: excerpt(text), why: 'no-deadline' })
  }
  return found
}

function toMeeting(
  text: string,
  above: string,
  group: string,
  scene: Scene,
): Omit<PlannedMeetingFinding, 'place'> | undefined {
  const [date, ...more] = findDates(text, meetingYear(scene))
  if (!date) return undefined
  const due = /\b(?:deadline|due|contributions? by)\b/i.exec(text)
  const deadline = due
    ? text.slice(due.index + due[0].length).replace(/^[ :–—()-]{0,4}(?:(?:on|by|is) )?/i, '')
    : undefined
  // A second date that is no deadline: which of the two is the meeting's is not for us to say.
  if (more.length > (due ? 1 : 0)) return undefined
  const time = findTime(text)
  const rule = ruleDays(above)
  return {
    kind: 'planned-meeting',
    group,
    meeting: meetingKind(above, group),
    date: date.date,
    ...(date.until ? { until: date.until } : {}),
    ...(date.yearGuessed ? { yearGuessed: true as const } : {}),
    time: time ? { start: time.start, end: time.end } : null,
    ...(time?.zone ? { zone: time.zone } : {}),
    objective: '',
    deadline:
      deadline === undefined
        ? // "Contributions two weeks before:" above the list is the deadline of each.
          rule !== undefined && /\b(?:deadline|contributions?|documents?|inputs?)\b/i.test(above)
          ? { kind: 'days', days: rule }
          : { kind: 'none' }
        : toDeadline(deadline.replace(/[).]{0,2}$/, ''), meetingYear(scene)),
    ...(rule === undefined ? {} : { ruleDays: rule }),
    ...(/\bsufficient (?:input|contribution)/i.test(above) ? { condition: 'pending-input' as const } : {}),
  }
}
