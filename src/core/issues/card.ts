/** The card of an issue: how it stands, the same in every channel, edited in place. */

import { MEETING } from '../meetings/meeting.ts'
import { describeCutOff, describeTimeLeft } from '../meetings/words.ts'
import {
  action,
  actions,
  type Block,
  cmd,
  countdown,
  fields,
  heading,
  instant,
  link,
  type Message,
  quote,
  strong,
  type Text,
  text,
} from '../messages/message.ts'
import { describeBy } from '../roles/by.ts'
import { joinWords } from '../text/sentences.ts'
import { endOfDay, formatTimeSpan } from '../time/geneva.ts'
import { buttonsFor } from './buttons.ts'
import { coordinationText } from './coordination-words.ts'
import type { Verb } from './rules.ts'
import { type IssueState, issueRef, OPEN, type PositionKind } from './state.ts'
import { dateOf, dayOf, describeNextStep, describeRecord, describeStage, issueTitle } from './words.ts'

/**
 * The card with the buttons of `verbs`. The facts for a decision come first and are never shortened: the stage, what
 * is next and by whom, the proposal, where each SG stands, the dates. The story follows, and the whole is in the
 * history. `isShared`: several people read it, so a button shows each of them what they may do. `now`: for what is
 * counted down.
 */
export function renderCard(
  state: IssueState,
  verbs: readonly Verb[],
  { isShared = false, now }: { isShared?: boolean; now: Temporal.Instant },
): Message {
  const summary = `${issueTitle(state)}: ${describeStage(state)}.`
  const open = OPEN.includes(state.stage)
  return {
    summary,
    blocks: [
      heading(issueTitle(state)),
      ...(open ? [text([strong(describeNextStep(state))])] : resultBlocks(state)),
      statusBlock(state, open, now),
      ...proposalBlocks(state),
      ...wp2Blocks(state),
      factBlock(state),
      text([strong('Summary:')]),
      quote(state.summary),
      actions([
        ...buttonsFor(state, verbs),
        ...(isShared ? [action('What you can do', 'issue show', { issue: issueRef(state) })] : []),
      ]),
    ],
    whole: cmd('issue history', { issue: issueRef(state) }),
  }
}

/** The result of a settled issue. */
function resultBlocks(state: IssueState): Block[] {
  const { solution, conclusion } = state
  if (state.stage === 'solved')
    return [text([strong('Solved between the chairs with this text:')]), quote(solution ?? '')]
  if (!conclusion) return [text(describeNextStep(state))]
  const { action: asked, by, at, text: words, meeting, corrections } = conclusion
  const held = meeting === undefined ? '' : ` at ${MEETING.format(meeting)}`
  const said =
    corrections > 0
      ? `Corrected on ${dateOf(at)} by ${describeBy(by)}`
      : `${by.role?.kind === 'TSB' ? 'Recorded' : 'Concluded'} on ${dateOf(at)}${held} by ${describeBy(by)}`
  return [
    text([strong('Conclusion of WP2:')]),
    quote(words),
    ...(asked ? [fields({ [`Action for TSAG ${asked.number}`]: asked.text })] : []),
    text(`${said}.${corrections > 0 ? ' The earlier words are in the history.' : ''} The issue is closed.`),
  ]
}

/** How it stands, and until when. */
const statusBlock = (state: IssueState, open: boolean, now: Temporal.Instant): Block =>
  fields({
    State: describeStage(state),
    'Respond by': open && state.respondBy ? respondWords(state.respondBy, state.lapsed, now) : undefined,
    'Not yet confirmed': unconfirmedWords(state),
  })

const factBlock = (state: IssueState): Block =>
  fields({
    'SGs concerned': joinWords(state.concerned),
    Coordination: coordinationText(state),
    Raised: raisedWords(state),
    'Taken up again': state.resumed && `${dateOf(state.resumed.at)} by ${state.resumed.group}`,
    Reopened: state.reopened && [
      `${dateOf(state.reopened.at)} by ${state.reopened.group}: `,
      state.reopened.reason,
    ],
    Documents: state.documents.join(', ') || undefined,
    'Came from': state.link === undefined ? undefined : [link('a message', state.link)],
    'Not concerned': state.notConcerned.length > 0 ? joinWords(state.notConcerned) : undefined,
    'Statements for the record': state.statements > 0 ? String(state.statements) : undefined,
  })

