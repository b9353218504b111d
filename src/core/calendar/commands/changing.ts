/** Meetings put on the calendar, moved, changed, confirmed, cancelled. */

import { type AnyCommand, command } from '../../commands/command.ts'
import { declareOption, option, optional, shownOutside } from '../../commands/options.ts'
import { type Deadline, deadlineDate, parseDeadline } from '../../deadlines/rule.ts'
import { UserError } from '../../errors.ts'
import { groupOption, studyGroupsOption } from '../../groups/options.ts'
import { findGroup, findStudyGroups } from '../../groups/registry.ts'
import { beforeItIsOver, beforeOnMeeting } from '../../meetings/before.ts'
import { assertNoConflict, goAhead } from '../../meetings/conflicts.ts'
import { assertDeadlineAhead } from '../../meetings/dates.ts'
import { linkOption, parseNewPlace } from '../../meetings/joining.ts'
import { KIND_RULES } from '../../meetings/kinds.ts'
import {
  assertAhead,
  assertOpen,
  assertYearMeant,
  lockMeeting,
  type Meeting,
  meetingRef,
} from '../../meetings/meeting.ts'
import { meetingOption } from '../../meetings/options.ts'
import { decidesMeeting, schedulesGroup, schedulesMeeting } from '../../meetings/permission.ts'
import { readNewTitle, readTitle } from '../../meetings/title.ts'
import { describeDeadline, describeTime, isPast, meetingName } from '../../meetings/words.ts'
import { type Message, note, text } from '../../messages/message.ts'
import { describeBy, toBy } from '../../roles/by.ts'
import { withFullStop } from '../../text/sentences.ts'
import { formatDate, formatTime } from '../../time/geneva.ts'
import { toInstants } from '../../time/span.ts'
import { postMeetingCard } from '../card.ts'
import { KIND_CHOICES, kindOf } from '../kinds.ts'
import { type NewTime, readNewTime, timeAfter } from '../new-time.ts'
import { cancelMeeting, confirmMeeting, moveMeeting, reviseMeeting, scheduleMeeting } from '../schedule.ts'
import { decidesOnMeeting } from '../seen.ts'

/** SGs schedule their own meetings elsewhere. */
const group = groupOption({ label: 'Group', example: 'RG-DT', positional: true }, ['TSAG', 'WP', 'RG'])
const meeting = meetingOption({ label: 'Meeting', example: 'MTG-2', positional: true })
const link = optional(
  shownOutside(
    linkOption({ label: 'Links to join, https; shown in open calendars', example: 'https://itu.int/meet' }),
  ),
)
const place = optional(
  shownOutside(
    option.own({ label: 'Place; shown in open calendars', example: 'Geneva, Popov room' }, parseNewPlace),
  ),
)
const reason = shownOutside(
  option.longText({
    positional: true,
    label: 'Reason, shown with the old date',
    example: 'clash with the SG13 plenary',
  }),
)
const deadline = optional(
  option.own(
    { label: 'Contribution deadline, a date or a rule', example: '7 days before' },
    parseDeadline,
    read => (read.kind === 'date' ? [read.date] : []),
  ),
)

const schedule = command({
  path: 'meeting schedule',
  also: ['add', 'create', 'new', 'plan'],
  form: { title: 'Schedule a meeting', submit: 'Schedule' },
  summary: 'Put a meeting on the calendar and notify its group',
  options: {
    group,
    date: option.date({ label: 'Date', example: '13 May 2026', positional: true }),
    time: option.time({ label: 'Start and end, Geneva time', example: '13:00–15:00', positional: true }),
    objective: shownOutside(
      option.text({ positional: true, label: 'Objective', example: 'progress the work on the ToR' }),
    ),
    deadline,
    kind: optional(
      option.choice(KIND_CHOICES, {
        label: "Kind, for WP2's meetings",
        example: 'e-meeting',
      }),
    ),
    title: optional(
      shownOutside(
        option.own({ label: 'Title, in addition to its kind', example: 'Lead SG roles' }, readTitle),
      ),
    ),
    until: optional(
      option.date({ label: 'Last day, for meetings of several days', example: '30 January 2026' }),
    ),
    reason: optional(
      option.text({ label: 'Why the deadline differs from the rule', example: 'a public holiday' }),
    ),
    with: optional(studyGroupsOption({ label: 'SGs invited to an ad-hoc meeting', example: 'SG13,SG17' })),
    convenor: optional(option.text({ label: 'Convenor of an ad-hoc meeting', example: 'Ada Okafor' })),
    link,
    place,
    confirm: goAhead,
  },
  effect: 'change',
  who: schedulesGroup,
  async run(values, context) {
    const { group, date, time, objective, deadline, kind, title, until, reason, confirm } = values
    const { convenor, link, place, with: invited = [] } = values
    const { tx, now, actor, caller } = context
    const info = await findGroup(tx, group, now, 'group')
    const { starts, ends } = toInstants(date, time, until)
    assertAhead(starts, now)
    if (confirm !== 'yes') assertYearMeant(date, now)
    const kindOfIt = kindOf(info, kind)
    if (kindOfIt !== 'AD_HOC' && (convenor || invited.length > 0))
      throw new UserError(
        'not-ad-hoc',
        'A convenor and invited SGs belong to an ad-hoc meeting: add kind:ad-hoc.',
        convenor ? 'convenor' : 'with',
      )
    await findStudyGroups(tx, invited, now, 'with')
    const groups = [...new Set([group, ...invited])]
    const usual = KIND_RULES[kindOfIt].deadline
    assertDeadlineAhead(deadline, now)
    if (deadline) assertReason(usual, deadline, date, reason)
    await assertNoConflict(tx, [{ kind: kindOfIt, starts, ends, groups }], now, confirm === 'yes')
    const change = { by: toBy(actor, group), caller }
    const wanted = {
      group,
      kind: kindOfIt,
      date,
      until,
      time,
      title,
      objective,
      source: describeBy(change.by),
      deadlineNote: reason,
      groups,
      convenor,
      links: link,
      place: place ?? undefined,
    }
    const scheduled = await scheduleMeeting(context, { ...wanted, deadline: deadline ?? usual }, change)
    await postMeetingCard(context, scheduled)
    return changed(
      scheduled,
      now,
      `${meetingName(scheduled)} ${meetingRef(scheduled)} is on the calendar: ${describeTime(scheduled)}.`,
    )
  },
})

