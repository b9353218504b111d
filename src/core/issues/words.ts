/** Issues in words. An SG "coordinates"; the words never say that somebody assigns, decides for others, or orders. */
import { HANDLER } from '../groups/handler.ts'
import { MEETING } from '../meetings/meeting.ts'
import { describeBy } from '../roles/by.ts'
import { joinChoices, joinWords, withFullStop } from '../text/sentences.ts'
import { formatDate, formatTimeSpan, inGeneva } from '../time/geneva.ts'
import {
  type IssueEvent,
  type IssueState,
  issueRef,
  type PositionKind,
  type Stage,
  silentOf,
} from './state.ts'

const STAGE_WORDS: Record<Stage, string> = {
  chairs: 'between the chairs concerned',
  escalated: 'brought to WP2, not taken up yet',
  wp2: 'with WP2',
  solved: 'solved between the chairs',
  concluded: 'concluded by WP2',
  withdrawn: 'withdrawn',
}

/** How the issue stands, as its history says. */
export const describeStage = (state: Pick<IssueState, 'stage' | 'disowned' | 'raisedFor'>): string =>
  state.stage === 'withdrawn' && state.disowned.includes(RAISED)
    ? `closed: it was not raised in ${state.raisedFor}'s name`
    : STAGE_WORDS[state.stage]

/** The number of the entry with which every timeline begins. */
const RAISED = 1

export const dayOf = (iso: string): string => formatDate(Temporal.PlainDate.from(iso))

/** "4 March 2026", the day of an instant in Geneva. */
export const dateOf = (at: string): string => formatDate(inGeneva(Temporal.Instant.from(at)))

const span = ({ starts, ends }: { starts: string; ends: string }) =>
  formatTimeSpan(Temporal.Instant.from(starts), Temporal.Instant.from(ends))

/** The status of an act that TSB recorded for others. */
export type RecordStatus = 'waiting' | 'confirmed' | 'disowned'

/** The status of the entry of this number, in the state of its issue. */
export function findStatus(state: IssueState, number: number): RecordStatus {
  if (state.disowned.includes(number)) return 'disowned'
  return state.unconfirmed.some(e => e.number === number) ? 'waiting' : 'confirmed'
}

/** The event as a sentence, without its date and without who recorded it. */
export const describeAct = (event: IssueEvent): string => withFullStop(words(event))

/** One event of the timeline as a sentence, without its date: who, for whom, what. */
export function describeEvent(event: IssueEvent, status: RecordStatus = 'waiting'): string {
  const sentence = describeAct(event)
  return event.said === undefined ? sentence : `${sentence} (${describeRecord(event, status)})`
}

/** "recorded by TSB for SG20 from “TSAG meeting, 28 January 2026”; not yet confirmed" */
export function describeRecord(
  { by, group, said }: Pick<IssueEvent, 'by' | 'group' | 'said'>,
  status: RecordStatus,
): string {
  const became = {
    waiting: 'not yet confirmed',
    confirmed: 'now confirmed',
    disowned: `not in ${group}'s name, as ${group} says`,
  }
  return `recorded by ${describeBy(by)} for ${group} from “${said}”; ${became[status]}`
}

