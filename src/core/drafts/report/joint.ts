/** The clause on joint activities: what was decided at this meeting, and what its review is still to decide. */
import { describePartial } from '../../registers/field.ts'
import type { End } from '../../registers/joint-activities/until.ts'
import { joinWords } from '../../text/sentences.ts'
import { type Block, dash, gap, heading, type Inline, paragraph } from '../../writing/document.ts'
import { actionsFor, actionsIn } from '../action-list.ts'
import type { Joint, ReportFacts } from '../facts.ts'
import type { TsagMeeting } from '../meeting.ts'
import { CHAIR } from '../who.ts'

export function jointClause(facts: ReportFacts, number: string): Block[] {
  const open = facts.joint.filter(isToReview)
  const decided = facts.joint.filter(j => j.decidedHere)
  return [
    heading(2, number, 'Joint activities'),
    ...(decided.length + open.length === 0 ? [paragraph('No joint activity is on record.')] : []),
    ...(decided.length > 0 ? [paragraph('The meeting came to these results:')] : []),
    ...decided.map(j => dash(decisionWords(j))),
    ...(open.length > 0 ? [paragraph('Still to be completed:')] : []),
    ...open.map(j => dash(describeOpen(j, facts.meeting))),
    ...actionsFor(
      'TSAG',
      actionsIn(facts, place => place.part === 'joint'),
    ),
  ]
}

/** Decided before, and not over: its review is due at this meeting. */
const isToReview = ({ decidedHere, entry }: Joint): boolean =>
  !decidedHere && (entry.fields.decision === 'continues' || entry.fields.decision === 'proposed')

/** A decision with a gap for an end that is not on record: a report may say two, and neither is entered then. */
export function decisionWords(joint: Joint): Inline[] {
  const { key, fields } = joint.entry
  const isOpen = fields.decision === 'continues' && fields.until === undefined
  return [describeDecision(joint), ...(isOpen ? [' ', gap(`until when ${key} continues`, CHAIR)] : [])]
}

/** A decision of this meeting, in the words that reports have for it, so that it can be read again. */
export function describeDecision({ entry: { key, fields } }: Joint): string {
  const { decision, until, transitionTo = [], clockFrom, parent, closedBy } = fields
  switch (decision ?? 'none') {
    case 'closed':
      return `${key} is closed${closedBy ? ` (${closedBy})` : ''}${describeTransition(transitionTo)}.`
    case 'proposed':
      return `A new ${key} is proposed; nothing was decided on it.`
    case 'not agreed':
      return `No agreement was reached on ${key}.`
    case 'none':
      return `On ${key}, nothing was decided.`
    case 'continues':
      return [
        `${key} is authorized to continue its operation${until ? ` ${describeUntil(until)}` : ''}${parent === 'TSAG' ? ', reporting to TSAG' : ''}${describeTransition(transitionTo)}.`,
        ...(clockFrom === undefined ? [] : [describeStart(clockFrom)]),
        ...(parent === undefined || parent === 'TSAG' ? [] : [`Its parent is ${parent}.`]),
      ].join(' ')
  }
}

const describeTransition = (groups: readonly string[]): string =>
  groups.length > 0 ? `, with the transition of its work to ${joinWords(groups)}` : ''

/** A start that is known to the month is told as reports tell it. */
const describeStart = (from: string): string =>
  from.length === 7
    ? `Its lifetime started in ${describePartial(from)}.`
    : `Its two years run from ${describePartial(from)}.`

/** "until the next TSAG meeting", "until the end of the two years lifetime or, if earlier, until the end of 2028" */
export const describeUntil = (until: readonly End[]): string =>
  until.map(end => `until ${describeEnd(end)}`).join(' or, if earlier, ')

function describeEnd(end: End): string {
  switch (end.kind) {
    case 'next-tsag':
      return 'the next TSAG meeting'
    case 'lifetime':
      return 'the end of the two years lifetime'
    case 'study-period':
      return 'the end of the study period'
    case 'date':
      return end.date.endsWith('-12') && end.date.length === 7
        ? `the end of ${end.date.slice(0, 4)}`
        : describePartial(end.date)
  }
}

/** The earlier facts on record, and the gap. The wording must not pass for a decision of this meeting. */
function describeOpen({ entry: { key, fields } }: Joint, { label, name }: TsagMeeting): Inline[] {
  const before = [
    ...(fields.decision === 'proposed' ? ['only proposed so far'] : []),
    ...(fields.until ? [`end on record: ${fields.until.map(describeEnd).join(' or, if earlier, ')}`] : []),
    ...(fields.transitionTo?.length ? [`moving to ${joinWords(fields.transitionTo)}`] : []),
    ...(fields.decision === 'proposed'
      ? []
      : [
          `two years from ${fields.clockFrom ? describePartial(fields.clockFrom) : 'a day that is not known'}`,
        ]),
  ]
  const review = fields.reviews?.findLast(r => r.meeting === label)
  return [
    `Review of ${key} (${before.join('; ')})${review ? `: ${review.words} ` : ': '}`,
    gap(`decision of ${name} on ${key}`, CHAIR),
  ]
}