/** A deadline other than the one of the kind's rule needs its reason. */
function assertReason(
  usual: Deadline,
  deadline: Deadline,
  day: Temporal.PlainDate,
  reason: string | undefined,
): void {
  const [rule, wanted] = [deadlineDate(usual, day), deadlineDate(deadline, day)]
  if (!rule || reason || wanted?.equals(rule)) return
  const other = wanted
    ? `To set ${formatDate(wanted)}`
    : deadline.kind === 'none'
      ? 'To have none'
      : 'To set another'
  throw new UserError(
    'no-reason',
    `By the rule the deadline is ${formatDate(rule)}. ${other}, add reason:"…"; otherwise leave the deadline out.`,
    'deadline',
  )
}

/**
 * The time that a move without a new start or end comes to now, so that its author sees it first. Undefined when both
 * are stated.
 */
function describeMove(m: Meeting, { date, time }: MoveValues): string | undefined {
  if (time?.end) return undefined
  const { start, end } = timeAfter(m, time)
  const kept = time ? 'With the same length' : 'At the same time of day'
  return `${kept}, it would be moved to ${formatDate(date)}, ${formatTime(start)}–${formatTime(end)} Geneva time.`
}

interface MoveValues {
  meeting: number
  date: Temporal.PlainDate
  time: NewTime | undefined
}

const move = command({
  path: 'meeting move',
  also: ['reschedule', 'postpone'],
  form: { title: 'Move {meeting}', submit: 'Move' },
  summary: 'Move a meeting; everybody who knew of it is notified',
  options: {
    meeting,
    date: option.date({ label: 'New date', example: '22 July 2026', positional: true }),
    time: optional(
      declareOption(
        'time',
        { label: 'New start and end, or start alone', example: '13:00–15:00', positional: true },
        readNewTime,
      ),
    ),
    reason,
    deadline,
    confirm: goAhead,
  },
  effect: 'change',
  who: schedulesMeeting,
  decidesOn: decidesOnMeeting<MoveValues>(describeMove),
  before: beforeItIsOver,
  async run({ meeting, date, time, reason, deadline, confirm }, context) {
    const { tx, now, actor, caller } = context
    const held = await lockMeeting(tx, meeting)
    assertOpen(held, now)
    assertDeadlineAhead(deadline, now)
    const times = timeAfter(held, time)
    const { starts, ends } = toInstants(date, times)
    assertAhead(starts, now)
    if (confirm !== 'yes') assertYearMeant(date, now)
    await assertNoConflict(tx, [{ ...held, starts, ends }], now, confirm === 'yes')
    const moved = await moveMeeting(
      context,
      held,
      { date, time: times, deadline },
      { by: toBy(actor, held.group), reason, caller },
    )
    return changed(
      moved,
      now,
      `${meetingName(moved)} ${meetingRef(moved)} is moved from ${describeTime(held)} to ${describeTime(moved)}.`,
    )
  },
})

const change = command({
  path: 'meeting change',
  form: { title: 'Change {meeting}', submit: 'Change' },
  summary:
    'Change the objective or the contribution deadline of a meeting, or how to join it; everybody who knew of it is notified',
  options: {
    meeting,
    objective: optional(
      shownOutside(option.text({ label: 'New objective', example: 'Review the gap analysis' })),
    ),
    deadline,
    reason,
    link,
    place,
  },
  effect: 'change',
  who: schedulesMeeting,
  decidesOn: decidesOnMeeting(),
  before: beforeItIsOver,
  async run({ meeting, objective, deadline, reason, link, place }, context) {
    const { tx, now, actor, caller } = context
    if (![objective, deadline, link, place].some(given => given !== undefined))
      throw new UserError(
        'nothing',
        'Please give what you want to change: objective:"…", deadline:"…", link:"…" or place:"…".',
        'objective',
      )
    const held = await lockMeeting(tx, meeting)
    assertOpen(held, now)
    assertDeadlineAhead(deadline, now)
    const revised = await reviseMeeting(
      context,
      held,
      { objective, deadline, links: link, place },
      { by: toBy(actor, held.group), reason, caller },
    )
    return changed(
      revised,
      now,
      [
        `${meetingName(revised)} ${meetingRef(revised)} of ${describeTime(revised)} is changed.`,
        ...(objective === undefined ? [] : [`New objective: ${withFullStop(objective)}`]),
        ...(deadline?.kind === 'none' ? ['It has no contribution deadline now.'] : []),
      ].join(' '),
    )
  },
})

