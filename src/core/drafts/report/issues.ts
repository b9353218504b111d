/** Clause 3: each issue with its positions, proposals, coordination, meetings, conclusion and statements. */
import { describeCoordination } from '../../issues/coordination-words.ts'
import { type IssueEvent, type IssueState, issueRef, silentOf } from '../../issues/state.ts'
import {
  dateOf,
  describeActor,
  describeRecord,
  describeStage,
  findStatus,
  onProposal,
} from '../../issues/words.ts'
import { MEETING } from '../../meetings/meeting.ts'
import { joinWords, withFullStop } from '../../text/sentences.ts'
import { type Block, dash, gap, heading, type Inline, paragraph } from '../../writing/document.ts'
import { actionsFor, actionsIn } from '../action-list.ts'
import type { IssueFacts, ReportFacts } from '../facts.ts'

/** `number`: of its clause. */
export function issueClause({ state, timeline }: IssueFacts, number: string, facts: ReportFacts): Block[] {
  const actions = actionsIn(facts, place => place.part === 'issue' && place.issue === issueRef(state))
  return [
    heading(2, number, `${state.topic} (${issueRef(state)})`),
    paragraph(describeRaised(state), ...betweenChairs(state)),
    ...state.summary.split('\n').map(line => paragraph(line)),
    ...coordinationLines(state),
    ...proposalLines(state, timeline),
    ...wp2Lines(state, timeline),
    paragraph(strong('State: '), `${describeStage(state)}.`),
    ...resultLines(state),
    ...statementLine(timeline),
    ...actionsFor('TSAG', actions),
  ]
}

const strong = (text: string): Inline => ({ kind: 'strong', text })

/** "Raised on 16 February 2026 by SG13, with SG17 and SG20. Documents: TD301." */
function describeRaised({ raisedAt, raisedFor, concerned, documents, notConcerned }: IssueState): string {
  const others = concerned.filter(group => group !== raisedFor)
  return [
    `Raised on ${dateOf(raisedAt)} by ${raisedFor}${others.length > 0 ? `, with ${joinWords(others)}` : ''}.`,
    ...(notConcerned.length > 0 ? [`Not concerned, as they say: ${joinWords(notConcerned)}.`] : []),
    ...(documents.length > 0 ? [`Documents: ${documents.join(', ')}.`] : []),
  ].join(' ')
}

/**
 * Discussions among the chairs are theirs until the issue is brought to WP2: the chairs say whether they are
 * reported.
 */
const betweenChairs = ({ shownToWp2, raisedFor }: IssueState): Inline[] =>
  shownToWp2
    ? []
    : [
        ' ',
        gap(
          'whether this issue, which was not brought to WP2, goes into the report',
          `the chair of ${raisedFor}`,
        ),
      ]

function coordinationLines(state: IssueState): Block[] {
  const words = describeCoordination(state)
  return words === undefined ? [] : [paragraph(strong('Coordination: '), withFullStop(words))]
}

/** Each proposal with the last position of each SG on it. Silence is never agreement. */
function proposalLines(state: IssueState, timeline: readonly IssueEvent[]): Block[] {
  const lines: Block[] = []
  let count = 0
  for (const [i, event] of timeline.entries()) {
    if (event.kind !== 'proposed') continue
    count += 1
    if (state.disowned.includes(i + 1)) continue
    lines.push(
      dash(
        `Proposal ${count} by ${event.group} on ${dateOf(event.at)}: ${event.text}${record(state, i, event)}`,
      ),
    )
    lines.push(...positionsOn(count, state, timeline).map(words => dash(words, 2)))
    if (count === state.proposals && state.proposal) {
      const silent = silentOf(state)
      if (silent.length > 0)
        lines.push(dash(`No position on record, which is no agreement: ${joinWords(silent)}`, 2))
    }
  }
  return lines.length === 0 ? [] : [paragraph(strong('Proposals and positions')), ...lines]
}

function positionsOn(proposal: number, state: IssueState, timeline: readonly IssueEvent[]): string[] {
  const last = new Map<string, string>()
  for (const [i, event] of timeline.entries()) {
    if (event.kind !== 'position' || event.on !== proposal || state.disowned.includes(i + 1)) continue
    const reason = event.reason ? `: ${event.reason}` : ''
    last.set(
      event.group,
      `${event.group} ${onProposal(event.position, proposal)}${reason}${record(state, i, event)}`,
    )
  }
  return [...last.values()]
}

/** An entry that TSB recorded for an SG is marked so until the SG confirms it. */
function record(state: IssueState, index: number, event: IssueEvent): string {
  if (event.said === undefined) return ''
  const status = findStatus(state, index + 1)
  return status === 'confirmed' ? '' : ` (${describeRecord(event, status)})`
}

/** How it came to WP2, and its calls and ad-hoc meetings with their outcomes. */
function wp2Lines({ escalation, guidance, calls }: IssueState, timeline: readonly IssueEvent[]): Block[] {
  const cancelled = new Set(timeline.flatMap(e => (e.kind === 'meeting-cancelled' ? [e.meeting] : [])))
  const lines = [
    ...(escalation
      ? [dash(`Brought to WP2 by ${escalation.group} on ${dateOf(escalation.at)}: ${escalation.reason}`)]
      : []),
    ...(guidance ? [dash(`Guidance of WP2 on ${dateOf(guidance.at)}: ${guidance.text}`)] : []),
    ...calls
      .filter(call => !cancelled.has(call.meeting))
      .map(({ meeting, starts, outcome, calledBy }) =>
        dash(
          `${calledBy ? `Ad-hoc meeting called by ${calledBy}` : 'Call of WP2'} on ${dateOf(starts)} (${MEETING.format(meeting)})${outcome ? `: ${outcome}` : ''}`,
        ),
      ),
  ]
  return lines.length === 0 ? [] : [paragraph(strong('WP2, calls and ad-hoc meetings')), ...lines]
}

function resultLines({ stage, solution, conclusion, pendingConclusion }: IssueState): Block[] {
  if (stage === 'solved' && solution !== undefined)
    return [paragraph(strong('Solved between the chairs: '), withFullStop(solution))]
  if (conclusion) {
    const corrected = conclusion.corrections > 0 ? ', as corrected' : ''
    return [
      paragraph(
        strong(`Conclusion of WP2 on ${dateOf(conclusion.at)}${corrected}: `),
        withFullStop(conclusion.text),
      ),
    ]
  }
  if (pendingConclusion)
    return [
      paragraph(
        strong('Conclusion recorded by TSB, not yet confirmed by WP2: '),
        withFullStop(pendingConclusion.text),
      ),
    ]
  return []
}

/** Statements stand in the annexes; here is who made them. */
function statementLine(timeline: readonly IssueEvent[]): Block[] {
  const made = timeline.flatMap(event =>
    event.kind === 'statement'
      ? [event.delegation ?? (event.said === undefined ? describeActor(event) : event.group)]
      : [],
  )
  if (made.length === 0) return []
  return [
    paragraph(`Statements for the record by ${joinWords([...new Set(made)])} are annexed, word for word.`),
  ]
}
