/** Issues in words. The lead SG coordinates; nobody assigns, decides for others, or orders. */
import { describeBy } from '../roles/by.ts'
import { joinWords, withFullStop } from '../text/sentences.ts'
import { formatDate, formatTimeSpan, inGeneva } from '../time/geneva.ts'
import { type IssueEvent, type IssueState, issueRef, type Stage, silentOf } from './state.ts'

export const STAGE_WORDS: Record<Stage, string> = {
  chairs: 'between the chairs concerned',
  escalated: 'escalated, waiting for WP2 to take it up',
  wp2: 'with WP2',
  solved: 'solved between the chairs',
  concluded: 'concluded by WP2',
  withdrawn: 'withdrawn',
}

export const dayOf = (iso: string): string => formatDate(Temporal.PlainDate.from(iso))

const span = ({ starts, ends }: { starts: string; ends: string }) =>
  formatTimeSpan(Temporal.Instant.from(starts), Temporal.Instant.from(ends))

/** One event of the timeline as a sentence, without its date: who, for whom, what. */
export const describeEvent = (event: IssueEvent): string => withFullStop(said(event))

function said(event: IssueEvent): string {
  const who = describeActor(event)
  switch (event.kind) {
    case 'raised':
      return `${who} raised the issue for ${event.group}, with ${joinWords(event.concerned.filter(g => g !== event.group))}.`
    case 'lead-offered':
      return event.to === event.group
        ? `${who} offered that ${event.to} leads the coordination.`
        : `${who} asked whether ${event.to} would lead the coordination.`
    case 'lead-set':
      return `${who} agreed: ${event.lead} leads the coordination.`
    case 'proposed':
      return `${who} proposed a way out: ${event.text}`
    case 'position':
      return `${event.group} ${event.position}${viaVice(event)}${event.reason ? `: ${event.reason}` : '.'}`
    case 'solved':
      return `Solved between the chairs: ${event.text}`
    case 'comment':
      return `${who} commented: ${event.text}`
    case 'statement':
      return `Statement for the record by ${who} for ${event.group}: “${event.text}”`
    case 'reminded':
      return `${who} reminded ${joinWords(event.silent)} that a position is awaited.`
    case 'meeting-moved':
      return `${who} moved MTG-${event.meeting} to ${span(event)}.`
    case 'meeting-cancelled':
      return `${who} cancelled MTG-${event.meeting}: ${event.reason}`
    case 'added':
      return `${who} added ${event.added}: ${event.reason}`
    case 'joined':
      return `${who} joined for ${event.group}: ${event.reason}`
    case 'left':
      return `${who} said that ${event.group} is not concerned: ${event.reason}`
    case 'withdrawn':
      return `${who} withdrew the issue: ${event.reason}`
    case 'resumed':
      return `${who} took the issue up again for ${event.group}: ${event.reason}`
    case 'extended':
      return event.from
        ? `${who} extended the timeline from ${dayOf(event.from)} to ${dayOf(event.to)}: ${event.reason}`
        : `${who} set a timeline until ${dayOf(event.to)}: ${event.reason}`
    case 'lapsed':
      return `The timeline lapsed on ${dayOf(event.on)} without a solution.`
    case 'meeting-called':
      return `${who} called an ad-hoc meeting: ${span(event)} (MTG-${event.meeting}).`
    case 'escalated':
      return event.onLapse
        ? `Brought to WP2: ${event.reason}`
        : `${who} brought the issue to WP2 for ${event.group}: ${event.reason}`
    case 'taken-up':
      return `${who} took the issue up for WP2.`
    case 'on-agenda':
      return `It is on the agenda of WP2's meeting on ${formatDate(inGeneva(Temporal.Instant.from(event.starts)))} (MTG-${event.meeting}).`
    case 'call-opened':
      return `${who} arranged a call: ${span(event)} (MTG-${event.meeting}).`
    case 'call-outcome':
      return `Outcome of the call MTG-${event.meeting}: ${event.outcome}`
    case 'handed-back':
      return `${who} handed the issue back to the chairs with guidance: ${event.guidance}`
    case 'concluded':
      return `WP2 concluded: ${withFullStop(event.text)}${event.action ? ` Action ${event.action.number}: ${event.action.text}` : ''}`
  }
}

/** Who acted: "Ada Okafor (SG17 chair)". */
export const describeActor = ({ by }: Pick<IssueEvent, 'by'>): string => describeBy(by)

const viaVice = ({ by }: IssueEvent) => (by.role?.kind === 'VICE_CHAIR' ? ' (by its vice-chair)' : '')

/** An event with its day in Geneva: a line of the timeline. */
export const renderTimelineLine = (event: IssueEvent): string =>
  `${formatDate(inGeneva(Temporal.Instant.from(event.at)))}: ${describeEvent(event)}`

/** What is next, and by whom, in one sentence. */
export function describeNextStep(state: IssueState): string {
  switch (state.stage) {
    case 'chairs': {
      const until =
        state.respondBy && !state.lapsed ? `, by ${dayOf(state.respondBy)}, 23:59 Geneva time` : ''
      if (!state.proposal) return `Next: a proposal by one of ${joinWords(state.concerned)}${until}.`
      const silent = silentOf(state)
      if (silent.length > 0)
        return `Next: ${joinWords(silent)} ${silent.length === 1 ? 'takes' : 'take'} a position on proposal ${state.proposal.number}${until}.`
      return 'Next: a new proposal that no SG objects to, or WP2.'
    }
    case 'escalated':
      return "Next: WP2's chair or vice-chair takes it up."
    case 'wp2':
      return 'Next: WP2 arranges calls with the SGs concerned, hands it back with guidance, or concludes.'
    case 'solved':
    case 'concluded':
      return 'Nothing is open.'
    case 'withdrawn':
      return 'An SG concerned may take it up again.'
  }
}

/** "ISG-1 Trust" */
export const issueTitle = (state: IssueState): string => `${issueRef(state)} ${state.topic}`
