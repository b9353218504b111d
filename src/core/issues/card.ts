/** The card of an issue: how it stands, the same in every channel, edited in place. */

import {
  type Action,
  action,
  actions,
  type Block,
  fields,
  heading,
  instant,
  type Message,
  quote,
  strong,
  type Text,
  text,
} from '../messages/message.ts'
import { describeBy } from '../roles/by.ts'
import { joinWords } from '../text/sentences.ts'
import { endOfDay, formatDate, formatTimeSpan, inGeneva } from '../time/geneva.ts'
import type { Verb } from './rules.ts'
import { type IssueState, issueRef, OPEN } from './state.ts'
import { dayOf, describeNextStep, issueTitle, STAGE_WORDS } from './words.ts'

/** The card with the buttons of `verbs`: what is asked comes first while it is open, the result once it is settled. */
export function renderCard(state: IssueState, verbs: readonly Verb[]): Message {
  const summary = `${issueTitle(state)}: ${STAGE_WORDS[state.stage]}.`
  const open = OPEN.includes(state.stage)
  return {
    summary,
    blocks: [
      heading(issueTitle(state)),
      ...(open ? [text([strong(describeNextStep(state))])] : resultBlocks(state)),
      quote(state.summary),
      factBlock(state, open),
      ...proposalBlocks(state),
      ...wp2Blocks(state),
      actions(buttonsFor(state, verbs)),
    ],
  }
}

/** What a settled issue came to. */
function resultBlocks(state: IssueState): Block[] {
  const { solution, conclusion } = state
  if (state.stage === 'solved')
    return [text([strong('Solved between the chairs with this text:')]), quote(solution ?? '')]
  if (!conclusion) return [text(describeNextStep(state))]
  const { action: asked, by, at, text: words } = conclusion
  const said = `Concluded on ${formatDate(inGeneva(Temporal.Instant.from(at)))} by ${describeBy(by)}.`
  return [
    text([strong('Conclusion of WP2:')]),
    quote(words),
    ...(asked ? [text([strong(`Action for TSAG ${asked.number}: `), asked.text])] : []),
    text(`${said} Nothing is open.`),
  ]
}

const factBlock = (state: IssueState, open: boolean): Block =>
  fields({
    State: STAGE_WORDS[state.stage],
    'Respond by': open && state.respondBy ? respondWords(state.respondBy, state.lapsed) : undefined,
    'SGs concerned': joinWords(state.concerned),
    'Lead SG': leadWords(state, open),
    Raised: `${formatDate(inGeneva(Temporal.Instant.from(state.raisedAt)))} by ${state.raisedBy.name} for ${state.raisedFor}`,
    Documents: state.documents.join(', ') || undefined,
    'Not concerned': state.notConcerned.length > 0 ? joinWords(state.notConcerned) : undefined,
    'Statements for the record': state.statements > 0 ? String(state.statements) : undefined,
  })

/** "15 April 2026, 23:59 Geneva time; for you …": never a date without its zone. */
const respondWords = (date: string, lapsed: boolean): Text =>
  lapsed
    ? `${dayOf(date)} (lapsed)`
    : [`${dayOf(date)}, 23:59 Geneva time; your time: `, instant(endOfDay(Temporal.PlainDate.from(date)))]

const leadWords = ({ lead, leadOffer }: IssueState, open: boolean): string | undefined => {
  const asked =
    open &&
    leadOffer &&
    (leadOffer.from === leadOffer.group
      ? `${leadOffer.group} has offered to coordinate`
      : `${leadOffer.group} is asked whether it would coordinate`)
  if (lead) return `${lead} coordinates${asked ? `; ${asked}` : ''}`
  return asked || undefined
}

function proposalBlocks(state: IssueState): Block[] {
  const { proposal } = state
  // What was solved is the proposal, and stands above.
  if (!proposal || state.stage === 'solved') return []
  return [
    text([strong(`Proposal ${proposal.number}, by ${proposal.group}:`)]),
    quote(proposal.text),
    fields(Object.fromEntries(state.concerned.map(g => [g, positionWords(state, g)]))),
  ]
}

