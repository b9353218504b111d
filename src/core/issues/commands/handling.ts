/**
 * Commands for WP2's handling of an issue that was brought to it: by meetings and calls. No command decides for the
 * SGs.
 */

import { putOnAgenda } from '../../agenda/agenda.ts'
import { recordOutcome, scheduleMeeting } from '../../calendar/schedule.ts'
import { type AnyCommand, command } from '../../commands/command.ts'
import { option, optional } from '../../commands/options.ts'
import { UserError } from '../../errors.ts'
import { HANDLER } from '../../groups/handler.ts'
import { studyGroupOption } from '../../groups/options.ts'
import { findStudyGroups } from '../../groups/registry.ts'
import { assertNoConflict, goAhead } from '../../meetings/conflicts.ts'
import {
  assertAhead,
  assertOpen,
  assertYearMeant,
  findMeeting,
  isOver,
  lockMeeting,
  MEETING,
  type Meeting,
  meetingRef,
} from '../../meetings/meeting.ts'
import { meetingOption } from '../../meetings/options.ts'
import { askTsag } from '../../registers/actions/from-issues.ts'
import { describeBy, toBy } from '../../roles/by.ts'
import { cmd, phrase } from '../../text/spans.ts'
import { formatDate } from '../../time/geneva.ts'
import { parseDate } from '../../time/parse.ts'
import { toInstants } from '../../time/span.ts'
import { onConclusion, onCorrection, onStage } from '../seen.ts'
import { act, actTogether } from '../service.ts'
import { lockIssue } from '../store.ts'
import { issueTitle } from '../words.ts'
import {
  actsFor,
  assertConfirmed,
  beforeVerb,
  byRule,
  confirmOption,
  done,
  issueFor,
  meetingsAhead,
  saidOption,
  yearOption,
} from './shared.ts'

const meeting = meetingOption({ label: 'Meeting', example: 'MTG-3', positional: true })

const takeUp = command({
  path: 'wp2 take-up',
  form: { title: 'Take up {issue}', submit: 'Take up' },
  aliases: ['issue take-up'],
  summary: 'Take up an issue for WP2',
  options: { issue: issueFor('take-up'), said: saidOption },
  effect: 'change',
  who: byRule('take-up'),
  before: beforeVerb('take-up'),
  decidesOn: onStage,
  async run({ issue, said }, context) {
    const { after, events } = await act(context, issue, { do: 'take-up', said })
    return done(after, events, context)
  },
})

const agenda = command({
  path: 'wp2 agenda',
  form: { title: '{issue} on an agenda', submit: 'Put on agenda' },
  aliases: ['issue agenda'],
  summary: "Put an issue on the agenda of one of WP2's meetings",
  options: { issue: issueFor('agenda'), meeting },
  effect: 'change',
  who: byRule('agenda'),
  before: beforeVerb('agenda'),
  async run({ issue, meeting }, context) {
    const { tx, now, actor } = context
    const found = await findMeeting(tx, meeting)
    // First whether they may at all; what stands against it takes it back.
    const { after, events } = await act(context, issue, {
      do: 'agenda',
      meeting,
      starts: found.starts.toString(),
    })
    assertOpen(found, now)
    if (found.group !== HANDLER)
      throw new UserError('not-wp2', `MTG-${meeting} is not a meeting of WP2.`, 'meeting')
    const there = await tx.agendaItem.findUnique({
      where: { meetingId_issueId: { meetingId: meeting, issueId: issue } },
    })
    if (there)
      throw new UserError('on-agenda', `ISG-${issue} is already on the agenda of MTG-${meeting}.`, 'meeting')
    await putOnAgenda(context, found, { issue, topic: after.topic, by: toBy(actor, HANDLER) })
    return done(after, events, context)
  },
})

/** Several dates of one series. */
const dates = option.own(
  { label: 'Dates, several with commas', example: '4 February 2026, 11 February 2026', positional: true },
  raw => {
    // A comma behind the day of the week parts nothing: "Wednesday, 4 February 2026".
    const parts = raw.split(/(?<!day) ?[,;] ?| and /i).filter(part => part !== '')
    const read = (parts.length > 0 ? parts : [raw]).map(parseDate)
    const twice = read.find((date, i) => read.findIndex(other => other.equals(date)) < i)
    if (twice)
      throw new UserError(
        'date-twice',
        `${formatDate(twice)} is given twice; give each date of the series once.`,
      )
    return read
  },
  read => read,
)

