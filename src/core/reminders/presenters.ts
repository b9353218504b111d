/** Reminders of contribution deadlines and of meetings, in words. */

import { asNoticed, type Data } from '../calendar/presenters.ts'
import { OPEN } from '../issues/state.ts'
import { findIssue } from '../issues/store.ts'
import { type Meeting, meetingRef } from '../meetings/meeting.ts'
import { openAgenda } from '../meetings/queries.ts'
import {
  describeCutOff,
  describeDaysUntil,
  describeTime,
  isOver,
  isPast,
  meetingFields,
  meetingName,
} from '../meetings/words.ts'
import { action, actions, type Block, fields, instant, type Message, text } from '../messages/message.ts'
import type { Presenters, View } from '../notices/notice.ts'
import { formatDate, formatTimeLeft, inGeneva } from '../time/geneva.ts'

async function deadlineNear(data: Data, view: View): Promise<Message | undefined> {
  const m = await asNoticed(data, view)
  if (!m?.deadline || !m.cutOff || m.status === 'CANCELLED' || isOver(m, view.now)) return undefined
  const passed = isPast(m.cutOff, view.now)
  const what = `the ${meetingName(m)} of ${formatDate(inGeneva(m.starts))}`
  const summary = passed
    ? `Contributions to ${what} were due by ${formatDate(m.deadline)}; this has passed.`
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
      ...snoozeButtons(m, view),
    ],
  }
}

const announceButton = (m: Meeting) =>
  action('Announce a contribution', 'contribution announce', { meeting: meetingRef(m) }, 'primary')

async function meetingNear(data: Data, view: View): Promise<Message | undefined> {
  const m = await asNoticed(data, view)
  if (!m || m.status === 'CANCELLED' || Temporal.Instant.compare(m.starts, view.now) <= 0) return undefined
  if (m.issue !== undefined && !(await isOpen(view.tx, m.issue))) return undefined
  const day = inGeneva(m.starts).toPlainDate()
  const soon = Temporal.Instant.compare(view.now, m.starts.subtract({ hours: 6 })) >= 0
  const when = soon ? `in ${formatTimeLeft(view.now, m.starts)}` : describeDaysUntil(day, view.now)
  const agenda = await openAgenda(view.tx, m.id)
  const summary = `The ${meetingName(m)} is ${when}${conditionWords(m, agenda.length, view.now)}: ${describeTime(m)}.`
  return { summary, blocks: [text(summary), meetingFields(m, view.now, agenda), ...snoozeButtons(m, view)] }
}

/** A meeting on an issue that is settled meanwhile is not called to mind. */
const isOpen = async (tx: View['tx'], issue: number): Promise<boolean> =>
  OPEN.includes((await findIssue(tx, issue)).stage)

/** On a reminder to somebody in person: to put it aside. */
const snoozeButtons = (m: Meeting, { direct }: View): Block[] =>
  direct
    ? [
        actions([
          action('Remind me tomorrow', 'snooze', { meeting: meetingRef(m), for: '1 day' }),
          action('Remind me on the last day', 'snooze', {
            meeting: meetingRef(m),
            for: 'until the last day',
          }),
          action('No more for this meeting', 'snooze', { meeting: meetingRef(m), for: 'off' }),
        ]),
      ]
    : []

/** What its holding still depends on: ", if an SG chair brings an issue". */
function conditionWords(m: Meeting, issues: number, now: Temporal.Instant): string {
  if (m.status === 'CONFIRMED') return ''
  if (m.kind === 'COORDINATION_E_MEETING' && issues === 0) return ', if an SG chair brings an issue'
  if (m.kind !== 'RG_INTERIM' || !m.cutOff) return ''
  return isPast(m.cutOff, now) ? ', not confirmed yet' : ', pending sufficient input'
}

export const reminderPresenters: Presenters = { 'deadline-near': deadlineNear, 'meeting-near': meetingNear }
