/** Questions and warnings ahead of a meeting whose holding depends on what comes in. */
import { z } from 'zod'
import { type AgendaEntry, describeOpen, openAgenda, readAgenda } from '../agenda/agenda.ts'
import { contributionsTo, contributionWords } from '../agenda/contributions.ts'
import { hasOnlyReports } from '../agenda/reports.ts'
import { HANDLER } from '../groups/handler.ts'
import { type Meeting, meetingRef, toMeeting } from '../meetings/meeting.ts'
import { describeDaysUntil, describeTime, meetingName } from '../meetings/words.ts'
import { type Action, action, actions, list, type Message, note, onSeen, text } from '../messages/message.ts'
import { defineNotice, type Planned } from '../notices/define.ts'
import { PRIORITY, type Recipient, type View } from '../notices/notice.ts'
import { chairOf, TSB } from '../roles/role.ts'
import { cmd, phrase } from '../text/spans.ts'
import { atGeneva, formatDate, inGeneva } from '../time/geneva.ts'
import { MORNING } from '../time/morning.ts'
import type { LeadTimes } from './lead-times.ts'
import { describeNothingOpen } from './nothing-open.ts'

const schema = z.object({ meeting: z.number(), version: z.number() })
type Data = z.infer<typeof schema>

/** The series of what is asked, to withdraw it when the meeting changes. */
export const DECISION_SERIES = ['decide', 'ask', 'warn', 'held'] as const

const LEADERS: Recipient[] = [{ role: chairOf(HANDLER) }, { role: TSB }]

/** The meeting, while there is no decision about it and it has not changed. */
async function findUndecided({ meeting, version }: Data, { tx }: View): Promise<Meeting | undefined> {
  const row = await tx.meeting.findUnique({ where: { id: meeting } })
  return row && row.version === version && row.status === 'SCHEDULED' ? toMeeting(row) : undefined
}

const plan = (
  meeting: Meeting,
  series: (typeof DECISION_SERIES)[number],
  step: string,
  dueAt: Temporal.Instant,
  audience: Recipient[],
): Planned<Data> => {
  const subject = meetingRef(meeting)
  return {
    key: `${series}:${subject}:v${meeting.version}:${step}`,
    subject,
    series,
    data: { meeting: meeting.id, version: meeting.version },
    audience,
    dueAt,
    expiresAt: meeting.starts,
  }
}

/** The two answers to whether a meeting is held, about the meeting as it is shown. */
export const decisionButtons = (m: Meeting, hold: string, cancel: string): Action[] => [
  onSeen(m.version, action(hold, 'meeting hold', { meeting: meetingRef(m) }, 'primary')),
  onSeen(m.version, action(cancel, 'meeting cancel', { meeting: meetingRef(m) }, 'danger')),
]

/** When it is asked whether an RG interim meeting is held: the first time, and the last. */
export type DecisionStep = 'first' | 'last'

export const decisionAsked = defineNotice<
  { meeting: Meeting; step: DecisionStep; day: Temporal.PlainDate },
  Data
>({
  kind: 'meeting-decide',
  about:
    'The contribution deadline of an RG interim meeting is over; to its Rapporteur and TSB, on the first working day after it and, if there is no decision yet, on the last one before the meeting.',
  schema,
  priority: PRIORITY.normal,
  plan: ({ meeting, step, day }) =>
    plan(meeting, 'decide', step, atGeneva(day, MORNING), [
      { role: { kind: 'RAPPORTEUR', group: meeting.group } },
      { role: TSB },
    ]),
  async present(data, view) {
    const m = await findUndecided(data, view)
    if (!m?.deadline) return undefined
    const came = (await contributionsTo(view.tx, m.id)).filter(c => c.withdrawn === null)
    const inTime = came.filter(c => !c.late).length
    const count =
      inTime === 0
        ? 'no contribution came in'
        : inTime === 1
          ? 'one contribution came in'
          : `${inTime} contributions came in`
    const reports = describeOpen((await readAgenda(view.tx, m.id)).filter(({ isReport }) => isReport))
    const owed = reports.length > 0 ? ` Owed to it: ${reports.join('; ')}.` : ''
    const summary = `By the deadline of ${formatDate(m.deadline)}, ${count} for the ${meetingName(m)} of ${describeTime(m)}.${owed} Will it be held?`
    return {
      summary,
      blocks: [
        text(summary),
        ...(came.length > 0 ? [list(came.map(contributionWords))] : []),
        note('Until one of you decides, the meeting stays on the calendar as not confirmed.'),
        actions(decisionButtons(m, 'Hold', 'Cancel')),
      ],
    }
  },
})

export const issuesAsked = defineNotice<
  { meeting: Meeting; leadTimes: LeadTimes; studyGroups: readonly string[] },
  Data
>({
  kind: 'issues-asked',
  about:
    'An interim coordination e-meeting comes near; to the chairs of all SGs, who are asked whether they will bring an issue.',
  schema,
  priority: PRIORITY.normal,
  plan({ meeting, leadTimes: { ask }, studyGroups }) {
    const at = atGeneva(inGeneva(meeting.starts).toPlainDate().subtract({ days: ask }), MORNING)
    return plan(
      meeting,
      'ask',
      `${ask}d`,
      at,
      studyGroups.map(group => ({ role: chairOf(group) })),
    )
  },
  async present(data, view) {
    const m = await findUndecided(data, view)
    if (!m) return undefined
    const agenda = await openAgenda(view.tx, m.id)
    const summary = `The ${meetingName(m)} is ${describeDaysUntil(inGeneva(m.starts).toPlainDate(), view.now)}: ${describeTime(m)}. Will your SG bring an issue?`
    return {
      summary,
      blocks: [
        text(summary),
        text(
          agenda.length > 0
            ? `On its agenda: ${agenda.join('; ')}.`
            : 'Nothing is on its agenda now. Without an issue it will be cancelled, as the plan says.',
        ),
        actions([
          action('Announce an input', 'meeting input', { meeting: meetingRef(m) }, 'primary'),
          action('Agenda', 'meeting agenda', { meeting: meetingRef(m) }),
        ]),
      ],
    }
  },
})

