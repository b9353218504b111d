/** What the chairs do among themselves, and how they bring an issue to WP2. */
import { type AnyCommand, command } from '../../commands/command.ts'
import { option, optional } from '../../commands/options.ts'
import { findStudyGroups } from '../../groups/registry.ts'
import { assertAhead, scheduleMeeting } from '../../meetings/schedule.ts'
import { atGeneva } from '../../time/geneva.ts'
import { RULES } from '../rules.ts'
import { act } from '../service.ts'
import { standingsOf } from '../standing.ts'
import { POSITIONS } from '../state.ts'
import { holdIssue } from '../store.ts'
import { titleOf } from '../words.ts'
import { actsFor, byRule, done, issue, reason } from './shared.ts'

const propose = command({
  path: 'issue propose',
  summary: 'Propose a way out; the SGs concerned are asked for their positions on it',
  options: {
    issue,
    text: option.longText({
      positional: true,
      label: 'Proposal',
      example: 'SG17 covers security, SG20 covers IoT',
    }),
    for: actsFor,
  },
  effect: 'change',
  who: byRule('propose'),
  async run({ issue, text, for: as }, context) {
    const { after, events } = await act(context, issue, { do: 'propose', text }, as)
    return done(after, events, context)
  },
})

const position = command({
  path: 'issue position',
  summary: "Your SG's position on the current proposal; an earlier one stays in the timeline",
  options: {
    issue,
    position: option.choice(POSITIONS, { positional: true, label: 'Position', example: 'agrees' }),
    reason: optional(
      option.longText({
        positional: true,
        label: 'Reason or comments',
        example: 'The text leaves out use cases',
      }),
    ),
    for: actsFor,
  },
  effect: 'change',
  who: byRule('position'),
  async run({ issue, position, reason, for: as }, context) {
    const { after, events } = await act(context, issue, { do: 'position', position, reason }, as)
    return done(after, events, context)
  },
})

const lead = command({
  path: 'issue lead',
  summary: 'Ask an SG to lead the coordination, or agree to; both the raiser and that SG must say so',
  options: {
    issue,
    group: option.group({ positional: true, label: 'SG to lead the coordination', example: 'SG17' }),
    for: actsFor,
  },
  effect: 'change',
  who: byRule('lead'),
  async run({ issue, group, for: as }, context) {
    await findStudyGroups(context.tx, [group], context.now, 'group')
    const { after, events } = await act(context, issue, { do: 'lead', lead: group }, as)
    return done(after, events, context)
  },
})

const comment = command({
  path: 'issue comment',
  summary: 'A comment for the timeline',
  options: {
    issue,
    text: option.longText({ positional: true, label: 'Comment', example: 'Our next meeting is in June' }),
    for: actsFor,
  },
  effect: 'change',
  who: byRule('comment'),
  async run({ issue, text, for: as }, context) {
    const { after, events } = await act(context, issue, { do: 'comment', text }, as)
    return done(after, events, context)
  },
})

const statement = command({
  path: 'issue statement',
  summary: 'A statement for the record, kept word for word',
  options: {
    issue,
    text: option.longText({
      positional: true,
      label: 'Statement, word for word',
      example: 'SG20 states that…',
    }),
    for: actsFor,
  },
  effect: 'change',
  who: byRule('statement'),
  async run({ issue, text, for: as }, context) {
    const { after, events } = await act(context, issue, { do: 'statement', text }, as)
    return done(after, events, context)
  },
})

const remind = command({
  path: 'issue remind',
  summary: 'Remind the SGs concerned that have not taken a position',
  options: { issue, for: actsFor },
  effect: 'change',
  who: byRule('remind'),
  async run({ issue, for: as }, context) {
    const { after, events } = await act(context, issue, { do: 'remind' }, as)
    return done(after, events, context)
  },
})

