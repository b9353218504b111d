/**
 * Commands for meetings that are over: held or not, the outcome, a meeting put on record afterwards, a cancellation
 * that was a mistake.
 */
import { type AnyCommand, command } from '../../commands/command.ts'
import { option, optional, shownOutside } from '../../commands/options.ts'
import { toColumn } from '../../database/columns.ts'
import { UserError } from '../../errors.ts'
import { groupOption } from '../../groups/options.ts'
import { findGroup } from '../../groups/registry.ts'
import { beforeOnMeeting } from '../../meetings/before.ts'
import { goAhead } from '../../meetings/conflicts.ts'
import {
  assertOver,
  assertPastYearMeant,
  heldAnyway,
  lockMeeting,
  type Meeting,
  meetingRef,
} from '../../meetings/meeting.ts'
import { pastMeetingOption } from '../../meetings/options.ts'
import { decidesMeeting, schedulesGroup } from '../../meetings/permission.ts'
import { readTitle } from '../../meetings/title.ts'
import { describeTime, meetingName } from '../../meetings/words.ts'
import { type Message, note, quote, sentence, text } from '../../messages/message.ts'
import { toBy } from '../../roles/by.ts'
import { withFullStop } from '../../text/sentences.ts'
import { cmd, phrase } from '../../text/spans.ts'
import { toInstants } from '../../time/span.ts'
import { KIND_CHOICES, kindOf } from '../kinds.ts'
import { keepMeeting, recordHeld, recordOutcome, restoreMeeting, scheduleMeeting } from '../schedule.ts'
import { decidesOnMeeting } from '../seen.ts'

const meeting = pastMeetingOption({ label: 'Meeting', example: 'MTG-2', positional: true })
const words = option.longText({ positional: true, label: 'Reason', example: 'clash with the SG13 plenary' })

/** Held, or not held: one command each, so that each is one press. */
const said = (path: string, isHeld: boolean, summary: string) =>
  command({
    path,
    form: { title: isHeld ? '{meeting} was held' : '{meeting} was not held', submit: 'Record' },
    summary,
    options: { meeting, reason: optional(words) },
    effect: 'change',
    who: decidesMeeting,
    before: beforeOnMeeting(assertOver),
    async run({ meeting, reason }, context) {
      const { tx, now, actor, caller } = context
      const m = await lockMeeting(tx, meeting)
      assertOver(m, now)
      const kept = m.status === 'HELD' || m.status === 'NOT_HELD' ? m.status === 'HELD' : undefined
      if (kept === isHeld)
        throw new UserError(
          'same',
          `${meetingRef(m)} is already on record as ${isHeld ? 'held' : 'not held'}.`,
          'meeting',
        )
      await recordHeld(context, m, isHeld, { by: toBy(actor, m.group), reason, caller })
      return sentence(
        `On record: the ${meetingName(m)} of ${describeTime(m)} (${meetingRef(m)}) was ${isHeld ? 'held' : 'not held'}.`,
      )
    },
  })

const held = said('meeting held', true, 'Record that a meeting was held')
const notHeld = said('meeting not-held', false, 'Record that a meeting was not held')

function assertBegun(m: Meeting, now: Temporal.Instant): void {
  if (Temporal.Instant.compare(now, m.starts) < 0)
    throw new UserError(
      'not-yet',
      `${meetingRef(m)} is on ${describeTime(m)} and has not taken place yet.`,
      'meeting',
    )
  if (m.status === 'CANCELLED') assertOver(m, now)
}

const outcome = command({
  path: 'meeting outcome',
  form: { title: 'Outcome of {meeting}', submit: 'Record' },
  summary: 'Record the outcome of a meeting; a later entry stands beside the earlier ones',
  options: {
    meeting,
    outcome: option.longText({ positional: true, label: 'Outcome', example: 'The terms were aligned' }),
  },
  effect: 'change',
  who: decidesMeeting,
  before: beforeOnMeeting(assertBegun),
  async run({ meeting, outcome }, context): Promise<Message> {
    const { tx, now, actor, caller } = context
    const m = await lockMeeting(tx, meeting)
    assertBegun(m, now)
    await recordOutcome(context, m, outcome, { by: toBy(actor, m.group), caller })
    const again = m.outcome === undefined ? '' : ' The earlier outcome stays in the history.'
    const summary = `The outcome of the ${meetingName(m)} of ${describeTime(m)} (${meetingRef(m)}) is on record.${again}`
    return { summary, blocks: [text(summary), quote(outcome)] }
  },
})

function assertRestorable(m: Meeting, now: Temporal.Instant): void {
  if (m.status !== 'CANCELLED')
    throw new UserError('not-cancelled', `${meetingRef(m)} is not cancelled.`, 'meeting')
  if (Temporal.Instant.compare(m.starts, now) <= 0)
    throw new UserError(
      'past',
      phrase`${meetingRef(m)} was to be on ${describeTime(m)}; it can be restored only before that. ${heldAnyway}`,
      'meeting',
    )
}