/** "agrees", "objects (by its vice-chair): …", "silent" */
function positionWords(state: IssueState, group: string): string {
  const held = state.positions[group]
  if (!held) return OPEN.includes(state.stage) ? 'silent' : 'took no position'
  const vice = held.by.role?.kind === 'VICE_CHAIR' ? ' (by its vice-chair)' : ''
  return `${held.position}${vice}${held.reason ? `: ${held.reason}` : ''}`
}

function wp2Blocks(state: IssueState): Block[] {
  const { escalation, guidance, calls } = state
  return [
    ...(escalation && state.stage !== 'solved'
      ? [text(`Brought to WP2 by ${escalation.group}: ${escalation.reason}`)]
      : []),
    ...(guidance ? [text([strong('Guidance of WP2 to the chairs:')]), quote(guidance.text)] : []),
    ...(calls.length > 0
      ? [
          fields(
            Object.fromEntries(
              calls.map((c, i) => [
                `Call ${i + 1}`,
                `${formatTimeSpan(Temporal.Instant.from(c.starts), Temporal.Instant.from(c.ends))} (MTG-${c.meeting})${c.outcome ? `: ${c.outcome}` : ''}`,
              ]),
            ),
          ),
        ]
      : []),
  ]
}

/** The verbs that a card shows to all in the channel; who may not is told so. */
export function cardVerbs(state: IssueState): Verb[] {
  const open = OPEN.includes(state.stage)
  const agreement: Verb[] = open && state.leadOffer ? ['lead'] : []
  const position: Verb[] = open && state.proposal ? ['position'] : []
  switch (state.stage) {
    case 'chairs':
      return [
        ...agreement,
        ...position,
        'propose',
        'comment',
        ...(state.lapsed ? (['extend'] as const) : []),
        'escalate',
      ]
    case 'escalated':
      return ['take-up', ...position, 'comment']
    case 'wp2':
      return [...position, 'comment', 'call', 'hand-back', 'conclude']
    case 'withdrawn':
      return ['resume']
    case 'solved':
    case 'concluded':
      return []
  }
}

interface Button {
  label: string
  path: string
  style?: Action['style']
}

/** How each verb stands on a button; those that need a meeting or group first have none. */
const BUTTONS: Partial<Record<Verb, Button>> = {
  position: { label: 'Take a position', path: 'issue position', style: 'primary' },
  propose: { label: 'Propose a way out', path: 'issue propose' },
  comment: { label: 'Comment', path: 'issue comment' },
  statement: { label: 'Statement for the record', path: 'issue statement' },
  join: { label: 'Join', path: 'issue join' },
  leave: { label: 'Not concerned', path: 'issue leave' },
  add: { label: 'Add an SG', path: 'issue add' },
  remind: { label: 'Remind the silent SGs', path: 'issue remind' },
  meet: { label: 'Arrange an ad-hoc meeting', path: 'issue meet' },
  extend: { label: 'Extend the timeline', path: 'issue extend' },
  escalate: { label: 'Escalate to WP2', path: 'issue escalate' },
  withdraw: { label: 'Withdraw', path: 'issue withdraw' },
  resume: { label: 'Take up again', path: 'issue resume' },
  'take-up': { label: 'Take up for WP2', path: 'issue take-up', style: 'primary' },
  call: { label: 'Arrange calls', path: 'issue call' },
  'hand-back': { label: 'Hand back with guidance', path: 'issue hand-back' },
  conclude: { label: 'Conclude', path: 'issue conclude' },
}

/** Buttons for verbs, and one to read it all. */
export function buttonsFor(state: IssueState, verbs: readonly Verb[]): Action[] {
  const issue = issueRef(state)
  const offered = verbs.flatMap(verb => {
    if (verb === 'lead') return agreeButton(state)
    const button = BUTTONS[verb]
    return button ? [action(button.label, button.path, { issue }, button.style)] : []
  })
  return [...offered, action('History', 'issue history', { issue })]
}

const agreeButton = (state: IssueState): Action[] =>
  state.leadOffer
    ? [
        action(`Agree that ${state.leadOffer.group} coordinates`, 'issue lead', {
          issue: issueRef(state),
          group: state.leadOffer.group,
        }),
      ]
    : []