const call = command({
  path: 'wp2 call',
  form: { title: 'Calls on {issue}', submit: 'Arrange' },
  aliases: ['issue call'],
  summary: 'Arrange a series of calls with the SGs concerned and TSB',
  options: {
    issue: issueFor('call'),
    dates,
    time: option.time({ label: 'Start and end, Geneva time', example: '13:00–14:00', positional: true }),
    confirm: goAhead,
  },
  effect: 'change',
  who: byRule('call'),
  before: beforeVerb('call'),
  async run({ issue, dates, time, confirm }, context) {
    const { tx, now, actor } = context
    const by = toBy(actor, HANDLER)
    const state = await lockIssue(tx, issue)
    for (const date of dates) assertAhead(toInstants(date, time).starts, now)
    if (confirm !== 'yes') for (const date of dates) assertYearMeant(date, now)
    const calls: Meeting[] = []
    for (const date of dates.toSorted(Temporal.PlainDate.compare)) {
      const scheduled = await scheduleMeeting(
        context,
        {
          group: HANDLER,
          kind: 'CALL',
          date,
          time,
          objective: issueTitle(state),
          deadline: { kind: 'none' },
          source: describeBy(by),
          groups: [...state.concerned, HANDLER],
          issue,
        },
        { by },
      )
      calls.push(scheduled)
    }
    const { after, events } = await actTogether(
      context,
      issue,
      calls.map(({ id, starts, ends }) => ({
        do: 'call',
        meeting: id,
        starts: starts.toString(),
        ends: ends.toString(),
      })),
    )
    // Last, so that a person who may not arrange them at all is told that first; an error here undoes the rest.
    await assertNoConflict(tx, calls, now, confirm === 'yes')
    return done(after, events, context)
  },
})

const outcome = command({
  path: 'wp2 outcome',
  aliases: ['issue outcome'],
  summary: 'Record the outcome of a call or an ad-hoc meeting on an issue',
  form: { title: 'Outcome on {issue}', submit: 'Record' },
  options: {
    issue: issueFor('outcome'),
    meeting,
    outcome: option.longText({ positional: true, label: 'Outcome', example: 'The terms were aligned' }),
    for: actsFor,
    said: saidOption,
  },
  effect: 'change',
  who: byRule('outcome'),
  before: beforeVerb('outcome'),
  async run({ issue, meeting, outcome, for: as, said }, context) {
    const { tx, now, actor, caller } = context
    const found = await lockMeeting(tx, meeting)
    if (found.issue === issue && found.status === 'CANCELLED') throw wasCancelled(found, now)
    const { after, events } = await act(context, issue, { do: 'outcome', meeting, outcome, said }, as)
    const change = { by: toBy(actor, found.group), caller, isPartOfLarger: true as const }
    await recordOutcome(context, found, outcome, change)
    return done(after, events, context)
  },
})

function wasCancelled(meeting: Meeting, now: Temporal.Instant): UserError {
  const ref = meetingRef(meeting)
  return new UserError(
    'cancelled',
    isOver(meeting, now)
      ? phrase`${ref} was cancelled. If it took place anyway, ${cmd('meeting outcome', { meeting: ref })} records what it came to.`
      : phrase`${ref} is cancelled. If that was a mistake, ${cmd('meeting restore', { meeting: ref })} restores it.`,
    'meeting',
  )
}

const handBack = command({
  path: 'wp2 hand-back',
  aliases: ['issue hand-back'],
  form: { title: 'Hand {issue} back', submit: 'Hand back' },
  summary: 'Hand an issue back to the chairs concerned, with guidance',
  options: {
    issue: issueFor('hand-back'),
    guidance: option.longText({
      positional: true,
      label: 'Guidance',
      example: 'Align the definitions first',
    }),
    'respond-by': optional(option.date({ label: 'Respond by', example: '30 June 2026' })),
    meetings: meetingsAhead,
    confirm: yearOption,
  },
  effect: 'change',
  who: byRule('hand-back'),
  before: beforeVerb('hand-back'),
  decidesOn: onStage,
  async run({ issue, guidance, 'respond-by': respondBy, meetings, confirm }, context) {
    const command = { do: 'hand-back' as const, guidance, respondBy }
    const { after, events } = await act(context, issue, command, undefined, meetings)
    if (respondBy && confirm !== 'yes') assertYearMeant(respondBy, context.now)
    return done(after, events, context)
  },
})