const restore = command({
  path: 'meeting restore',
  also: ['uncancel', 'undelete'],
  form: { title: 'Restore {meeting}', submit: 'Restore' },
  summary: 'Restore a meeting that was cancelled by mistake; everybody who knew of it is notified',
  options: { meeting, reason: words },
  effect: 'change',
  who: decidesMeeting,
  decidesOn: decidesOnMeeting(),
  before: beforeOnMeeting(assertRestorable),
  async run({ meeting, reason }, context) {
    const { tx, now, actor, caller } = context
    const m = await lockMeeting(tx, meeting)
    assertRestorable(m, now)
    const restored = await restoreMeeting(context, m, { by: toBy(actor, m.group), reason, caller })
    const summary = `${meetingName(restored)} ${meetingRef(restored)} on ${describeTime(restored)} is no longer cancelled: ${withFullStop(reason)}`
    return { summary, blocks: [text(summary), note('Everybody who knew of it is notified.')] }
  },
})

function assertAsked(m: Meeting): void {
  if (m.issueClosedAs === undefined || m.status === 'CANCELLED')
    throw new UserError(
      'not-asked',
      `There is no open question whether ${meetingRef(m)} is still needed.`,
      'meeting',
    )
}

const keep = command({
  path: 'meeting keep',
  form: { title: 'Keep {meeting}', submit: 'Keep' },
  summary: 'Keep a meeting although the issue for which it was called is closed',
  options: { meeting, reason: optional(words) },
  effect: 'change',
  who: decidesMeeting,
  before: beforeOnMeeting(assertAsked),
  async run({ meeting, reason }, context) {
    const { tx, actor, caller } = context
    const m = await lockMeeting(tx, meeting)
    assertAsked(m)
    await keepMeeting(context, m, { by: toBy(actor, m.group), reason, caller })
    return sentence(
      `The ${meetingName(m)} of ${describeTime(m)} (${meetingRef(m)}) stays; those invited are notified.`,
    )
  },
})

const record = command({
  path: 'meeting record',
  form: { title: 'Record a past meeting', submit: 'Record' },
  summary: 'Record a past meeting, with its source',
  options: {
    group: groupOption({ label: 'Group', example: 'RG-DT', positional: true }, ['TSAG', 'WP', 'RG']),
    date: option.date({ label: 'Date', example: '12 November 2025', positional: true }),
    time: option.time({ label: 'Start and end, Geneva time', example: '13:00–15:00', positional: true }),
    objective: shownOutside(
      option.text({ positional: true, label: 'Objective', example: 'progress the work on the ToR' }),
    ),
    source: option.text({ label: 'Where it is written', example: 'TD164R3, clause 4.2' }),
    kind: optional(option.choice(KIND_CHOICES, { label: "Kind, for WP2's meetings", example: 'e-meeting' })),
    title: optional(
      shownOutside(
        option.own({ label: 'Title, in addition to its kind', example: 'Lead SG roles' }, readTitle),
      ),
    ),
    until: optional(
      option.date({ label: 'Last day, for meetings of several days', example: '30 January 2026' }),
    ),
    confirm: goAhead,
  },
  effect: 'change',
  who: schedulesGroup,
  async run({ group, date, time, objective, source, kind, title, until, confirm }, context) {
    const { tx, now, actor, caller } = context
    const info = await findGroup(tx, group, now, 'group')
    const { starts, ends } = toInstants(date, time, until)
    if (Temporal.Instant.compare(ends, now) > 0)
      throw new UserError(
        'ahead',
        phrase`That meeting is not over yet; ${cmd('meeting schedule')} puts a coming one on the calendar.`,
        'date',
      )
    if (confirm !== 'yes') assertPastYearMeant(date, now)
    const known = await tx.meeting.findFirst({
      // One that is on record as cancelled may have been held all the same: both stay on record.
      where: { groupId: group, startsAt: toColumn(starts), status: { not: 'CANCELLED' } },
    })
    if (known)
      throw new UserError(
        'known',
        `${meetingRef(known)} of ${group} at that time is already on record.`,
        'date',
      )
    const wanted = { group, kind: kindOf(info, kind), date, until, time, title, objective, source }
    const m: Meeting = await scheduleMeeting(
      context,
      { ...wanted, deadline: { kind: 'none' }, isPast: true },
      { by: toBy(actor, group), reason: source, caller },
    )
    return sentence(
      `${meetingName(m)} ${meetingRef(m)} is on record as held on ${describeTime(m)}, from ${withFullStop(source)}`,
    )
  },
})

export const afterwardsCommands: AnyCommand[] = [held, notHeld, outcome, restore, keep, record]
