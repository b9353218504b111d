import { contributionsTo, contributionWords } from '../agenda/contributions.ts'
import { type Meeting, meetingRef, toMeeting } from '../meetings/meeting.ts'
import { openAgenda } from '../meetings/queries.ts'
import { describeDaysUntil, describeTime, meetingName } from '../meetings/words.ts'
import { action, actions, list, type Message, note, text } from '../messages/message.ts'
import type { Presenters, View } from '../notices/notice.ts'
import { formatDate, inGeneva } from '../time/geneva.ts'

interface Data {
  meeting: number
  version: number
}

/** The meeting, while nobody has decided and it has not changed. */
async function undecided({ meeting, version }: Data, { tx }: View): Promise<Meeting | undefined> {
  const row = await tx.meeting.findUnique({ where: { id: meeting } })
  return row && row.version === version && row.status === 'SCHEDULED' ? toMeeting(row) : undefined
}

/** To the Rapporteur and TSB: what came in by the deadline, and the decision. */
async function decide(data: Data, view: View): Promise<Message | undefined> {
  const m = await undecided(data, view)
  if (!m?.deadline) return undefined
  const came = (await contributionsTo(view.tx, m.id)).filter(c => c.withdrawn === null)
  const inTime = came.filter(c => !c.late).length
  const count =
    inTime === 0
      ? 'no contribution came in'
      : inTime === 1
        ? 'one contribution came in'
        : `${inTime} contributions came in`
  const summary = `By the deadline of ${formatDate(m.deadline)}, ${count} for the ${meetingName(m)} of ${describeTime(m)}. Is it held?`
  return {
    summary,
    blocks: [
      text(summary),
      ...(came.length > 0 ? [list(came.map(contributionWords))] : []),
      note('Until one of you decides, the meeting stands and is shown as not confirmed.'),
      actions(decisionButtons(m, 'Hold', 'Cancel')),
    ],
  }
}

const decisionButtons = (m: Meeting, hold: string, cancel: string) => [
  action(hold, 'meeting hold', { meeting: meetingRef(m) }, 'primary'),
  action(cancel, 'meeting cancel', { meeting: meetingRef(m) }, 'danger'),
]

/** To the SG chairs: whether they bring an issue. */
async function issuesAsked(data: Data, view: View): Promise<Message | undefined> {
  const m = await undecided(data, view)
  if (!m) return undefined
  const agenda = await openAgenda(view.tx, m.id)
  const summary = `The ${meetingName(m)} is ${describeDaysUntil(inGeneva(m.starts).toPlainDate(), view.now)}: ${describeTime(m)}. Does your SG bring an issue?`
  return {
    summary,
    blocks: [
      text(summary),
      text(
        agenda.length > 0
          ? `On its agenda: ${agenda.join('; ')}.`
          : 'Nothing is on its agenda so far. Without an issue it is cancelled, as planned.',
      ),
      actions([
        action('Announce an input', 'meeting input', { meeting: meetingRef(m) }, 'primary'),
        action('Agenda', 'meeting agenda', { meeting: meetingRef(m) }),
      ]),
    ],
  }
}

/** To WP2's chair and TSB: that the plan cancels it, while there is no issue. */
async function cancelNear(data: Data, view: View): Promise<Message | undefined> {
  const m = await undecided(data, view)
  if (!m || (await openAgenda(view.tx, m.id)).length > 0) return undefined
  const summary = `No SG chair has brought an issue to the ${meetingName(m)} of ${describeTime(m)}. Without one it is cancelled, as planned.`
  return { summary, blocks: [text(summary), actions(decisionButtons(m, 'Hold anyway', 'Cancel now'))] }
}

/** To those who were told that it would be cancelled: something came in. */
async function cancelStopped({ meeting }: { meeting: number }, { tx }: View): Promise<Message | undefined> {
  const row = await tx.meeting.findUnique({ where: { id: meeting } })
  if (!row || row.status === 'CANCELLED') return undefined
  const m = toMeeting(row)
  const agenda = await openAgenda(tx, m.id)
  const summary = `The ${meetingName(m)} of ${describeTime(m)} is not cancelled: ${agenda.join('; ')} came in for its agenda.`
  return {
    summary,
    blocks: [text(summary), actions([action('Agenda', 'meeting agenda', { meeting: meetingRef(m) })])],
  }
}

export const decisionPresenters: Presenters = {
  'meeting-decide': decide,
  'issues-asked': issuesAsked,
  'cancel-near': cancelNear,
  'cancel-stopped': cancelStopped,
}
