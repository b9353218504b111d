/** Notices of changes of the calendar. Each shows the meeting as it is when it is sent, and nothing if it changed again. */
import { z } from 'zod'
import { openAgenda } from '../agenda/agenda.ts'
import type { MeetingChangeKind } from '../database/generated/enums.ts'
import { type Meeting, meetingRef, toMeeting } from '../meetings/meeting.ts'
import {
  describeCutOff,
  describeStatus,
  describeTime,
  meetingFields,
  meetingName,
  showDeadline,
} from '../meetings/words.ts'
import { fields, heading, instant, list, type Message, note, text } from '../messages/message.ts'
import { defineNotice, type Planned } from '../notices/define.ts'
import { type Notice, PRIORITY, type Recipient, type View, without } from '../notices/notice.ts'
import { type By, bySchema, describeBy } from '../roles/by.ts'
import { withFullStop, withoutFullStop } from '../text/sentences.ts'
import { formatDate, formatTime, inGeneva } from '../time/geneva.ts'
import { type Change, type Facts, factsSchema, type MeetingChanged, toFacts } from './changes.ts'
import { describeChange, describeFacts } from './history.ts'

const versionSchema = { meeting: z.number(), version: z.number() }

const changeSchema = z.object({
  ...versionSchema,
  by: bySchema,
  reason: z.string().nullable(),
  before: factsSchema,
})

type ChangeData = z.infer<typeof changeSchema>

interface ChangeFacts {
  meeting: Meeting
  before: Facts
  change: Change
  now: Temporal.Instant
}

const planChange =
  (kind: string) =>
  ({ meeting, before, change, now }: ChangeFacts): Planned<ChangeData> => {
    const subject = meetingRef(meeting)
    const { by, reason = null, caller } = change
    return {
      key: `${kind}:${subject}:v${meeting.version}`,
      subject,
      data: { meeting: meeting.id, version: meeting.version, by, reason, before },
      audience: [...audienceOf(meeting, subject), ...(caller ? [without(caller)] : [])],
      dueAt: now,
    }
  }

/**
 * Everybody who was notified of it before. If the meeting is on an issue, the channels get it in the thread under the
 * issue's card, and the chairs it was called for in person.
 */
function audienceOf({ issue, groups }: Meeting, subject: string): Recipient[] {
  if (issue !== undefined) return groups.map(group => ({ role: { kind: 'CHAIR', group } }))
  return [...groups.map(channelOf => ({ channelOf })), { told: subject }]
}

/** The meeting as it was when the notice was written; undefined when it has changed since. */
export async function findAsNoticed(
  { meeting, version }: { meeting: number; version: number },
  { tx }: View,
): Promise<Meeting | undefined> {
  const row = await tx.meeting.findUnique({ where: { id: meeting } })
  return row && row.version === version ? toMeeting(row) : undefined
}

export const meetingMoved = defineNotice<ChangeFacts, ChangeData>({
  kind: 'meeting-moved',
  about: 'A meeting is moved; to everybody who was notified of it before.',
  schema: changeSchema,
  priority: PRIORITY.normal,
  plan: planChange('meeting-moved'),
  async present(data, view) {
    const m = await findAsNoticed(data, view)
    if (!m) return undefined
    const reason = data.reason ? `: ${withFullStop(data.reason)}` : '.'
    const due = m.cutOff ? ` Contributions by ${describeCutOff(m.cutOff)}.` : ''
    const summary = `The ${meetingName(m)} is moved from ${describeFacts(data.before)} to ${describeTime(m)}${reason}${due}`
    return {
      summary,
      blocks: [
        heading(`Moved: ${meetingName(m)}, ${meetingRef(m)}`),
        text(summary),
        fields({
          'Your time': [instant(m.starts, m.ends)],
          Reason: data.reason ?? undefined,
          'Contributions by': showDeadline(m, view.now),
          'Moved by': describeBy(data.by),
        }),
      ],
    }
  },
})