export const cancellationNear = defineNotice<{ meeting: Meeting; leadTimes: LeadTimes }, Data>({
  kind: 'cancel-near',
  about:
    "An interim coordination e-meeting has no issue and would be cancelled, or has nothing but reports that are owed to it, so that it is asked whether it is held; to WP2's chair and TSB.",
  schema,
  priority: PRIORITY.normal,
  plan({ meeting, leadTimes: { warn } }) {
    const at = atGeneva(inGeneva(meeting.starts).toPlainDate().subtract({ days: warn }), MORNING)
    return plan(meeting, 'warn', `${warn}d`, at, LEADERS)
  },
  async present(data, view) {
    const m = await findUndecided(data, view)
    if (!m) return undefined
    const agenda = await readAgenda(view.tx, m.id)
    if (hasOnlyReports(agenda)) return askAboutReports(m, agenda)
    if (describeOpen(agenda).length > 0) return undefined
    const name = `the ${meetingName(m)} of ${describeTime(m)}`
    const why =
      agenda.length === 0
        ? `No SG chair has brought an issue to ${name}`
        : `For ${name}, ${describeNothingOpen(agenda)}`
    const summary = `${why}. Without ${agenda.length === 0 ? 'one' : 'an issue'} it will be cancelled, as the plan says.`
    return { summary, blocks: [text(summary), actions(decisionButtons(m, 'Hold anyway', 'Cancel now'))] }
  },
})

/** A meeting with reports alone is not cancelled by the plan; WP2's chair decides. */
function askAboutReports(m: Meeting, agenda: readonly AgendaEntry[]): Message {
  const reports = describeOpen(agenda)
  const summary = `No SG chair has brought an issue to the ${meetingName(m)} of ${describeTime(m)}. On its agenda: ${reports.join('; ')}. So the plan does not cancel it. Will it be held?`
  return { summary, blocks: [text(summary), actions(decisionButtons(m, 'Hold', 'Cancel'))] }
}

const stoppedSchema = z.object({ meeting: z.number() })

export const cancellationStopped = defineNotice<
  { meeting: Meeting; now: Temporal.Instant },
  z.infer<typeof stoppedSchema>
>({
  kind: 'cancel-stopped',
  about:
    'An issue or input came in after the warning that a meeting would be cancelled; to those who were warned.',
  schema: stoppedSchema,
  priority: PRIORITY.normal,
  plan({ meeting, now }) {
    const subject = meetingRef(meeting)
    return {
      key: `cancel-stopped:${subject}:v${meeting.version}`,
      subject,
      data: { meeting: meeting.id },
      audience: LEADERS,
      dueAt: now,
    }
  },
  async present({ meeting }, { tx }) {
    const row = await tx.meeting.findUnique({ where: { id: meeting } })
    if (!row || row.status === 'CANCELLED') return undefined
    const m = toMeeting(row)
    const agenda = await openAgenda(tx, m.id)
    const summary = `The ${meetingName(m)} of ${describeTime(m)} is not cancelled: its agenda now has ${agenda.map(item => `“${item}”`).join(', ')}.`
    return {
      summary,
      blocks: [text(summary), actions([action('Agenda', 'meeting agenda', { meeting: meetingRef(m) })])],
    }
  },
})

/** The people asked whether a meeting was held: those who decide about it, and TSB. */
const deciders = ({ kind, group }: Meeting): Recipient[] =>
  kind === 'RG_INTERIM'
    ? [{ role: { kind: 'RAPPORTEUR', group } }, { role: TSB }]
    : [{ role: chairOf(group) }, { role: TSB }]

export const heldAsked = defineNotice<{ meeting: Meeting; day: Temporal.PlainDate }, Data>({
  kind: 'meeting-held',
  about:
    'A meeting is over that was never confirmed; to those who decide about it, once, on the first working day after it.',
  schema,
  priority: PRIORITY.normal,
  plan({ meeting, day }) {
    const { expiresAt: _, ...planned } = plan(
      meeting,
      'held',
      'once',
      atGeneva(day, MORNING),
      deciders(meeting),
    )
    return planned
  },
  async present(data, view) {
    const m = await findUndecided(data, view)
    if (!m) return undefined
    const summary = `The ${meetingName(m)} of ${describeTime(m)} is over, and it had not been confirmed. Was it held?`
    return {
      summary,
      blocks: [
        text(summary),
        note(phrase`The question stays in ${cmd('waiting')} until it is answered; it is not asked again.`),
        actions(heldButtons(m)),
      ],
    }
  },
})

/** The two answers to whether a meeting was held. */
export const heldButtons = (m: Meeting): Action[] => [
  action(`${meetingRef(m)} was held`, 'meeting held', { meeting: meetingRef(m) }, 'primary'),
  action('It was not held', 'meeting not-held', { meeting: meetingRef(m) }),
]
