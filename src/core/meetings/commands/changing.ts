/** Meetings put on the calendar, moved, changed, confirmed, cancelled. */
import { type AnyCommand, command } from '../../commands/command.ts'
import { option, optional } from '../../commands/options.ts'
import { type Deadline, deadlineDate, readDeadline } from '../../deadlines/rule.ts'
import { UserError } from '../../errors.ts'
import { actingAs } from '../../groups/actor.ts'
import { findGroup, type GroupInfo } from '../../groups/registry.ts'
import { meetingChanged } from '../../issues/service.ts'
import { ended } from '../../messages/ended.ts'
import { type Message, note, text } from '../../messages/message.ts'
import { atGeneva, dateWords, inGeneva } from '../../time/geneva.ts'
import { holdMeeting, type Meeting, meetingRef } from '../meeting.ts'
import { decidesMeeting, schedulesGroup, schedulesMeeting } from '../permission.ts'
import { assertNoProblem, goAhead } from '../problems.ts'
import { KIND_RULES } from '../rules.ts'
import {
  announceMeeting,
  assertAhead,
  assertOpen,
  cancelMeeting,
  confirmMeeting,
  moveMeeting,
  reviseMeeting,
  scheduleMeeting,
} from '../schedule.ts'
import { readNewTitle, readTitle } from '../title.ts'
import { deadlineWords, kindWords, whenWords } from '../words.ts'

/** SGs schedule their own meetings elsewhere. */
const group = option.group({ label: 'Group', example: 'RG-DT', positional: true }, ['TSAG', 'WP', 'RG'])
const meeting = option.meeting({ label: 'Meeting', example: 'MTG-2', positional: true })
const reason = option.longText({
  positional: true,
  label: 'Reason, shown with the old date',
  example: 'clash with the SG13 plenary',
})
const deadline = optional(
  option.own({ label: 'Contribution deadline, a date or a rule', example: '7 days before' }, readDeadline),
)
const KINDS = { coordination: 'COORDINATION_E_MEETING', 'e-meeting': 'WP_E_MEETING' } as const