function words(event: IssueEvent): string {
  // A recorded act is worded as the group's; that TSB recorded it follows behind.
  const who = event.said === undefined ? describeActor(event) : event.group
  const forGroup = event.said === undefined && event.group !== HANDLER ? ` for ${event.group}` : ''
  switch (event.kind) {
    case 'raised':
      return `${who} raised the issue${forGroup}, with ${joinWords(event.concerned.filter(g => g !== event.group))}.`
    case 'lead-offered':
      return event.to === event.group
        ? `${who} offered coordination by ${event.to}.`
        : `${who} asked whether ${event.to} would coordinate.`
    case 'lead-set':
      return `${who} agreed that ${event.lead} coordinates; by the rules of then it needed no other SG.`
    case 'coordination-offered':
      if (event.to === event.group) return `${who} offered coordination by ${event.to}.`
      return event.group === HANDLER
        ? `${who} proposed for WP2 that ${event.to} coordinates.`
        : `${who} asked${forGroup && `,${forGroup},`} whether ${event.to} would coordinate.`
    case 'coordination-accepted':
      return `${who} accepted the coordination${forGroup}.`
    case 'coordination-agreed':
      return `${event.group} agrees that ${event.to} coordinates${viaVice(event)}.`
    case 'coordination-objected':
      return `${event.group} objects to coordination by ${event.to}${viaVice(event)}: ${event.reason}`
    case 'coordination-declined':
      return `${who} declined to coordinate${forGroup}: ${event.reason}`
    case 'coordination-withdrawn':
      return event.to === event.group
        ? `${who} took back the offer to coordinate${forGroup}: ${event.reason}`
        : `${who} took back the question whether ${event.to} coordinates: ${event.reason}`
    case 'coordination-stands':
      return `Agreed by all SGs concerned: ${event.coordinator} coordinates.`
    case 'coordination-end-wanted':
      return `${event.group} wants the coordination by ${event.coordinator} to end: ${event.reason}`
    case 'coordination-ended':
      return event.how === 'agreed'
        ? `All other SGs concerned want it to end: ${event.coordinator} no longer coordinates.`
        : `${who} ended the coordination by ${event.coordinator}: ${event.reason ?? ''}`
    case 'coordination-entrusted':
      return `TSAG entrusted the coordination to ${event.coordinator} (${event.source}); recorded by ${describeBy(event.by)}.`
    case 'coordination-not-entrusted':
      return `TSAG did not entrust the coordination to ${event.coordinator} (${event.source}); recorded by ${describeBy(event.by)}.`
    case 'proposed':
      return `${who} proposed a way forward: ${event.text}`
    case 'position':
      return `${event.group} ${onProposal(event.position, event.on)}${viaVice(event)}${event.reason ? `: ${event.reason}` : '.'}`
    case 'solved':
      return `Solved between the chairs: ${event.text}`
    case 'comment':
      return `${who} commented: ${event.text}`
    case 'statement':
      return `${describeStatement(event)}: “${event.text}”`
    case 'reminded':
      return `${who} reminded ${joinWords(event.silent)} to take a position.`
    case 'meeting-moved':
      return `${who} moved MTG-${event.meeting} to ${span(event)}.`
    case 'meeting-cancelled':
      return `${who} cancelled MTG-${event.meeting}: ${event.reason}`
    case 'meeting-restored':
      return `${who} restored MTG-${event.meeting} of ${span(event)}, which had been cancelled: ${event.reason}`
    case 'added':
      return `${who} added ${event.added}: ${event.reason}`
    case 'joined':
      return `${who} joined for ${event.group}: ${event.reason}`
    case 'left':
      return `${who} said that ${event.group} is not concerned: ${event.reason}`
    case 'withdrawn':
      return `${who} withdrew the issue: ${event.reason}`
    case 'resumed':
      return `${who} resumed the issue for ${event.group}: ${event.reason}`
    case 'reopened':
      return `${who} reopened the issue for ${event.group} and set aside what was ${event.from === 'solved' ? 'agreed' : 'concluded'}: ${event.reason}`
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
        : `${who} brought the issue to WP2${forGroup}: ${event.reason}`
    case 'taken-up':
      return event.said === undefined ? `${who} took up the issue for WP2.` : 'WP2 took up the issue.'
    case 'on-agenda':
      return event.starts === undefined
        ? `The issue is on the agenda of MTG-${event.meeting}.`
        : `The issue is on the agenda of WP2's meeting on ${dateOf(event.starts)} (MTG-${event.meeting}).`
    case 'call-opened':
      return `${who} arranged a call: ${span(event)} (MTG-${event.meeting}).`
    case 'call-outcome':
      return event.said === undefined
        ? `${who} recorded the outcome of MTG-${event.meeting}: ${event.outcome}`
        : `Outcome of MTG-${event.meeting}: ${event.outcome}`
    case 'handed-back':
      return `${who} handed the issue back to the chairs, with this guidance: ${event.guidance}`
    case 'concluded':
      return describeConclusion(event)
    case 'corrected':
      return `${who} corrected the conclusion (entry ${event.corrects}) for WP2. It reads: ${event.text}`
    case 'confirmed':
      return event.source === undefined
        ? `${who} confirmed what was recorded for ${event.group}: ${describeEntries(event.entries)}.`
        : `Confirmed by ${event.source}: ${describeEntries(event.entries)}; recorded by ${describeBy(event.by)}.`
    case 'disowned': {
      const reason = event.reason === undefined ? '' : `: ${event.reason}`
      const became = event.takenBack
        ? 'It is taken back'
        : 'Others have acted on it since, so WP2 or TSB decides'
      return `${who} said that entry ${event.entry} is not in ${event.group}'s name${reason}. ${became}.`
    }
    case 'resolved':
      return `${who} decided that entry ${event.entry} ${event.takenBack ? 'is taken back' : 'stays as it is'}.`
  }
}