const add = command({
  path: 'issue add',
  summary: 'Add an SG that is concerned too',
  options: {
    issue,
    group: option.group({ positional: true, label: 'SG to add', example: 'SG2' }),
    reason,
    for: actsFor,
  },
  effect: 'change',
  who: byRule('add'),
  async run({ issue, group, reason, for: as }, context) {
    await findStudyGroups(context.tx, [group], context.now, 'group')
    const { after, events } = await act(context, issue, { do: 'add', added: group, reason }, as)
    return done(after, events, context)
  },
})

const join = command({
  path: 'issue join',
  summary: 'Join as an SG that is concerned too',
  options: { issue, reason, for: actsFor },
  effect: 'change',
  who: byRule('join'),
  async run({ issue, reason, for: as }, context) {
    const { after, events } = await act(context, issue, { do: 'join', reason }, as)
    return done(after, events, context)
  },
})

const leave = command({
  path: 'issue leave',
  summary: 'Say that your SG is not concerned',
  options: { issue, reason, for: actsFor },
  effect: 'change',
  who: byRule('leave'),
  async run({ issue, reason, for: as }, context) {
    const { after, events } = await act(context, issue, { do: 'leave', reason }, as)
    return done(after, events, context)
  },
})

const withdraw = command({
  path: 'issue withdraw',
  summary: 'Take back an issue that your SG raised',
  options: { issue, reason, for: actsFor },
  effect: 'change',
  who: byRule('withdraw'),
  async run({ issue, reason, for: as }, context) {
    const { after, events } = await act(context, issue, { do: 'withdraw', reason }, as)
    return done(after, events, context)
  },
})

const resume = command({
  path: 'issue resume',
  summary: 'Take up an issue that was withdrawn',
  options: { issue, reason, for: actsFor },
  effect: 'change',
  who: byRule('resume'),
  async run({ issue, reason, for: as }, context) {
    const { after, events } = await act(context, issue, { do: 'resume', reason }, as)
    return done(after, events, context)
  },
})

const extend = command({
  path: 'issue extend',
  summary: 'Set the timeline of an issue, or extend it',
  options: {
    issue,
    to: option.date({ label: 'New last day', example: '30 June 2026' }),
    reason,
    for: actsFor,
  },
  effect: 'change',
  who: byRule('extend'),
  async run({ issue, to, reason, for: as }, context) {
    const { after, events } = await act(context, issue, { do: 'extend', to, reason }, as)
    return done(after, events, context)
  },
})

const meet = command({
  path: 'issue meet',
  summary: 'Call an ad-hoc meeting of the SGs concerned, with its own reminders',
  options: {
    issue,
    date: option.date({ label: 'Date', example: '4 February 2026' }),
    time: option.time({ label: 'Start and end, Geneva time', example: '13:30–14:30' }),
    objective: optional(option.text({ label: 'Objective', example: 'Agree who covers what' })),
    for: actsFor,
  },
  effect: 'change',
  who: byRule('meet'),
  async run({ issue, date, time, objective, for: as }, context) {
    const { tx, now, actor } = context
    const starts = atGeneva(date, time.start)
    assertAhead(starts, now)
    if (as !== undefined) await findStudyGroups(tx, [as], now, 'for')
    const state = await holdIssue(tx, issue)
    const by = actor.name
    // It is the meeting of the SG that calls it, which may move it.
    const own = standingsOf(state, actor.roles).find(s => RULES.meet.parts.includes(s.part))?.group
    const meeting = await scheduleMeeting(
      tx,
      {
        group: as ?? own ?? state.raisedFor,
        kind: 'AD_HOC',
        date,
        time,
        objective: objective ?? titleOf(state),
        deadline: { kind: 'none' },
        source: by,
        groups: state.concerned,
        issue,
      },
      { by, now },
    )
    const called = { meeting: meeting.id, starts: meeting.starts.toString(), ends: meeting.ends.toString() }
    const { after, events } = await act(context, issue, { do: 'meet', ...called }, as)
    return done(after, events, context)
  },
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
