/** What the chairs do among themselves, and how they bring an issue to WP2. */

import { type AnyCommand, command } from '../../commands/command.ts'
import { option, optional } from '../../commands/options.ts'
import { studyGroupOption } from '../../groups/options.ts'
import { act } from '../service.ts'
import { POSITIONS } from '../state.ts'
import { meet } from './meet.ts'
import { acting, actsFor, byRule, done, issue, reason } from './shared.ts'

const propose = acting({
  verb: 'propose',
  summary: 'Propose a way out; the SGs concerned are asked for their positions on it',
  options: {
    text: option.longText({
      positional: true,
      label: 'Proposal',
      example: 'SG17 covers security, SG20 covers IoT',
    }),
  },
  command: ({ text }) => ({ do: 'propose', text }),
})

const position = acting({
  verb: 'position',
  summary: "Your SG's position on the current proposal; an earlier one stays in the timeline",
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
  command: ({ position, reason }) => ({ do: 'position', position, reason }),
})

const lead = acting({
  verb: 'lead',
  summary: 'Ask an SG to lead the coordination, or agree to; both the raiser and that SG must say so',
  options: {
    group: studyGroupOption({ positional: true, label: 'SG to lead the coordination', example: 'SG17' }),
  },
  studyGroups: ['group'],
  command: ({ group }) => ({ do: 'lead', lead: group }),
})

const comment = acting({
  verb: 'comment',
  summary: 'A comment for the timeline',
  options: {
    text: option.longText({ positional: true, label: 'Comment', example: 'Our next meeting is in June' }),
  },
  command: ({ text }) => ({ do: 'comment', text }),
})

const statement = acting({
  verb: 'statement',
  summary: 'A statement for the record, kept word for word',
  options: {
    text: option.fileText({
      positional: true,
      label: 'Statement, word for word',
      example: 'SG20 states that…',
    }),
  },
  command: ({ text }) => ({ do: 'statement', text }),
})

const remind = acting({
  verb: 'remind',
  summary: 'Remind the SGs concerned that have not taken a position',
  options: {},
  command: () => ({ do: 'remind' }),
})

const add = acting({
  verb: 'add',
  summary: 'Add an SG that is concerned too',
  options: { group: studyGroupOption({ positional: true, label: 'SG to add', example: 'SG2' }), reason },
  studyGroups: ['group'],
  command: ({ group, reason }) => ({ do: 'add', added: group, reason }),
})

const join = acting({
  verb: 'join',
  summary: 'Join as an SG that is concerned too',
  options: { reason },
  command: ({ reason }) => ({ do: 'join', reason }),
})

const leave = acting({
  verb: 'leave',
  summary: 'Say that your SG is not concerned',
  options: { reason },
  command: ({ reason }) => ({ do: 'leave', reason }),
})

const withdraw = acting({
  verb: 'withdraw',
  summary: 'Take back an issue that your SG raised',
  options: { reason },
  command: ({ reason }) => ({ do: 'withdraw', reason }),
})

const resume = acting({
  verb: 'resume',
  summary: 'Take up an issue that was withdrawn',
  options: { reason },
  command: ({ reason }) => ({ do: 'resume', reason }),
})

const extend = acting({
  verb: 'extend',
  summary: 'Set the timeline of an issue, or extend it',
  options: { to: option.date({ label: 'New last day', example: '30 June 2026' }), reason },
  command: ({ to, reason }) => ({ do: 'extend', to, reason }),
})

const escalate = command({
  path: 'issue escalate',
  summary: 'Bring an issue to WP2 that the chairs could not solve among themselves',
  options: { issue, reason, for: actsFor },
  effect: 'change',
  who: byRule('escalate'),
  async run({ issue, reason, for: as }, context) {
    const { after, events } = await act(context, issue, { do: 'escalate', reason }, as)
    const placed = events.some(e => e.kind === 'on-agenda')
    return done(
      after,
      events,
      context,
      placed ? [] : ['No interim coordination e-meeting is planned; WP2 is told.'],
    )
  },
})

export const settling: AnyCommand[] = [
  propose,
  position,
  lead,
  comment,
  statement,
  remind,
  add,
  join,
  leave,
  withdraw,
  resume,
  extend,
  meet,
  escalate,
]
