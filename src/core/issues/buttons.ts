/** The buttons of an issue: each names what it decides about, as its card or message shows it. */
import { type Action, action, onSeen } from '../messages/message.ts'
import type { Verb } from './rules.ts'
import { type IssueState, issueRef } from './state.ts'

interface Button {
  label: string
  path: string
  style?: Action['style']
  options?: Record<string, string>
}

/** How each verb stands on buttons; those that need a meeting or group first have none. */
const BUTTONS: Partial<Record<Verb, readonly Button[]>> = {
  // Agreement and abstention are one press; what needs words opens the form.
  position: [
    { label: 'Agree', path: 'issue position', style: 'primary', options: { position: 'agrees' } },
    { label: 'Agree with comments', path: 'issue position', options: { position: 'agrees with comments' } },
    { label: 'Object', path: 'issue position', options: { position: 'objects' } },
    { label: 'Abstain', path: 'issue position', options: { position: 'abstains' } },
  ],
  propose: [{ label: 'Propose a way forward', path: 'issue propose' }],
  comment: [{ label: 'Comment', path: 'issue comment' }],
  statement: [{ label: 'Statement for the record', path: 'statement make' }],
  join: [{ label: 'Join', path: 'issue join' }],
  leave: [{ label: 'Not concerned', path: 'issue leave' }],
  add: [{ label: 'Add an SG', path: 'issue add' }],
  remind: [{ label: 'Remind SGs without a position', path: 'issue remind' }],
  meet: [{ label: 'Arrange an ad-hoc meeting', path: 'issue meet' }],
  extend: [{ label: 'Extend the timeline', path: 'issue extend' }],
  escalate: [{ label: 'Escalate to WP2', path: 'issue escalate' }],
  withdraw: [{ label: 'Withdraw', path: 'issue withdraw' }],
  resume: [{ label: 'Resume', path: 'issue resume' }],
  reopen: [{ label: 'Reopen', path: 'issue reopen' }],
  offer: [{ label: 'Offer to coordinate', path: 'coordination offer' }],
  'withdraw-offer': [{ label: 'Take back the offer', path: 'coordination withdraw' }],
  'end-coordination': [{ label: 'End the coordination', path: 'coordination end' }],
  'take-up': [{ label: 'Take up for WP2', path: 'wp2 take-up', style: 'primary' }],
  call: [{ label: 'Arrange calls', path: 'wp2 call' }],
  'hand-back': [{ label: 'Hand back with guidance', path: 'wp2 hand-back' }],
  conclude: [{ label: 'Conclude', path: 'wp2 conclude' }],
  correct: [{ label: 'Correct the conclusion', path: 'wp2 correct' }],
}

/** The answers to an offer name the SG on their buttons. */
function answerButtons(state: IssueState, verb: Verb): Button[] | undefined {
  const { offer, coordinator } = state.coordination
  const group = offer?.group ?? coordinator?.group
  if (group === undefined) return undefined
  switch (verb) {
    case 'accept':
      return [{ label: `Accept coordination by ${group}`, path: 'coordination accept' }]
    case 'decline':
      return [{ label: `Decline coordination by ${group}`, path: 'coordination decline' }]
    case 'agree':
      return [{ label: `Agree that ${group} coordinates`, path: 'coordination agree' }]
    case 'object':
      return [{ label: `Object to coordination by ${group}`, path: 'coordination object' }]
    default:
      return undefined
  }
}

/** Acts that decide about something shown; their buttons name the version of it. */
const DECIDING: ReadonlySet<string> = new Set([
  'issue position',
  'issue escalate',
  'issue withdraw',
  'issue resume',
  'issue reopen',
  'coordination accept',
  'coordination decline',
  'coordination agree',
  'coordination object',
  'coordination withdraw',
  'coordination end',
  'wp2 take-up',
  'wp2 hand-back',
  'wp2 conclude',
  'wp2 correct',
])

/** Buttons for verbs, and one to read it all. `options`: what all of them have besides the issue, such as the SG acted for. */
export function buttonsFor(
  state: IssueState,
  verbs: readonly Verb[],
  options: Record<string, string> = {},
): Action[] {
  const issue = issueRef(state)
  const offered = verbs.flatMap(verb =>
    (answerButtons(state, verb) ?? BUTTONS[verb] ?? []).map(button => {
      const made = action(button.label, button.path, { issue, ...button.options, ...options }, button.style)
      return DECIDING.has(button.path) ? onSeen(state.version, made) : made
    }),
  )
  return [...offered, action('History', 'issue history', { issue })]
}