/** A position names the proposal that it is on. */
export function onProposal(position: PositionKind, number: number): string {
  switch (position) {
    case 'agrees':
      return `agrees with proposal ${number}`
    case 'agrees with comments':
      return `agrees with proposal ${number}, with comments`
    case 'objects':
      return `objects to proposal ${number}`
    case 'abstains':
      return `abstains on proposal ${number}`
  }
}

const describeEntries = (entries: readonly number[]): string =>
  `${entries.length === 1 ? 'entry' : 'entries'} ${joinWords(entries.map(String))}`

function describeConclusion(event: IssueEvent & { kind: 'concluded' }): string {
  const { action, actionText, entrust, meeting } = event
  const at = meeting === undefined ? '' : ` at ${MEETING.format(meeting)}`
  const asked = action ? ` Action ${action.number}: ${withFullStop(action.text)}` : ''
  const later = actionText === undefined ? '' : ` Action for TSAG: ${withFullStop(actionText)}`
  const entrusting =
    entrust === undefined ? '' : ` Proposed to TSAG: to entrust the coordination to ${entrust}.`
  return `WP2 concluded${at}: ${withFullStop(event.text)}${asked}${later}${entrusting}`
}

/** "Carmen Ruiz (SG20 chair) put a statement on record for SG20" */
export function describeStatement(event: IssueEvent & { kind: 'statement' }): string {
  const { delegation, by, group, said } = event
  if (delegation !== undefined) return `${delegation} put a statement on record, entered by ${describeBy(by)}`
  return said === undefined
    ? `${describeActor(event)} put a statement on record for ${group}`
    : `${group} put a statement on record`
}

/** The actor: "Ada Okafor (SG17 chair)". */
export const describeActor = ({ by }: Pick<IssueEvent, 'by'>): string => describeBy(by)

const viaVice = ({ by }: IssueEvent) => (by.role?.kind === 'VICE_CHAIR' ? ' (by its vice-chair)' : '')

/** An event with its day in Geneva: a line of the timeline. `number`: its own. */
export const renderTimelineLine = (event: IssueEvent, number: number, state: IssueState): string =>
  `${dateOf(event.at)}: ${describeEvent(event, findStatus(state, number))}`

/** The next step, and whose it is, in one sentence. */
export function describeNextStep(state: IssueState): string {
  switch (state.stage) {
    case 'chairs': {
      const until =
        state.respondBy && !state.lapsed ? `, by ${dayOf(state.respondBy)}, 23:59 Geneva time` : ''
      const again = state.reopened && state.proposals > 0 && !state.proposal ? 'new ' : ''
      if (!state.proposal) return `Next: a ${again}proposal by ${joinChoices(state.concerned)}${until}.`
      const silent = silentOf(state)
      if (silent.length > 0)
        return `Next: ${joinWords(silent)} ${silent.length === 1 ? 'takes' : 'take'} a position on proposal ${state.proposal.number}${until}.`
      const waiting = groupsToConfirm(state)
      if (waiting.length > 0 && !isOpposed(state))
        return `Next: ${joinWords(waiting)} ${waiting.length === 1 ? 'confirms' : 'confirm'} what TSB recorded.`
      return 'Next: a new proposal, or an SG concerned brings the issue to WP2.'
    }
    case 'escalated':
      return "Next: WP2's chair or vice-chair takes it up."
    case 'wp2':
      return state.pendingConclusion
        ? "Next: WP2's chair or vice-chair confirms the conclusion that TSB recorded."
        : 'Next: WP2 arranges calls with the SGs concerned, hands it back with guidance, or concludes.'
    case 'solved':
    case 'concluded':
      return 'The issue is closed.'
    case 'withdrawn':
      return 'An SG concerned can resume it.'
  }
}

const isOpposed = ({ positions }: IssueState): boolean =>
  Object.values(positions).some(p => p.position === 'objects')

/** The groups whose confirmation the solution waits for. */
const groupsToConfirm = ({ proposal, positions }: IssueState): string[] => [
  ...new Set([
    ...(proposal?.unconfirmed !== undefined ? [proposal.group] : []),
    ...Object.keys(positions).filter(g => positions[g]?.unconfirmed !== undefined),
  ]),
]

/** "ISG-1 Trust" */
export const issueTitle = (state: IssueState): string => `${issueRef(state)} ${state.topic}`
