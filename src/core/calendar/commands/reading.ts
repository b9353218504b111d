import { openAgenda } from '../../agenda/agenda.ts'
import { contributionsTo, contributionWords } from '../../agenda/contributions.ts'
import { type AnyCommand, command, everybody } from '../../commands/command.ts'
import { option, optional } from '../../commands/options.ts'
import { groupOption } from '../../groups/options.ts'
import { findGroup } from '../../groups/registry.ts'
import { calendarFile, linkNote } from '../../ics/file.ts'
import { describeAttendance, findAttendance } from '../../meetings/attendance.ts'
import { findMeeting, MEETING, type Meeting, meetingRef } from '../../meetings/meeting.ts'
import { meetingOption } from '../../meetings/options.ts'
import { decides, schedules } from '../../meetings/permission.ts'
import { listMeetings, nextOfAll } from '../../meetings/queries.ts'
import {
  describeStatus,
  describeTime,
  MEETING_COLUMNS,
  meetingDetails,
  meetingFields,
  meetingName,
  meetingRow,
} from '../../meetings/words.ts'
import {
  type Action,
  action,
  actions,
  cmd,
  fields,
  heading,
  list,
  type Message,
  note,
  onSeen,
  phrase,
  sentence,
  table,
  text,
} from '../../messages/message.ts'
import { parsePage } from '../../messages/pages.ts'
import { given, PAGE_LINES } from '../../messages/turn-pages.ts'
import { meetingPage, PAGES, withQuery } from '../../references/pages.ts'
import { formatDay, inGeneva } from '../../time/geneva.ts'
import { attendanceBlocks, attendanceButtons } from '../card.ts'
import { historyBlocks } from '../history.ts'
import { nextOrLast } from '../next-meeting.ts'

const MOST = 40

const pageOption = optional(option.own({ label: 'Page', example: '2' }, parsePage))

const group = groupOption({ label: 'Group', example: 'RG-DT', positional: true })
const meeting = meetingOption({ label: 'Meeting', example: 'MTG-2', positional: true })
const next = command({
  path: 'meeting next',
  form: { title: 'Next meeting', submit: 'Show' },
  summary: 'The next meeting of a group and its contribution deadline',
  options: { group: optional(group) },
  effect: 'read',
  who: everybody,
  page: ({ group }) => withQuery(PAGES.calendar, { group }),
  async run({ group }, { tx, now }) {
    if (group === undefined) return nextOfEvery(await nextOfAll(tx, now), now)
    const found = await nextOrLast(tx, group, now)
    if (found?.ahead) return nextMessage(found.meeting, now, found.agenda)
    const { kind } = await findGroup(tx, group, now, 'group')
    return kind === 'SG' ? notKept(group, found?.meeting) : noneAhead(group, found?.meeting)
  },
})

function nextMessage(m: Meeting, now: Temporal.Instant, agenda: string[]): Message {
  const day = formatDay(inGeneva(m.starts)).split(' ')[0]
  const summary = `${m.group} meets next on ${day} ${describeTime(m)}.`
  return {
    summary,
    blocks: [
      heading(`${meetingName(m)}, ${meetingRef(m)}`),
      text(summary),
      fields(meetingDetails(m, now, agenda)),
    ],
  }
}

/** SGs keep their own calendars: none of theirs here says nothing about them. */
const notKept = (group: string, last: Meeting | undefined): Message =>
  sentence(
    `Meetings of ${group} itself are not kept here, only ad-hoc meetings that it calls on an issue: none is planned${last ? `; the last one was on ${describeTime(last)} (${meetingRef(last)})` : ''}.`,
  )

function noneAhead(group: string, last: Meeting | undefined): Message {
  const before = last
    ? `The last one was on ${describeTime(last)} (${meetingRef(last)}).`
    : 'No earlier meeting is on record.'
  const summary = `No meeting of ${group} is planned. ${before}`
  return { summary, blocks: [text(summary)] }
}