const conclude = command({
  path: 'wp2 conclude',
  aliases: ['issue conclude'],
  summary: "Record WP2's conclusion, with an action for TSAG if needed; it is shown back before it counts",
  form: { title: 'Conclude {issue}', submit: 'Conclude' },
  options: {
    issue: issueFor('conclude'),
    text: option.longText({
      positional: true,
      label: 'Conclusion',
      example: 'Each SG develops its work within its scope',
    }),
    action: optional(
      option.longText({ label: 'Action for TSAG', example: 'Entrust the coordination to SG17' }),
    ),
    meeting: optional(meetingOption({ label: 'Meeting at which it was reached', example: 'MTG-3' })),
    entrust: optional(
      studyGroupOption({ label: 'TSAG is asked to entrust coordination to', example: 'SG17' }),
    ),
    coordination: optional(
      option.choice(['ends', 'goes on'], { label: 'The coordination that stands', example: 'ends' }),
    ),
    said: saidOption,
    meetings: meetingsAhead,
    confirm: confirmOption,
  },
  effect: 'change',
  who: byRule('conclude'),
  before: beforeVerb('conclude'),
  decidesOn: onConclusion,
  async run({ issue, text, action, meeting, entrust, coordination, said, meetings, confirm }, context) {
    const { tx, now, actor } = context
    await lockIssue(tx, issue)
    if (meeting !== undefined) await findMeeting(tx, meeting)
    if (entrust !== undefined) await findStudyGroups(tx, [entrust], now, 'entrust')
    // An action that waits for confirmation is entered in the register of actions once it is confirmed.
    const entrusts = entrust !== undefined
    const number =
      action && said === undefined
        ? await askTsag(context, { issue, group: HANDLER, words: action, entrusts, by: toBy(actor, HANDLER) })
        : undefined
    const command = {
      do: 'conclude' as const,
      text,
      action: action === undefined ? undefined : { number, text: action },
      meeting,
      entrust,
      keepsCoordination: coordination === 'goes on',
      said,
    }
    const { after, events } = await act(context, issue, command, undefined, meetings)
    // Last, so that somebody who may not conclude is told that; what throws here undoes the rest.
    const at = meeting === undefined ? ', without a meeting' : ` at ${MEETING.format(meeting)}`
    assertConfirmed(confirm, `The conclusion of WP2 on ${issueTitle(after)}${at}`, text, [
      ...(action === undefined ? [] : [`Action for TSAG: “${action}”`]),
      ...(entrust === undefined ? [] : [`Proposed to TSAG: to entrust the coordination to ${entrust}.`]),
      ...(coordination === 'goes on' ? ['The coordination that stands goes on.'] : []),
    ])
    return done(after, events, context)
  },
})

const correct = command({
  path: 'wp2 correct',
  summary: 'Correct a conclusion of WP2; the earlier words stay readable',
  form: { title: 'Correct on {issue}', submit: 'Correct' },
  options: {
    issue: issueFor('correct'),
    text: option.longText({
      positional: true,
      label: 'The whole conclusion as it should read',
      example: 'Each SG develops its work within its scope',
    }),
    confirm: confirmOption,
  },
  effect: 'change',
  who: byRule('correct'),
  before: beforeVerb('correct'),
  decidesOn: onCorrection,
  async run({ issue, text, confirm }, context) {
    const { after, events } = await act(context, issue, { do: 'correct', text })
    assertConfirmed(confirm, `The corrected conclusion of WP2 on ${issueTitle(after)}`, text)
    return done(after, events, context)
  },
})

export const handling: AnyCommand[] = [takeUp, agenda, call, outcome, handBack, conclude, correct]
