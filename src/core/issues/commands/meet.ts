import { scheduleMeeting } from '../../calendar/schedule.ts'
import { command } from '../../commands/command.ts'
import { option, optional } from '../../commands/options.ts'
import { findStudyGroups } from '../../groups/registry.ts'
import { assertNoConflict, goAhead } from '../../meetings/conflicts.ts'
import { assertAhead, assertYearMeant } from '../../meetings/meeting.ts'
import { toBy } from '../../roles/by.ts'
import { toInstants } from '../../time/span.ts'
import { findCapacities } from '../capacity.ts'
import { RULES } from '../rules.ts'
import { act } from '../service.ts'
import { lockIssue } from '../store.ts'
import { issueTitle } from '../words.ts'
import { actsFor, beforeVerb, byRule, done, issueFor } from './shared.ts'

/** An ad-hoc meeting of the SGs concerned, from the issue. */
export const meet = command({
  path: 'issue meet',
  form: { title: 'Meeting on {issue}', submit: 'Arrange' },
  summary: 'Call an ad-hoc meeting of the SGs concerned, with its own reminders',
  options: {
    issue: issueFor('meet'),
    date: option.date({ label: 'Date', example: '4 February 2026', positional: true }),
    time: option.time({ label: 'Start and end, Geneva time', example: '13:30–14:30', positional: true }),
    objective: optional(option.text({ label: 'Objective', example: 'Agree who covers what' })),
    confirm: goAhead,
    for: actsFor,
  },
  effect: 'change',
  who: byRule('meet'),
  before: beforeVerb('meet'),
  async run({ issue, date, time, objective, confirm, for: as }, context) {
    const { tx, now, actor } = context
    const { starts } = toInstants(date, time)
    assertAhead(starts, now)
    if (confirm !== 'yes') assertYearMeant(date, now)
    if (as !== undefined) await findStudyGroups(tx, [as], now, 'for')
    const state = await lockIssue(tx, issue)
    const by = toBy(actor)
    // It is the meeting of the SG that calls it, which may move it.
    const own = findCapacities(state, actor.roles).find(s => RULES.meet.capacities.includes(s.kind))?.group
    const meeting = await scheduleMeeting(
      context,
      {
        group: as ?? own ?? state.owner,
        kind: 'AD_HOC',
        date,
        time,
        objective: objective ?? issueTitle(state),
        deadline: { kind: 'none' },
        source: actor.name,
        groups: state.concerned,
        issue,
      },
      { by },
    )
    const called = { meeting: meeting.id, starts: meeting.starts.toString(), ends: meeting.ends.toString() }
    const { after, events } = await act(context, issue, { do: 'meet', ...called }, as)
    // Last, so that a person who may not call it at all is told that first; an error here undoes the rest.
    await assertNoConflict(tx, [meeting], now, confirm === 'yes')
    return done(after, events, context)
  },
})
