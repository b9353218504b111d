import { type AnyCommand, type Context, command, everybody } from '../commands/command.ts'
import { option, optional } from '../commands/options.ts'
import { type Deadline, readDeadline } from '../deadlines/rule.ts'
import { UserError } from '../errors.ts'
import { actingAs } from '../groups/actor.ts'
import { findGroup, type GroupInfo } from '../groups/registry.ts'
import { action, actions, heading, type Message, note, table, text } from '../messages/message.ts'
import { atGeneva, dateWords } from '../time/geneva.ts'
import { agendaCommands } from './agenda-commands.ts'
import { historyBlocks } from './history.ts'
import { findMeeting, holdMeeting, KIND_WORDS, type Meeting, meetingRef } from './meeting.ts'
import { schedulesGroup, schedulesMeeting } from './permission.ts'
import { agendaOf, lastMeeting, listMeetings, nextMeeting, nextOfAll } from './reading.ts'
import {
  announceMeeting,
  assertAhead,
  assertOpen,
  cancelMeeting,
  moveMeeting,
  scheduleMeeting,
} from './schedule.ts'
import {
  deadlineWords,
  kindWords,
  leftWords,
  MEETING_COLUMNS,
  meetingFields,
  meetingRow,
  statusWords,
  whenWords,
} from './words.ts'

const MOST = 40

const group = option.group({ label: 'Group', example: 'RG-DT', positional: true })
const meeting = option.meeting({ label: 'Meeting', example: 'MTG-2', positional: true })
const reason = option.longText({
  positional: true,
  label: 'Reason, shown with the old date',
  example: 'clash with the SG13 plenary',
})
const deadline = optional(
  option.own({ label: 'Contribution deadline, a date or a rule', example: '7 days before' }, readDeadline),
)

const next = command({
  path: 'meeting next',
  summary: 'When a group meets next, and by when it awaits contributions',
  options: { group: optional(group) },
  effect: 'read',
  who: everybody,
  async run({ group }, { tx, now }) {
    if (group === undefined) return nextOfEvery(await nextOfAll(tx, now), now)
    await findGroup(tx, group, now, 'group')
    const found = await nextMeeting(tx, group, now)
    return found
      ? nextMessage(found, now, await agendaOf(tx, found.id))
      : noneAhead(group, await lastMeeting(tx, group, now))
  },
})

function nextMessage(m: Meeting, now: Temporal.Instant, agenda: string[]): Message {
  const due = m.deadline ? ` Contributions by ${dateWords(m.deadline)} (${leftWords(m.deadline, now)}).` : ''
  const summary = `${m.group} meets next on ${whenWords(m)}.${due}`
  return {
    summary,
    blocks: [heading(`${kindWords(m)}, ${meetingRef(m)}`), text(summary), meetingFields(m, now, agenda)],
  }
}

function noneAhead(group: string, last: Meeting | undefined): Message {
  const before = last
    ? `The last one was on ${whenWords(last)} (${meetingRef(last)}).`
    : 'None is on record before now either.'
  const summary = `No meeting of ${group} is planned. ${before}`
  return { summary, blocks: [text(summary)] }
}

function nextOfEvery(meetings: Meeting[], now: Temporal.Instant): Message {
  if (meetings.length === 0)
    return { summary: 'No meeting is planned.', blocks: [text('No meeting is planned.')] }
  const summary = `Next meetings: ${meetings.map(m => `${m.group} on ${whenWords(m)}`).join('; ')}.`
  return {
    summary,
    blocks: [
      heading('The next meeting of every group'),
      table(
        MEETING_COLUMNS,
        meetings.map(m => meetingRow(m, now)),
      ),
    ],
  }
}

const listed = command({
  path: 'meeting list',
  summary: 'Meetings by date, of one group or of all',
  options: {
    group: optional(group),
    which: optional(option.choice(['ahead', 'past', 'all'], { label: 'Which', example: 'ahead' })),
  },
  effect: 'read',
  who: everybody,
  async run({ group, which = 'ahead' }, { tx, now }) {
    if (group !== undefined) await findGroup(tx, group, now, 'group')
    const found = await listMeetings(tx, group, which, now, MOST + 1)
    const title =
      `Meetings ${which === 'ahead' ? 'ahead' : which === 'past' ? 'that are past' : ''}${group ? ` of ${group}` : ''}`
        .replace(/\s+/g, ' ')
        .trim()
    if (found.length === 0) {
      const summary = `${title}: none.`
      return { summary, blocks: [text(summary)] }
    }
    const shown = found.slice(0, MOST)
    const more = found.length > MOST ? [note(`The first ${MOST} are shown; name a group to see fewer.`)] : []
    return {
      summary: `${title}: ${shown.length}.`,
      blocks: [
        heading(title),
        table(
          MEETING_COLUMNS,
          shown.map(m => meetingRow(m, now)),
        ),
        ...more,
      ],
    }
  },
})