export const meetingCancelled = defineNotice<ChangeFacts, ChangeData>({
  kind: 'meeting-cancelled',
  about: 'A meeting is cancelled; to everybody who was notified of it before.',
  schema: changeSchema,
  priority: PRIORITY.normal,
  plan: planChange('meeting-cancelled'),
  async present(data, view) {
    const m = await findAsNoticed(data, view)
    if (!m) return undefined
    const reason = withFullStop(data.reason ?? 'no reason was given')
    const summary = `The ${meetingName(m)} of ${describeFacts(data.before)} is ${describeStatus(m, view.now)}: ${reason}`
    return {
      summary,
      blocks: [
        heading(`Cancelled: ${meetingName(m)}, ${meetingRef(m)}`),
        text(summary),
        note(`Cancelled by ${describeBy(data.by)}.`),
      ],
    }
  },
})

export const meetingRevised = defineNotice<ChangeFacts, ChangeData>({
  kind: 'meeting-changed',
  about:
    'The title, the objective or the deadline of a meeting changes; to everybody who was notified of it before.',
  schema: changeSchema,
  priority: PRIORITY.normal,
  plan: planChange('meeting-changed'),
  async present(data, view) {
    const m = await findAsNoticed(data, view)
    if (!m) return undefined
    const reason = data.reason ? ` (${withoutFullStop(data.reason)})` : ''
    const summary = `The ${meetingName(m)} of ${formatDate(inGeneva(m.starts))}: ${describeChange(data.before, toFacts(m))}${reason}.`
    return {
      summary,
      blocks: [text(summary), meetingFields(m, view.now, []), note(`Changed by ${describeBy(data.by)}.`)],
    }
  },
})

export const meetingConfirmed = defineNotice<ChangeFacts, ChangeData>({
  kind: 'meeting-confirmed',
  about: 'A meeting is confirmed; to everybody who was notified of it before.',
  schema: changeSchema,
  priority: PRIORITY.normal,
  plan: planChange('meeting-confirmed'),
  async present(data, view) {
    const m = await findAsNoticed(data, view)
    if (!m) return undefined
    const reason = data.reason ? ` (${withoutFullStop(data.reason)})` : ''
    const summary = `The ${meetingName(m)} of ${describeTime(m)} is confirmed: it will be held${reason}.`
    return {
      summary,
      blocks: [
        text(summary),
        meetingFields(m, view.now, await openAgenda(view.tx, m.id)),
        note(`Confirmed by ${describeBy(data.by)}.`),
      ],
    }
  },
})

export const meetingRestored = defineNotice<ChangeFacts, ChangeData>({
  kind: 'meeting-restored',
  about: 'A meeting that was cancelled by mistake is restored; to everybody who was notified of it before.',
  schema: changeSchema,
  priority: PRIORITY.normal,
  plan: planChange('meeting-restored'),
  async present(data, view) {
    const m = await findAsNoticed(data, view)
    if (!m) return undefined
    const summary = `The ${meetingName(m)} of ${describeTime(m)} is restored and takes place after all: ${withFullStop(data.reason ?? 'no reason was given')}`
    return {
      summary,
      blocks: [
        heading(`Restored: ${meetingName(m)}, ${meetingRef(m)}`),
        text(summary),
        meetingFields(m, view.now, await openAgenda(view.tx, m.id)),
        note(`Restored by ${describeBy(data.by)}.`),
      ],
    }
  },
})

export const meetingKept = defineNotice<ChangeFacts, ChangeData>({
  kind: 'meeting-kept',
  about: 'A meeting stays although the issue for which it was called closed; to those who were invited.',
  schema: changeSchema,
  priority: PRIORITY.normal,
  plan: planChange('meeting-kept'),
  async present(data, view) {
    const m = await findAsNoticed(data, view)
    if (!m) return undefined
    const reason = data.reason ? `: ${withFullStop(data.reason)}` : '.'
    const summary = `The ${meetingName(m)} of ${describeTime(m)} on ${m.matter} stays${reason}`
    return { summary, blocks: [text(summary), note(`Kept by ${describeBy(data.by)}.`)] }
  },
})

/** Changes that others are notified of. That a meeting was held, and what it came to, is read where it is shown. */
const CHANGES: Partial<Record<MeetingChangeKind, { from(facts: ChangeFacts): Notice }>> = {
  MOVED: meetingMoved,
  CHANGED: meetingRevised,
  CONFIRMED: meetingConfirmed,
  CANCELLED: meetingCancelled,
  RESTORED: meetingRestored,
  KEPT: meetingKept,
}

/**
 * The notices of a change. If the meeting is on an issue, the channels also get them in the thread under the issue's
 * card, unless the issue's own timeline says so there already (moves, cancellations, restorations).
 */
