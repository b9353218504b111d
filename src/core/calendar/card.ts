/** The card of a meeting: how it stands, in the channels of its groups, edited in place at each change. */
import { z } from 'zod'
import { openAgenda } from '../agenda/agenda.ts'
import { toColumn } from '../database/columns.ts'
import type { Work } from '../events/events.ts'
import { attendanceLines, describeAttendance, findAttendance } from '../meetings/attendance.ts'
import { isOver, type Meeting, meetingRef, toMeeting } from '../meetings/meeting.ts'
import { describeStatus, describeTime, meetingDetails, meetingName } from '../meetings/words.ts'
import { type Action, action, actions, type Block, fields, heading, list, text } from '../messages/message.ts'
import { withPage } from '../messages/with-page.ts'
import { defineNotice } from '../notices/define.ts'
import { PRIORITY, type Recipient } from '../notices/notice.ts'
import { writeNotices } from '../notices/outbox.ts'
import { meetingPage } from '../references/pages.ts'
import { formatDay, inGeneva } from '../time/geneva.ts'
import type { MeetingChanged } from './changes.ts'

const schema = z.object({ meeting: z.number() })

interface CardFacts {
  meeting: Meeting
  /** The change that brings the card, unique among the changes of its meeting: "v2". */
  change: string
  audience: Recipient[]
  now: Temporal.Instant
}

export const meetingScheduled = defineNotice<CardFacts, z.infer<typeof schema>>({
  kind: 'meeting-scheduled',
  about:
    'The card of a meeting that is put on the calendar, edited in place at each change and answer; in the channels of its groups.',
  schema,
  priority: PRIORITY.card,
  place: 'CARD',
  plan({ meeting, change, audience, now }) {
    const subject = meetingRef(meeting)
    return {
      key: `meeting-scheduled:${subject}:${change}`,
      subject,
      series: `card:${subject}`,
      data: { meeting: meeting.id },
      audience,
      dueAt: now,
    }
  },
  async present({ meeting }, { tx, now, publicUrl }) {
    const row = await tx.meeting.findUnique({ where: { id: meeting } })
    if (!row) return undefined
    const m = toMeeting(row)
    const agenda = await openAgenda(tx, m.id)
    const attending = await findAttendance(tx, m.id)
    const name = `${meetingName(m)}, ${describeTime(m)} (${meetingRef(m)})`
    const isNew = m.version === 1 && attending.length === 0
    const summary = isNew
      ? `New on the calendar: ${name}.`
      : `On the calendar: ${name}, ${describeStatus(m, now, agenda.length)}.`
    const isAhead = m.status !== 'CANCELLED' && !isOver(m, now)
    const card = {
      summary,
      blocks: [
        text(summary),
        cardFields(m, now, agenda, describeAttendance(attending)),
        ...(isAhead ? [actions([...attendanceButtons(m), detailButton(m)])] : [actions([detailButton(m)])]),
      ],
    }
    return withPage(card, publicUrl, meetingPage(meetingRef(m)))
  },
})

/** The fields that the sentence above them doesn't have: it says the time and the status. */
function cardFields(m: Meeting, now: Temporal.Instant, agenda: string[], attendance?: string): Block {
  const { Status: _, 'Contributions by': by, ...details } = meetingDetails(m, now, agenda, attendance)
  const hasDeadline = m.cutOff !== undefined || m.deadlineRule !== undefined
  return fields({
    Date: formatDay(inGeneva(m.starts)),
    ...(hasDeadline && { 'Contributions by': by }),
    ...details,
  })
}

const detailButton = (m: Meeting): Action => action('Details', 'meeting show', { meeting: meetingRef(m) })

/** One press each: whether somebody comes. */
export const attendanceButtons = (m: Meeting): Action[] => [
  action("I'll be there", 'meeting attend', { meeting: meetingRef(m), answer: 'there' }),
  action('Not needed', 'meeting attend', { meeting: meetingRef(m), answer: 'not needed' }),
  action("Can't come", 'meeting attend', { meeting: meetingRef(m), answer: 'cannot' }),
]

/** The answers about coming, by name; nothing without an answer. */
export const attendanceBlocks = (all: Awaited<ReturnType<typeof findAttendance>>): Block[] =>
  all.length > 0 ? [heading('Attendance'), list(attendanceLines(all))] : []

/** Posts the card of a meeting that is new on the calendar, in the channels of its groups. */
export const postMeetingCard = ({ tx, now }: Pick<Work, 'tx' | 'now'>, meeting: Meeting): Promise<void> =>
  writeNotices(tx, [
    meetingScheduled.from({
      meeting,
      change: `v${meeting.version}`,
      audience: meeting.groups.map(channelOf => ({ channelOf })),
      now,
    }),
  ])

/** Keeps the cards of a changed meeting current, wherever they stand. */
export async function updateMeetingCard({ tx, now }: Work, { before, after }: MeetingChanged): Promise<void> {
  if (before) await writeNotices(tx, [editOf(after, `v${after.version}`, now)])
}

/** The same after an answer, which is no change of the meeting. */
export const countAnswer = (
  { tx, now }: Pick<Work, 'tx' | 'now'>,
  meeting: Meeting,
  person: number,
): Promise<void> => writeNotices(tx, [editOf(meeting, `a${person}:${toColumn(now).getTime()}`, now)])

const editOf = (meeting: Meeting, change: string, now: Temporal.Instant) =>
  meetingScheduled.from({ meeting, change, audience: [{ cardsOf: meetingRef(meeting) }], now })
