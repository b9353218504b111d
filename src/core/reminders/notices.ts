/** Reminders of contribution deadlines and of meetings. */
import { z } from 'zod'
import { openAgenda } from '../agenda/agenda.ts'
import { findAsNoticed } from '../calendar/notices.ts'
import { findIssue } from '../issues/store.ts'
import { issueTitle } from '../issues/words.ts'
import { describeAttendance, findAttendance } from '../meetings/attendance.ts'
import { isOver, type Meeting, meetingRef } from '../meetings/meeting.ts'
import {
  describeCutOff,
  describeDaysUntil,
  describeTime,
  isPast,
  meetingFields,
  meetingName,
} from '../meetings/words.ts'
import { action, actions, type Block, fields, instant, link, text } from '../messages/message.ts'
import { defineNotice, type Planned } from '../notices/define.ts'
import { PRIORITY, type Recipient, type View } from '../notices/notice.ts'
import { formatDate, formatTimeLeft, inGeneva } from '../time/geneva.ts'
import { fittingSpans, type SnoozeSpan } from './snooze-spans.ts'

/** The series of a meeting's reminders, to withdraw them when it changes. */
export const REMINDER_SERIES = ['deadline', 'meeting'] as const

const schema = z.object({ meeting: z.number(), version: z.number(), step: z.string().exactOptional() })
type Data = z.infer<typeof schema>

/** A reminder of a meeting or of its deadline, at one step before it. */
export interface Reminder {
  key: string
  series: (typeof REMINDER_SERIES)[number]
  meeting: Meeting
  /** Which reminder it is: "7d", "1h"; left out for one that somebody asked for again. */
  step?: string
  audience: Recipient[]
  dueAt: Temporal.Instant
  expiresAt: Temporal.Instant
}

const plan = ({ key, series, meeting, step, audience, dueAt, expiresAt }: Reminder): Planned<Data> => ({
  key,
  subject: meetingRef(meeting),
  series,
  data: { meeting: meeting.id, version: meeting.version, ...(step !== undefined && { step }) },
  audience,
  dueAt,
  expiresAt,
})

export const deadlineNear = defineNotice<Reminder, Data>({
  kind: 'deadline-near',
  about:
    "A contribution deadline comes near; to the channels of the meeting's groups and to those who follow them.",
  schema,
  priority: PRIORITY.reminder,
  plan,
  async present(data, view) {
    const m = await findAsNoticed(data, view)
    if (!m?.deadline || !m.cutOff || m.status === 'CANCELLED' || isOver(m, view.now)) return undefined
    const passed = isPast(m.cutOff, view.now)
    const what = `the ${meetingName(m)} of ${formatDate(inGeneva(m.starts))}`
    const summary = passed
      ? `Contributions to ${what} were due by ${formatDate(m.deadline)}.`
      : `Contributions to ${what} are due ${describeDaysUntil(m.deadline, view.now)}: by ${describeCutOff(m.cutOff)}.`
    return {
      summary,
      blocks: [
        text(summary),
        fields({
          'Deadline, your time': passed ? undefined : [instant(m.cutOff)],
          Meeting: `${describeTime(m)}, ${meetingRef(m)}`,
          'Meeting, your time': [instant(m.starts, m.ends)],
          Objective: m.objective,
        }),
        ...(passed ? [] : [actions([announceButton(m)])]),
        ...snoozeButtons(m, passed ? m.starts : m.cutOff, view),
      ],
    }
  },
})

const announceButton = (m: Meeting) =>
  action('Announce a contribution', 'contribution announce', { meeting: meetingRef(m) }, 'primary')

export const meetingNear = defineNotice<Reminder, Data>({
  kind: 'meeting-near',
  about: 'A meeting comes near; to the channels of its groups and to those who follow them.',
  schema,
  priority: PRIORITY.reminder,
  plan,
  async present(data, view) {
    const m = await findAsNoticed(data, view)
    if (!m || m.status === 'CANCELLED' || Temporal.Instant.compare(m.starts, view.now) <= 0) return undefined
    const day = inGeneva(m.starts).toPlainDate()
    const soon = Temporal.Instant.compare(view.now, m.starts.subtract({ hours: 6 })) >= 0
    // It is told some seconds after it falls due: to the minute, what is due in an hour is said to be in an hour.
    const minute = view.now.round({ smallestUnit: 'minute', roundingMode: 'floor' })
    const when = soon ? `in ${formatTimeLeft(minute, m.starts)}` : describeDaysUntil(day, view.now)
    const agenda = await openAgenda(view.tx, m.id)
    const attending = describeAttendance(await findAttendance(view.tx, m.id))
    const summary = `The ${meetingName(m)}${await matterWords(m, view)} is ${when}${conditionWords(m, agenda.length, view.now)}: ${describeTime(m)}.`
    const isLastHour = Temporal.Instant.compare(view.now, m.starts.subtract({ hours: 1 })) >= 0
    const join = isLastHour ? m.links.map(url => text([link('Join', url)])) : []
    return {
      summary,
      blocks: [
        text(summary),
        ...join,
        meetingFields(m, view.now, agenda, attending),
        ...snoozeButtons(m, m.starts, view),
      ],
    }
  },
})

/** " on ISG-1 Use of terms (SG13, SG17)": which of several calls or ad-hoc meetings it is. */
async function matterWords({ issue }: Meeting, { tx }: View): Promise<string> {
  if (issue === undefined) return ''
  const state = await findIssue(tx, issue)
  return ` on ${issueTitle(state)} (${state.concerned.join(', ')})`
}

/** On a reminder to somebody in person of what comes at `at`: to put it aside, for as long as there is time. */
const snoozeButtons = (m: Meeting, at: Temporal.Instant, { direct, now }: View): Block[] =>
  direct
    ? [
        actions(
          fittingSpans(at, now).map(span =>
            action(SNOOZE_LABELS[span], 'snooze', { meeting: meetingRef(m), for: span }),
          ),
        ),
      ]
    : []

const SNOOZE_LABELS: Record<SnoozeSpan, string> = {
  '1 day': 'Remind me tomorrow',
  'until the last day': 'Remind me on the last day',
  off: 'No more for this meeting',
}

/** The condition on which the meeting is held, while it is open: ", if an SG chair brings an issue". */
function conditionWords(m: Meeting, issues: number, now: Temporal.Instant): string {
  if (m.issueClosedAs) return `, although ${m.matter} is ${m.issueClosedAs}`
  if (m.status === 'CONFIRMED') return ''
  if (m.kind === 'COORDINATION_E_MEETING' && issues === 0) return ', if an SG chair brings an issue'
  if (m.kind !== 'RG_INTERIM' || !m.cutOff) return ''
  return isPast(m.cutOff, now) ? ', not confirmed yet' : ', pending sufficient input'
}