export function changeNotices(
  { kind, before, after, change }: MeetingChanged,
  now: Temporal.Instant,
): Notice[] {
  const notice = CHANGES[kind]?.from({
    meeting: after,
    before: before ? toFacts(before) : {},
    change,
    now,
  })
  if (!notice) return []
  const inThread =
    kind === 'KEPT' || kind === 'CHANGED' || kind === 'CONFIRMED' ? threadNotice(notice, after) : []
  return [notice, ...inThread]
}

const threadNotice = (notice: Notice, { matter, groups }: Meeting): Notice[] =>
  matter === undefined
    ? []
    : [
        {
          ...notice,
          key: `${notice.key}:thread`,
          subject: matter,
          place: 'THREAD',
          // WP2 is among the groups of its calls; an ad-hoc meeting is the chairs' own.
          audience: [...new Set(groups)].map(channelOf => ({ channelOf })),
        },
      ]

const seriesSchema = z.object({ meetings: z.array(z.number()) })

export const seriesScheduled = defineNotice<
  { meetings: Meeting[]; group: string; now: Temporal.Instant },
  z.infer<typeof seriesSchema>
>({
  kind: 'series-scheduled',
  about: 'A series of meetings is put on the calendar; to the channels of their group.',
  schema: seriesSchema,
  priority: PRIORITY.normal,
  plan({ meetings, group, now }) {
    const subject = meetingRef(meetings[0]!)
    return {
      key: `series-scheduled:${subject}`,
      subject,
      data: { meetings: meetings.map(m => m.id) },
      audience: [{ channelOf: group }],
      dueAt: now,
    }
  },
  async present({ meetings }, { tx }): Promise<Message | undefined> {
    const rows = await tx.meeting.findMany({
      where: { id: { in: meetings }, status: { not: 'CANCELLED' } },
      orderBy: { startsAt: 'asc' },
    })
    const all = rows.map(toMeeting)
    const first = all[0]
    if (!first) return undefined
    const summary =
      all.length === 1
        ? `New on the calendar: ${meetingName(first)}, ${describeTime(first)}.`
        : `New on the calendar: ${all.length} meetings (${meetingName(first)}), the first on ${describeTime(first)}.`
    return { summary, blocks: [text(summary), list(all.map(m => `${meetingRef(m)}: ${describeTime(m)}`))] }
  },
})

const cutOffSchema = z.object({ ends: z.string(), meetings: z.array(z.number()), by: bySchema })

export const cutOffTimeChanged = defineNotice<
  { meetings: Meeting[]; ends: Temporal.PlainTime; by: By; caller?: Change['caller']; now: Temporal.Instant },
  z.infer<typeof cutOffSchema>
>({
  kind: 'deadlines-end',
  about:
    'Contribution deadlines end at another time of their last day; to everybody who was notified of their meetings.',
  schema: cutOffSchema,
  priority: PRIORITY.normal,
  plan({ meetings, ends, by, caller, now }) {
    const first = meetings[0]!
    return {
      key: `deadlines-end:${meetingRef(first)}:v${first.version}`,
      subject: 'deadlines',
      data: { ends: formatTime(ends), meetings: meetings.map(m => m.id), by },
      audience: [
        ...[...new Set(meetings.flatMap(m => m.groups))].map(channelOf => ({ channelOf })),
        ...meetings.map(m => ({ told: meetingRef(m) })),
        ...(caller ? [without(caller)] : []),
      ],
      dueAt: now,
    }
  },
  async present({ ends, meetings, by }, { tx }): Promise<Message | undefined> {
    const rows = await tx.meeting.findMany({
      where: { id: { in: meetings }, status: { not: 'CANCELLED' }, cutOffAt: { not: null } },
      orderBy: [{ cutOffAt: 'asc' }, { id: 'asc' }],
    })
    if (rows.length === 0) return undefined
    const summary = `From now on contribution deadlines end at ${ends} Geneva time on their last day.`
    const lines = rows
      .map(toMeeting)
      .map(m => `${describeCutOff(m.cutOff!)}: ${meetingName(m)} of ${describeTime(m)} (${meetingRef(m)})`)
    return { summary, blocks: [text(summary), list(lines), note(`Changed by ${describeBy(by)}.`)] }
  },
})