const schedule = command({
  path: 'meeting schedule',
  summary: 'Put a meeting on the calendar; its group is told',
  options: {
    group,
    date: option.date({ label: 'Date', example: '13 May 2026' }),
    time: option.time({ label: 'Start and end, Geneva time', example: '13:00–15:00' }),
    objective: option.text({ label: 'Objective', example: 'progress the work on the ToR' }),
    deadline,
    kind: optional(
      option.choice(['coordination', 'e-meeting'], {
        label: "Kind, for WP2's meetings",
        example: 'e-meeting',
      }),
    ),
    title: optional(option.own({ label: 'Title, besides its kind', example: 'Lead SG roles' }, readTitle)),
    until: optional(option.date({ label: 'Last day, of a meeting of several', example: '30 January 2026' })),
    reason: optional(
      option.text({ label: 'Why the deadline is not the usual one', example: 'a public holiday' }),
    ),
    confirm: goAhead,
  },
  effect: 'change',
  who: schedulesGroup,
  async run(
    { group, date, time, objective, deadline, kind, title, until, reason, confirm },
    { tx, now, actor, caller, notify },
  ) {
    const info = await findGroup(tx, group, now, 'group')
    const starts = atGeneva(date, time.start)
    assertAhead(starts, now)
    const kindOfIt = kindOf(info, kind)
    const usual = KIND_RULES[kindOfIt].deadline
    if (deadline) assertReason(usual, deadline, date, reason)
    await assertNoProblem(
      tx,
      [{ kind: kindOfIt, starts, ends: atGeneva(until ?? date, time.end), groups: [group] }],
      now,
      confirm === 'yes',
    )
    const change = { by: actingAs(actor, group), now, caller }
    const wanted = {
      group,
      kind: kindOfIt,
      date,
      until,
      time,
      title,
      objective,
      source: change.by,
      deadlineNote: reason,
    }
    const scheduled = await scheduleMeeting(tx, { ...wanted, deadline: deadline ?? usual }, change)
    await notify(announceMeeting(scheduled, change))
    return changed(
      scheduled,
      now,
      `${kindWords(scheduled)} ${meetingRef(scheduled)} is on the calendar: ${whenWords(scheduled)}.`,
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
  const stated = wanted ? dateWords(wanted) : deadline.kind === 'none' ? 'No deadline' : 'That'
  throw new UserError(
    'no-reason',
    `${stated} is not the deadline of the rule, which gives ${dateWords(rule)}; give the reason:"…" for it, or leave the deadline out.`,
    'deadline',
  )
}

function kindOf(group: GroupInfo, kind: keyof typeof KINDS | undefined): Meeting['kind'] {
  switch (group.kind) {
    case 'RG':
      return 'RG_INTERIM'
    case 'WP':
      return KINDS[kind ?? 'e-meeting']
    case 'TSAG':
      return 'TSAG_MEETING'
    case 'SG':
      throw new UserError(
        'no-kind',
        `Meetings of ${group.id} itself are not scheduled here; /sg issue meet calls an ad-hoc meeting on an issue.`,
        'group',
      )
  }
}

const move = command({
  path: 'meeting move',
  summary: 'Move a meeting; everybody who was told of it is told',
  options: {
    meeting,
    date: option.date({ label: 'New date', example: '22 July 2026' }),
    time: optional(option.time({ label: 'New start and end, Geneva time', example: '13:00–15:00' })),
    reason,
    deadline,
    confirm: goAhead,
  },
  effect: 'change',
  who: schedulesMeeting,
  async run({ meeting, date, time, reason, deadline, confirm }, context) {
    const { tx, now, actor, caller } = context
    const held = await holdMeeting(tx, meeting)
    assertOpen(held, now)
    const times = time ?? timeOf(held)
    const [starts, ends] = [atGeneva(date, times.start), atGeneva(date, times.end)]
    assertAhead(starts, now)
    await assertNoProblem(tx, [{ ...held, starts, ends }], now, confirm === 'yes')
    const moved = await moveMeeting(
      tx,
      held,
      { date, time: times, deadline },
      { by: actingAs(actor, held.group), now, reason, caller },
    )
    await meetingChanged(context, moved, undefined)
    return changed(
      moved,
      now,
      `${kindWords(moved)} ${meetingRef(moved)} is moved from ${whenWords(held)} to ${whenWords(moved)}.`,
    )
  },
})

function timeOf(m: Meeting) {
  const [start, end] = [m.starts, m.ends].map(i => inGeneva(i).toPlainTime())
  return { start: start!, end: end! }
}

const change = command({
  path: 'meeting change',
  summary:
    'Change the objective or the contribution deadline of a meeting; everybody who was told of it is told',
  options: {
    meeting,
    objective: optional(option.text({ label: 'New objective', example: 'Review the gap analysis' })),
    deadline,
    reason,
  },
  effect: 'change',
  who: schedulesMeeting,
  async run({ meeting, objective, deadline, reason }, { tx, now, actor, caller }) {
    if (objective === undefined && deadline === undefined)
      throw new UserError('nothing', 'Say what changes: objective:"…" or deadline:"…".', 'objective')
    const held = await holdMeeting(tx, meeting)
    assertOpen(held, now)
    const revised = await reviseMeeting(
      tx,
      held,
      { objective, deadline },
      { by: actingAs(actor, held.group), now, reason, caller },
    )
    return changed(
      revised,
      now,
      `${kindWords(revised)} ${meetingRef(revised)} of ${whenWords(revised)} is changed${objective === undefined ? '.' : `; its objective is: ${ended(objective)}`}`,
    )
  },
})

const rename = command({
  path: 'meeting rename',
  summary: 'Give a meeting a title, or another one; everybody who was told of it is told',
  options: {
    meeting,
    title: option.own(
      { label: 'New title, or none', example: 'Lead SG roles', positional: true },
      readNewTitle,
    ),
    reason: optional(option.text({ label: 'Reason', example: 'as agreed in the call' })),
  },
  effect: 'change',
  who: schedulesMeeting,
  async run({ meeting, title, reason }, { tx, now, actor, caller }) {
    const held = await holdMeeting(tx, meeting)
    assertOpen(held, now)
    if ((title ?? undefined) === held.title)
      throw new UserError(
        'same',
        held.title
          ? `${meetingRef(held)} has that title already: “${held.title}”.`
          : `${meetingRef(held)} has no title of its own.`,
        'title',
      )
    const change = { by: actingAs(actor, held.group), now, reason, caller }
    const renamed = await reviseMeeting(tx, held, { title }, change)
    return changed(
      renamed,
      now,
      `The ${kindWords(held)} ${meetingRef(held)} of ${whenWords(held)} is now the ${kindWords(renamed)}.`,
    )
  },
})

const hold = command({
  path: 'meeting hold',
  summary: 'Confirm that a meeting is held; everybody who was told of it is told',
  options: { meeting, reason: optional(reason) },
  effect: 'change',
  who: decidesMeeting,
  async run({ meeting, reason }, { tx, now, actor, caller }) {
    const held = await holdMeeting(tx, meeting)
    assertOpen(held, now)
    if (held.status === 'CONFIRMED')
      throw new UserError('confirmed', `${meetingRef(held)} is confirmed already.`, 'meeting')
    const confirmed = await confirmMeeting(tx, held, { by: actingAs(actor, held.group), now, reason, caller })
    return changed(
      confirmed,
      now,
      `${kindWords(confirmed)} ${meetingRef(confirmed)} of ${whenWords(confirmed)} is confirmed: it will be held.`,
    )
  },
})

const cancel = command({
  path: 'meeting cancel',
  summary: 'Cancel a meeting; everybody who was told of it is told',
  options: { meeting, reason },
  effect: 'change',
  who: decidesMeeting,
  async run({ meeting, reason }, context) {
    const { tx, now, actor, caller } = context
    const held = await holdMeeting(tx, meeting)
    assertOpen(held, now)
    const cancelled = await cancelMeeting(tx, held, { by: actingAs(actor, held.group), now, reason, caller })
    await meetingChanged(context, cancelled, reason)
    const summary = `${kindWords(cancelled)} ${meetingRef(cancelled)} on ${whenWords(cancelled)} is cancelled: ${ended(reason)}`
    return { summary, blocks: [text(summary), note('Those who were told of it are being told.')] }
  },
})

/** The answer to a change: what is now, and what follows for contributions. */
function changed(m: Meeting, now: Temporal.Instant, summary: string): Message {
  const awaited = m.deadline || m.deadlineRule ? [`Contributions by: ${deadlineWords(m, now)}.`] : []
  const notes = [...awaited, ...(m.status === 'CONFIRMED' ? [] : (KIND_NOTE[m.kind] ?? []))]
  return { summary, blocks: [text(summary), ...(notes.length > 0 ? [note(notes.join(' '))] : [])] }
}

const KIND_NOTE: Partial<Record<Meeting['kind'], string[]>> = {
  RG_INTERIM: [`An ${KIND_RULES.RG_INTERIM.words} is held if there is sufficient input by then.`],
  COORDINATION_E_MEETING: ['It is held if an SG chair brings an issue.'],
}

export const changingCommands: AnyCommand[] = [schedule, move, change, rename, hold, cancel]