const show = command({
  path: 'meeting show',
  summary: 'A meeting with its history: old dates and reasons stay visible',
  options: { meeting },
  effect: 'read',
  who: everybody,
  async run({ meeting }, { tx, now, actor }) {
    const found = await findMeeting(tx, meeting)
    const may = await schedulesMeeting.allows(actor, { meeting }, { tx } as Context)
    const open = found.status === 'SCHEDULED' && Temporal.Instant.compare(found.ends, now) > 0
    const agenda = await agendaOf(tx, meeting)
    const summary = `${kindWords(found)} ${meetingRef(found)}: ${whenWords(found)}, ${statusWords(found, now, agenda.length)}.`
    return {
      summary,
      blocks: [
        heading(`${kindWords(found)}, ${meetingRef(found)}`),
        text(summary),
        meetingFields(found, now, agenda),
        ...(await historyBlocks(tx, meeting)),
        ...(may && open ? [actions(changeButtons(found))] : []),
      ],
    }
  },
})

const changeButtons = (m: Meeting) => [
  action('Move', 'meeting move', { meeting: meetingRef(m) }),
  action('Cancel', 'meeting cancel', { meeting: meetingRef(m) }, 'danger'),
]

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
  },
  effect: 'change',
  who: schedulesGroup,
  async run({ group, date, time, objective, deadline, kind }, { tx, now, actor, notify }) {
    const info = await findGroup(tx, group, now, 'group')
    assertAhead(atGeneva(date, time.start), now)
    const change = { by: actingAs(actor, group), now }
    const wanted = { group, kind: kindOf(info, kind), date, time, objective, source: change.by }
    const scheduled = await scheduleMeeting(
      tx,
      { ...wanted, deadline: deadline ?? usualDeadline(info) },
      change,
    )
    await notify(announceMeeting(scheduled, change))
    return changed(
      scheduled,
      now,
      `${kindWords(scheduled)} ${meetingRef(scheduled)} is on the calendar: ${whenWords(scheduled)}.`,
    )
  },
})

/** RG interim meetings await contributions one week in advance (January 2026 report, RG-DT's plan). */
const usualDeadline = (group: GroupInfo): Deadline =>
  group.kind === 'RG' ? { kind: 'days', days: 7 } : { kind: 'none' }

function kindOf(group: GroupInfo, kind: 'coordination' | 'e-meeting' | undefined): Meeting['kind'] {
  if (group.kind === 'RG') return 'RG_INTERIM'
  if (group.kind === 'WP') return kind === 'coordination' ? 'COORDINATION_E_MEETING' : 'WP_E_MEETING'
  throw new UserError(
    'no-kind',
    `Meetings of ${group.id} are not scheduled here; WP2 and the Rapporteur groups' are.`,
    'group',
  )
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
  },
  effect: 'change',
  who: schedulesMeeting,
  async run({ meeting, date, time, reason, deadline }, { tx, now, actor }) {
    const held = await holdMeeting(tx, meeting)
    assertOpen(held, now)
    const moved = await moveMeeting(
      tx,
      held,
      { date, time: time ?? timeOf(held), deadline },
      { by: actingAs(actor, held.group), now, reason },
    )
    return changed(
      moved,
      now,
      `${kindWords(moved)} ${meetingRef(moved)} is moved from ${whenWords(held)} to ${whenWords(moved)}.`,
    )
  },
})

function timeOf(m: Meeting) {
  const [start, end] = [m.starts, m.ends].map(i => i.toZonedDateTimeISO('Europe/Zurich').toPlainTime())
  return { start: start!, end: end! }
}

const cancel = command({
  path: 'meeting cancel',
  summary: 'Cancel a meeting; everybody who was told of it is told',
  options: { meeting, reason },
  effect: 'change',
  who: schedulesMeeting,
  async run({ meeting, reason }, { tx, now, actor }) {
    const held = await holdMeeting(tx, meeting)
    assertOpen(held, now)
    const cancelled = await cancelMeeting(tx, held, { by: actingAs(actor, held.group), now, reason })
    const summary = `${kindWords(cancelled)} ${meetingRef(cancelled)} on ${whenWords(cancelled)} is cancelled: ${reason}`
    return { summary, blocks: [text(summary), note('Those who were told of it are being told.')] }
  },
})

/** The answer to a change: what is now, and what follows for contributions. */
function changed(m: Meeting, now: Temporal.Instant, summary: string): Message {
  return {
    summary,
    blocks: [
      text(summary),
      note(`Contributions by: ${deadlineWords(m, now)}. ${KIND_NOTE[m.kind] ?? ''}`.trim()),
    ],
  }
}

const KIND_NOTE: Partial<Record<Meeting['kind'], string>> = {
  RG_INTERIM: `An ${KIND_WORDS.RG_INTERIM} is held if there is sufficient input by then.`,
  COORDINATION_E_MEETING: `It is held if an SG chair brings an issue.`,
}

export const meetingCommands: AnyCommand[] = [next, listed, show, schedule, move, cancel, ...agendaCommands]
