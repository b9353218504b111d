/** What WP2 does with an issue that was brought to it: by meetings and calls, not by command. */

import { putOnAgenda } from '../../agenda/agenda.ts'
import { recordOutcome, scheduleMeeting } from '../../calendar/schedule.ts'
import { type AnyCommand, command } from '../../commands/command.ts'
import { option, optional } from '../../commands/options.ts'
import { UserError } from '../../errors.ts'
import { HANDLER } from '../../groups/handler.ts'
import { assertNoConflict, goAhead } from '../../meetings/conflicts.ts'
import {
  assertAhead,
  assertOpen,
  assertYearMeant,
  findMeeting,
  lockMeeting,
  type Meeting,
} from '../../meetings/meeting.ts'
import { meetingOption } from '../../meetings/options.ts'
import { describeBy, toBy } from '../../roles/by.ts'
import { formatDate } from '../../time/geneva.ts'
import { parseDate } from '../../time/parse.ts'
import { toInstants } from '../../time/span.ts'
import { act, numberAction } from '../service.ts'
import type { IssueEvent } from '../state.ts'
import { lockIssue } from '../store.ts'
import { issueTitle } from '../words.ts'
import { byRule, done, issue, meetingsAhead } from './shared.ts'

const meeting = meetingOption({ label: 'Meeting', example: 'MTG-3', positional: true })

const takeUp = command({
  path: 'issue take-up',
  summary: 'Take up for WP2 an issue that was brought to it',
  options: { issue },
  effect: 'change',
  who: byRule('take-up'),
  async run({ issue }, context) {
    const { after, events } = await act(context, issue, { do: 'take-up' })
    return done(after, events, context)
  },
})

const agenda = command({
  path: 'issue agenda',
  summary: "Put an issue on the agenda of one of WP2's meetings",
  options: { issue, meeting },
  effect: 'change',
  who: byRule('agenda'),
  async run({ issue, meeting }, context) {
    const { tx, now, actor } = context
    const found = await findMeeting(tx, meeting)
    assertOpen(found, now)
    if (found.group !== HANDLER)
      throw new UserError('not-wp2', `MTG-${meeting} is not a meeting of WP2.`, 'meeting')
    const there = await tx.agendaItem.findUnique({
      where: { meetingId_issueId: { meetingId: meeting, issueId: issue } },
    })
    if (there)
      throw new UserError('on-agenda', `ISG-${issue} is on the agenda of MTG-${meeting} already.`, 'meeting')
    const { after, events } = await act(context, issue, {
      do: 'agenda',
      meeting,
      starts: found.starts.toString(),
    })
    await putOnAgenda(context, found, { issue, topic: after.topic, by: toBy(actor, HANDLER) })
    return done(after, events, context)
  },
})

/** Several dates of one series. */
const dates = option.own(
  { label: 'Dates, several with commas', example: '4 February 2026, 11 February 2026' },
  raw => {
    const parts = raw.split(/\s*[,;]\s*/).filter(part => part !== '')
    const read = (parts.length > 0 ? parts : [raw]).map(parseDate)
    const twice = read.find((date, i) => read.findIndex(other => other.equals(date)) < i)
    if (twice)
      throw new UserError(
        'date-twice',
        `${formatDate(twice)} is given twice; give each date of the series once.`,
      )
    return read
  },
)

const call = command({
  path: 'issue call',
  summary: 'Arrange a series of calls with the SGs concerned and TSB',
  options: {
    issue,
    dates,
    time: option.time({ label: 'Start and end, Geneva time', example: '13:00–14:00' }),
    confirm: goAhead,
  },
  effect: 'change',
  who: byRule('call'),
  async run({ issue, dates, time, confirm }, context) {
    const { tx, now, actor } = context
    const by = toBy(actor, HANDLER)
    const state = await lockIssue(tx, issue)
    for (const date of dates) assertAhead(toInstants(date, time).starts, now)
    if (confirm !== 'yes') for (const date of dates) assertYearMeant(date, now)
    const opened: IssueEvent[] = []
    const calls: Meeting[] = []
    let after = state
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
      const times = {
        meeting: scheduled.id,
        starts: scheduled.starts.toString(),
        ends: scheduled.ends.toString(),
      }
      const acted = await act(context, issue, { do: 'call', ...times })
      opened.push(...acted.events)
      after = acted.after
    }
    // Last, so that whoever may not arrange them at all is told that; what throws here undoes the rest.
    await assertNoConflict(tx, calls, now, confirm === 'yes')
    return done(after, opened, context)
  },
})

const outcome = command({
  path: 'issue outcome',
  summary: 'What a call on an issue came to',
  options: {
    issue,
    meeting,
    outcome: option.longText({ positional: true, label: 'Outcome', example: 'The terms were aligned' }),
  },
  effect: 'change',
  who: byRule('outcome'),
  async run({ issue, meeting, outcome }, context) {
    const { after, events } = await act(context, issue, { do: 'outcome', meeting, outcome })
    const { tx, actor, caller } = context
    const change = { by: toBy(actor, HANDLER), caller, isPartOfLarger: true as const }
    await recordOutcome(context, await lockMeeting(tx, meeting), outcome, change)
    return done(after, events, context)
  },
})

const handBack = command({
  path: 'issue hand-back',
  summary: 'Hand an issue back to the chairs concerned, with guidance',
  options: {
    issue,
    guidance: option.longText({ label: 'Guidance', example: 'Align the definitions first' }),
    'respond-by': optional(option.date({ label: 'Respond by', example: '30 June 2026' })),
    meetings: meetingsAhead,
  },
  effect: 'change',
  who: byRule('hand-back'),
  async run({ issue, guidance, 'respond-by': respondBy, meetings }, context) {
    const command = { do: 'hand-back' as const, guidance, respondBy }
    const { after, events } = await act(context, issue, command, undefined, meetings)
    return done(after, events, context)
  },
})

const conclude = command({
  path: 'issue conclude',
  summary: 'The conclusion of WP2, if needed with an action for TSAG',
  options: {
    issue,
    text: option.longText({ label: 'Conclusion', example: 'Each SG develops its work within its scope' }),
    action: optional(
      option.longText({ label: 'Action for TSAG', example: 'Entrust the coordination to SG17' }),
    ),
    meetings: meetingsAhead,
  },
  effect: 'change',
  who: byRule('conclude'),
  async run({ issue, text, action, meetings }, context) {
    await lockIssue(context.tx, issue)
    const numbered = action && {
      number: await numberAction(context.tx, HANDLER, issue, action, context.now),
      text: action,
    }
    const command = { do: 'conclude' as const, text, action: numbered || undefined }
    const { after, events } = await act(context, issue, command, undefined, meetings)
    return done(after, events, context)
  },
})

export const handling: AnyCommand[] = [takeUp, agenda, call, outcome, handBack, conclude]