const rename = command({
  path: 'meeting rename',
  form: { title: 'Title of {meeting}', submit: 'Rename' },
  summary: 'Give a meeting a title, or change it; everybody who knew of it is notified',
  options: {
    meeting,
    title: shownOutside(
      option.own({ label: 'New title, or none', example: 'Lead SG roles', positional: true }, readNewTitle),
    ),
    reason: optional(shownOutside(option.text({ label: 'Reason', example: 'as agreed in the call' }))),
  },
  effect: 'change',
  who: schedulesMeeting,
  before: beforeItIsOver,
  async run({ meeting, title, reason }, context) {
    const { tx, now, actor, caller } = context
    const held = await lockMeeting(tx, meeting)
    assertOpen(held, now)
    if ((title ?? undefined) === held.title)
      throw new UserError(
        'same',
        held.title
          ? `${meetingRef(held)} already has the title “${held.title}”.`
          : `${meetingRef(held)} has no title.`,
        'title',
      )
    const change = { by: toBy(actor, held.group), reason, caller }
    const renamed = await reviseMeeting(context, held, { title }, change)
    return changed(
      renamed,
      now,
      `${meetingRef(held)} (${meetingName(held)} of ${describeTime(held)}) ${renamed.title ? `now has the title “${renamed.title}”` : 'no longer has a title'}.`,
    )
  },
})

function assertUnconfirmed(m: Meeting, now: Temporal.Instant): void {
  assertOpen(m, now)
  if (m.status === 'CONFIRMED')
    throw new UserError('confirmed', `${meetingRef(m)} is already confirmed.`, 'meeting')
}

const hold = command({
  path: 'meeting hold',
  also: ['confirm'],
  form: { title: 'Confirm {meeting}', submit: 'Confirm' },
  summary: 'Confirm that a meeting will be held; everybody who knew of it is notified',
  options: { meeting, reason: optional(reason) },
  effect: 'change',
  who: decidesMeeting,
  decidesOn: decidesOnMeeting(),
  before: beforeOnMeeting(assertUnconfirmed),
  async run({ meeting, reason }, context) {
    const { tx, now, actor, caller } = context
    const held = await lockMeeting(tx, meeting)
    assertUnconfirmed(held, now)
    const confirmed = await confirmMeeting(context, held, { by: toBy(actor, held.group), reason, caller })
    return changed(
      confirmed,
      now,
      `${meetingName(confirmed)} ${meetingRef(confirmed)} of ${describeTime(confirmed)} is confirmed: it will be held.`,
    )
  },
})

const cancel = command({
  path: 'meeting cancel',
  also: ['delete', 'remove'],
  form: { title: 'Cancel {meeting}', submit: 'Cancel the meeting' },
  summary: 'Cancel a meeting; everybody who knew of it is notified',
  options: { meeting, reason },
  effect: 'change',
  who: decidesMeeting,
  decidesOn: decidesOnMeeting(),
  before: beforeItIsOver,
  async run({ meeting, reason }, context) {
    const { tx, now, actor, caller } = context
    const held = await lockMeeting(tx, meeting)
    assertOpen(held, now)
    const cancelled = await cancelMeeting(context, held, { by: toBy(actor, held.group), reason, caller })
    const summary = `${meetingName(cancelled)} ${meetingRef(cancelled)} on ${describeTime(cancelled)} is cancelled: ${withFullStop(reason)}`
    return { summary, blocks: [text(summary), note('Everybody who knew of it is notified.')] }
  },
})

/** The answer to a change: what is now, and what follows for contributions. */
function changed(m: Meeting, now: Temporal.Instant, summary: string): Message {
  const awaited = m.deadline || m.deadlineRule ? [`Contributions by: ${describeDeadline(m, now)}.`] : []
  const isOpen = m.status !== 'CONFIRMED' && !(m.cutOff && isPast(m.cutOff, now))
  const notes = [...awaited, ...(isOpen ? (KIND_NOTE[m.kind] ?? []) : [])]
  return { summary, blocks: [text(summary), ...(notes.length > 0 ? [note(notes.join(' '))] : [])] }
}

const KIND_NOTE: Partial<Record<Meeting['kind'], string[]>> = {
  RG_INTERIM: [`An ${KIND_RULES.RG_INTERIM.words} is held if there is sufficient input by then.`],
  COORDINATION_E_MEETING: ['It is held if an SG chair brings an issue.'],
}

export const changingCommands: AnyCommand[] = [schedule, move, change, rename, hold, cancel]