function nextOfEvery(meetings: Meeting[], now: Temporal.Instant): Message {
  if (meetings.length === 0)
    return { summary: 'No meeting is planned.', blocks: [text('No meeting is planned.')] }
  const summary = `Next meetings: ${meetings.map(m => `${m.group} on ${describeTime(m)}`).join('; ')}.`
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
  form: { title: 'List meetings', submit: 'List' },
  summary: 'Meetings by date, of one group or of all',
  options: {
    group: optional(group),
    which: optional(option.choice(['ahead', 'past', 'all'], { label: 'Which', example: 'ahead' })),
    page: pageOption,
  },
  effect: 'read',
  who: everybody,
  page: ({ group }) => withQuery(PAGES.calendar, { group }),
  async run({ group: asked, which = 'ahead', page = 1 }, { tx, now }) {
    const group = asked && (await findGroup(tx, asked, now, 'group')).id
    const found = await listMeetings(tx, group, which, now, MOST + 1, (page - 1) * MOST)
    const title = `${{ ahead: 'Coming meetings', past: 'Past meetings', all: 'Meetings' }[which]}${group ? ` of ${group}` : ''}`
    if (found.length === 0) {
      const summary = page > 1 ? 'There are no more meetings on that page.' : `${title}: none.`
      return { summary, blocks: [text(summary)] }
    }
    const shown = found.slice(0, MOST)
    const turn = (label: string, to: number) =>
      action(label, 'meeting list', { ...given({ group, which }), page: String(to) })
    const turns = [
      ...(page > 1 ? [turn('Previous page', page - 1)] : []),
      ...(found.length > MOST ? [turn('Next page', page + 1)] : []),
    ]
    return {
      summary: `${title}: ${shown.length}.`,
      blocks: [
        heading(title),
        table(
          MEETING_COLUMNS,
          shown.map(m => meetingRow(m, now)),
        ),
        ...(turns.length > 0 ? [actions(turns)] : []),
      ],
    }
  },
})

const show = command({
  path: 'meeting show',
  form: { title: 'Show {meeting}', submit: 'Show' },
  summary: 'A meeting with its history: old dates and reasons stay visible',
  options: { meeting, page: { ...pageOption, isFor: () => false } },
  effect: 'read',
  who: everybody,
  page: ({ meeting }) => meetingPage(MEETING.format(meeting)),
  async run({ meeting, page }, { tx, now, actor, publicUrl }) {
    const found = await findMeeting(tx, meeting)
    const open = found.status !== 'CANCELLED' && Temporal.Instant.compare(found.ends, now) > 0
    const mayDecide = decides(actor, found)
    const buttons = open
      ? changeButtons(found, schedules(actor, found), mayDecide)
      : mayDecide
        ? afterwardsButtons(found, now)
        : []
    const came = (await contributionsTo(tx, meeting)).map(contributionWords)
    const agenda = await openAgenda(tx, meeting)
    const attending = await findAttendance(tx, meeting)
    const summary = `${meetingName(found)} ${meetingRef(found)}: ${describeTime(found)}, ${describeStatus(found, now, agenda.length)}.`
    return {
      summary,
      blocks: [
        heading(`${meetingName(found)}, ${meetingRef(found)}`),
        text(summary),
        meetingFields(found, now, agenda, describeAttendance(attending)),
        ...attendanceBlocks(attending),
        ...(await historyBlocks(tx, meeting, page)),
        ...(came.length > 0 ? [heading('Contributions'), list(came.slice(0, PAGE_LINES))] : []),
        ...(came.length > PAGE_LINES
          ? [
              note(
                phrase`${came.length} in all; ${cmd('contribution list', { meeting: meetingRef(found) })} lists them.`,
              ),
            ]
          : []),
        ...(publicUrl ? [linkNote(publicUrl, meeting)] : []),
        actions([
          ...(open && actor.person !== undefined ? attendanceButtons(found) : []),
          ...buttons,
          action('Calendar file', 'meeting calendar', { meeting: meetingRef(found) }),
        ]),
      ],
      files: [await calendarFile(tx, meeting, publicUrl)],
    }
  },
})

function changeButtons(m: Meeting, schedules: boolean, decides: boolean): Action[] {
  const options = { meeting: meetingRef(m) }
  const seen = (button: Action) => onSeen(m.version, button)
  return [
    ...(decides && m.status === 'SCHEDULED'
      ? [seen(action('Hold', 'meeting hold', options, 'primary'))]
      : []),
    ...(schedules
      ? [
          seen(action('Move', 'meeting move', options)),
          seen(action('Change', 'meeting change', options)),
          action('Rename', 'meeting rename', options),
        ]
      : []),
    ...(decides ? [seen(action('Cancel', 'meeting cancel', options, 'danger'))] : []),
  ]
}

/** The buttons of a meeting that is cancelled or over, for those who say what became of it. */
function afterwardsButtons(m: Meeting, now: Temporal.Instant): Action[] {
  const options = { meeting: meetingRef(m) }
  const isAhead = Temporal.Instant.compare(m.starts, now) > 0
  if (m.status === 'CANCELLED')
    return isAhead ? [onSeen(m.version, action('Restore', 'meeting restore', options))] : []
  return [
    ...(m.status === 'HELD' ? [] : [action('It was held', 'meeting held', options)]),
    ...(m.status === 'NOT_HELD' ? [] : [action('It was not held', 'meeting not-held', options)]),
    action('Outcome', 'meeting outcome', options),
  ]
}

export const readingCommands: AnyCommand[] = [next, listed, show]