/** When TSB raised it for an SG, it does not count as an act of the SG's own. */
function raisedWords({ raisedAt, raisedBy, raisedFor, unconfirmed, disowned }: IssueState): string {
  const day = dateOf(raisedAt)
  const waits = unconfirmed.find(e => e.number === 1)
  if (waits) return `${day} for ${raisedFor} (${describeRecord({ by: raisedBy, ...waits }, 'waiting')})`
  if (raisedBy.role?.kind !== 'TSB') return `${day} by ${describeBy(raisedBy)} for ${raisedFor}`
  const denied = disowned.includes(1) ? `, not in ${raisedFor}'s name, as ${raisedFor} says` : ''
  return `${day} for ${raisedFor} (recorded by ${describeBy(raisedBy)}${denied})`
}

/** "2 entries recorded by TSB for SG20" */
function unconfirmedWords({ unconfirmed }: IssueState): string | undefined {
  if (unconfirmed.length === 0) return undefined
  const groups = [...Map.groupBy(unconfirmed, e => e.group)].map(
    ([group, entries]) =>
      `${entries.length} ${entries.length === 1 ? 'entry' : 'entries'} recorded by TSB for ${group}`,
  )
  return joinWords(groups)
}

/** "15 April 2026, 23:59 Geneva time (3 days left); your time: …": never a date without its zone. */
function respondWords(date: string, lapsed: boolean, now: Temporal.Instant): Text {
  if (lapsed) return `${dayOf(date)} (lapsed)`
  const closes = endOfDay(Temporal.PlainDate.from(date))
  return [
    `${describeCutOff(closes)} (`,
    countdown(closes, describeTimeLeft(closes, now)),
    '); your time: ',
    instant(closes),
  ]
}

/** The proposal and where each SG stands on it: for a solved issue, too, whose proposal stands above as its result. */
function proposalBlocks(state: IssueState): Block[] {
  const { proposal } = state
  if (!proposal) return []
  const positions = fields(Object.fromEntries(state.concerned.map(g => [g, positionText(state, g)])))
  const by = `Proposal ${proposal.number}, by ${proposal.group}${recordMark(state, proposal.group, proposal.unconfirmed)}`
  if (state.stage === 'solved')
    return [
      text([strong(`Positions on what was proposal ${proposal.number}, by ${proposal.group}:`)]),
      positions,
    ]
  return [text([strong(`${by}:`)]), quote(proposal.text), positions]
}

/** Seen at a glance, and read out by screen readers as the word beside it. */
const SIGNS: Record<PositionKind, string> = {
  agrees: '✓',
  'agrees with comments': '✓',
  objects: '✗',
  abstains: '–',
}
const SILENT_SIGN = '○'

/** "✓ agrees", "✗ objects (by its vice-chair): …", "○ silent" */
function positionText(state: IssueState, group: string): Text {
  const held = state.positions[group]
  if (!held) return `${SILENT_SIGN} ${OPEN.includes(state.stage) ? 'silent' : 'took no position'}`
  const vice = held.by.role?.kind === 'VICE_CHAIR' ? ' (by its vice-chair)' : ''
  const mark = recordMark(state, group, held.unconfirmed)
  const stand = `${SIGNS[held.position]} ${held.position}${vice}${mark}`
  return held.reason ? [`${stand}: `, held.reason] : stand
}

/** That it is TSB's record, and settles nothing yet; empty for an act of the SG's own, or one that it confirmed. */
function recordMark({ disowned, unconfirmed }: IssueState, group: string, entry: number | undefined): string {
  if (entry === undefined) return ''
  if (disowned.includes(entry)) return ` (recorded by TSB; not in ${group}'s name, as ${group} says)`
  return unconfirmed.some(e => e.number === entry) ? ` (recorded by TSB for ${group}, not yet confirmed)` : ''
}

function wp2Blocks(state: IssueState): Block[] {
  const { escalation, guidance, calls, pendingConclusion } = state
  return [
    ...(escalation && state.stage !== 'solved'
      ? [
          fields({
            [`Brought to WP2 by ${escalation.group}${recordMark(state, escalation.group, escalation.record)}`]:
              escalation.reason,
          }),
        ]
      : []),
    ...(guidance ? [text([strong('Guidance of WP2 to the chairs:')]), quote(guidance.text)] : []),
    ...(pendingConclusion
      ? [
          text([strong('Conclusion recorded by TSB for WP2, not yet confirmed:')]),
          quote(pendingConclusion.text),
        ]
      : []),
    ...(calls.length > 0
      ? [
          fields(
            Object.fromEntries(
              calls.map(c => [
                `${c.calledBy === undefined ? 'Call' : 'Ad-hoc meeting'} ${MEETING.format(c.meeting)}`,
                [
                  formatTimeSpan(Temporal.Instant.from(c.starts), Temporal.Instant.from(c.ends)),
                  ...(c.outcome ? [': ', c.outcome] : []),
                ],
              ]),
            ),
          ),
        ]
      : []),
  ]
}
