/** Commands by which the chairs settle an issue among themselves, or bring it to WP2. */

import { type AnyCommand, command } from '../../commands/command.ts'
import { option, optional } from '../../commands/options.ts'
import { studyGroupOption } from '../../groups/options.ts'
import { assertYearMeant } from '../../meetings/meeting.ts'
import { phrase } from '../../text/spans.ts'
import { describeProposal, onProposal, onStage } from '../seen.ts'
import { act } from '../service.ts'
import { POSITIONS } from '../state.ts'
import { meet } from './meet.ts'
import {
  acting,
  actsFor,
  beforeVerb,
  byRule,
  done,
  issueFor,
  meetingsAhead,
  reason,
  saidOption,
  yearOption,
} from './shared.ts'

const propose = acting({
  verb: 'propose',
  summary: 'Propose a way forward; the SGs concerned are asked for their positions',
  form: { title: 'Proposal on {issue}', submit: 'Propose' },
  options: {
    text: option.longText({
      positional: true,
      label: 'Proposal',
      example: 'SG17 covers security, SG20 covers IoT',
    }),
  },
  command: ({ text, said }) => ({ do: 'propose', text, said }),
})

const NEEDS_WORDS = ['objects', 'agrees with comments']

const position = acting({
  verb: 'position',
  also: ['oppose', 'reject', 'support', 'approve', 'disagree', 'vote'],
  summary: "Take your SG's position on the current proposal; earlier positions stay in the timeline",
  form: { title: 'Position on {issue}', submit: 'Take position' },
  options: {
    position: option.choice(POSITIONS, { positional: true, label: 'Position', example: 'agrees' }),
    reason: optional(
      option.longText({
        positional: true,
        label: 'Reason or comments',
        example: 'The text leaves out use cases',
      }),
    ),
  },
  decidesOn: onProposal,
  asksFor: ({ position = '' }) => (NEEDS_WORDS.includes(position) ? ['reason'] : []),
  command: ({ position, reason, said }) => ({ do: 'position', position, reason, said }),
  more(after) {
    const proposal = describeProposal(after)
    return proposal === undefined ? [] : [phrase`It is about ${proposal}`]
  },
})

const comment = acting({
  verb: 'comment',
  summary: 'Add a comment to the timeline',
  form: { title: 'Comment on {issue}', submit: 'Comment' },
  shortcuts: [{ title: 'Comment on an issue', takes: 'message', text: 'text', issue: 'issue' }],
  options: {
    text: option.longText({ positional: true, label: 'Comment', example: 'Our next meeting is in June' }),
  },
  command: ({ text }) => ({ do: 'comment', text }),
})

const remind = acting({
  verb: 'remind',
  form: { title: 'Remind SGs on {issue}', submit: 'Remind' },
  summary: 'Remind the SGs concerned that have not taken a position',
  options: {},
  command: () => ({ do: 'remind' }),
})

const add = acting({
  verb: 'add',
  summary: 'Add another SG to the issue',
  form: { title: 'Add an SG to {issue}', submit: 'Add' },
  options: { group: studyGroupOption({ positional: true, label: 'SG to add', example: 'SG2' }), reason },
  studyGroups: ['group'],
  command: ({ group, reason }) => ({ do: 'add', added: group, reason }),
})

const join = acting({
  verb: 'join',
  summary: 'Join the issue with your SG',
  form: { title: 'Join {issue}', submit: 'Join' },
  options: { reason },
  command: ({ reason }) => ({ do: 'join', reason }),
})

const leave = acting({
  verb: 'leave',
  also: ['unjoin'],
  summary: 'Say that your SG is not concerned',
  form: { title: 'Not concerned: {issue}', submit: 'Not concerned' },
  options: { reason },
  command: ({ reason }) => ({ do: 'leave', reason }),
})

const withdraw = acting({
  verb: 'withdraw',
  also: ['close', 'cancel'],
  summary: 'Withdraw an issue that your SG raised',
  form: { title: 'Withdraw {issue}', submit: 'Withdraw' },
  options: { reason, meetings: meetingsAhead },
  decidesOn: onStage,
  command: ({ reason }) => ({ do: 'withdraw', reason }),
})

const resume = acting({
  verb: 'resume',
  also: ['unwithdraw', 'restore'],
  summary: 'Resume an issue that was withdrawn',
  form: { title: 'Resume {issue}', submit: 'Resume' },
  options: { reason },
  decidesOn: onStage,
  command: ({ reason }) => ({ do: 'resume', reason }),
})

const reopen = acting({
  verb: 'reopen',
  summary: 'Reopen a solved issue, or for WP2 a concluded one; what was agreed is set aside',
  form: { title: 'Reopen {issue}', submit: 'Reopen' },
  options: { reason },
  decidesOn: onStage,
  command: ({ reason }) => ({ do: 'reopen', reason }),
})

const extend = acting({
  verb: 'extend',
  summary: 'Set the timeline of an issue, or extend it',
  form: { title: 'Timeline of {issue}', submit: 'Extend' },
  options: {
    to: option.date({ label: 'New last day', example: '30 June 2026', positional: true }),
    reason,
    confirm: yearOption,
  },
  command: ({ to, reason }) => ({ do: 'extend', to, reason }),
  check: ({ to, confirm }, now) => confirm ?? assertYearMeant(to, now),
})

const escalate = command({
  path: 'issue escalate',
  summary: "Bring an issue to WP2 if the chairs can't solve it themselves",
  form: { title: 'Escalate {issue} to WP2', submit: 'Escalate to WP2' },
  options: { issue: issueFor('escalate'), reason, for: actsFor, said: saidOption },
  effect: 'change',
  who: byRule('escalate'),
  before: beforeVerb('escalate'),
  decidesOn: onStage,
  async run({ issue, reason, for: as, said }, context) {
    const { after, events } = await act(context, issue, { do: 'escalate', reason, said }, as)
    const placed = events.some(e => e.kind === 'on-agenda')
    return done(
      after,
      events,
      context,
      placed ? [] : ['No interim coordination e-meeting is planned; WP2 is notified.'],
    )
  },
})

export const settling: AnyCommand[] = [
  propose,
  position,
  comment,
  remind,
  add,
  join,
  leave,
  withdraw,
  resume,
  reopen,
  extend,
  meet,
  escalate,
]
