/**
 * Closing closes: when an issue closes, its calls and ad-hoc meetings ahead are cancelled or kept, as the person who
 * closes it chooses. When the last agreement solves it, the person who called each meeting is asked: until they
 * answer, the meeting stays, marked, and only they are reminded.
 */
import { z } from 'zod'
import type { Transaction } from '../database/client.ts'
import { toColumn } from '../database/columns.ts'
import { UserError } from '../errors.ts'
import { defineEvent, type Work } from '../events/events.ts'
import { type Meeting, meetingRef, toMeeting } from '../meetings/meeting.ts'
import { describeTime, meetingName } from '../meetings/words.ts'
import { action, actions, note, onSeen, text } from '../messages/message.ts'
import { defineNotice } from '../notices/define.ts'
import { PRIORITY, type Recipient } from '../notices/notice.ts'
import { writeNotices } from '../notices/outbox.ts'
import { joinWords } from '../text/sentences.ts'
import { findMeetingCaller } from './caller.ts'
import type { Change } from './changes.ts'
import { findAsNoticed } from './notices.ts'
import { cancelMeeting, keepMeeting, markIssueClosed } from './schedule.ts'

/** How an issue closes, or leaves WP2; 'no longer with WP2': what brought it there is taken back. */
export type ClosedAs = 'solved' | 'concluded' | 'withdrawn' | 'handed back' | 'no longer with WP2'

export const MEETING_CHOICES = ['cancel', 'keep'] as const
/** The choice for the meetings ahead when an issue closes. */
export type MeetingsChoice = (typeof MEETING_CHOICES)[number]

export interface IssueClosed {
  issue: number
  /** "ISG-1" */
  matter: string
  how: ClosedAs
  /** 'ask': the person who called each meeting is asked. */
  meetings: MeetingsChoice | 'ask'
  change: Change
}

/** An issue closed. Announced by the room of issues, in the transaction that closes it. */
export const issueClosed = defineEvent<IssueClosed>('issue closed')

/** An issue that was closed is open again. */
export const issueReopened = defineEvent<{ issue: number; matter: string; change: Change }>('issue reopened')

/** The calls and ad-hoc meetings of an issue that have not begun and are not cancelled. */
export async function issueMeetingsAhead(
  tx: Transaction,
  issue: number,
  now: Temporal.Instant,
): Promise<Meeting[]> {
  const rows = await tx.meeting.findMany({
    where: { issueId: issue, status: { in: ['SCHEDULED', 'CONFIRMED'] }, startsAt: { gt: toColumn(now) } },
    orderBy: [{ startsAt: 'asc' }, { id: 'asc' }],
  })
  return rows.map(toMeeting)
}

/** The choice of the person who closes an issue. Throws the question if a meeting is ahead and no choice was made. */
export async function askAboutMeetings(
  { tx, now }: Pick<Work, 'tx' | 'now'>,
  issue: number,
  chosen: MeetingsChoice | undefined,
): Promise<MeetingsChoice> {
  if (chosen) return chosen
  const ahead = await issueMeetingsAhead(tx, issue, now)
  if (ahead.length === 0) return 'cancel'
  const one = ahead.length === 1
  const named = joinWords(ahead.map(m => `the ${meetingName(m)} of ${describeTime(m)} (${meetingRef(m)})`))
  throw new UserError(
    'meetings-ahead',
    `${named.charAt(0).toUpperCase()}${named.slice(1)} ${one ? 'is' : 'are'} still to come. Nothing has been changed. Add meetings:cancel to cancel ${one ? 'it' : 'them'} (those invited are notified), or meetings:keep to keep ${one ? 'it' : 'them'}.`,
    'meetings',
    [
      { label: one ? 'Cancel it' : 'Cancel them', value: 'cancel' },
      { label: one ? 'Keep it' : 'Keep them', value: 'keep' },
    ],
  )
}

/** Lets the meetings ahead of an issue follow its closing. */
export async function closeIssueMeetings(
  work: Work,
  { issue, matter, how, meetings, change }: IssueClosed,
): Promise<void> {
  for (const meeting of await issueMeetingsAhead(work.tx, issue, work.now)) {
    const because = { ...change, reason: `${matter} is ${how}` }
    if (meetings === 'cancel') await cancelMeeting(work, meeting, because)
    else if (meetings === 'keep') await keepMeeting(work, meeting, because)
    else await ask(work, meeting, how, change)
  }
}

async function ask(work: Work, meeting: Meeting, how: ClosedAs, change: Change): Promise<void> {
  const { tx, now } = work
  const marked = await markIssueClosed(work, meeting, how, change)
  const caller = await findMeetingCaller(tx, meeting.id)
  await writeNotices(tx, [meetingNeeded.from({ meeting: marked, caller, now })])
}

/** An issue that is open again needs its meetings: the marks go. */
export async function reopenIssueMeetings(
  work: Work,
  { issue, matter, change }: { issue: number; matter: string; change: Change },
): Promise<void> {
  const marked = (await issueMeetingsAhead(work.tx, issue, work.now)).filter(m => m.issueClosedAs)
  for (const meeting of marked)
    await keepMeeting(work, meeting, { ...change, reason: `${matter} is open again` })
}

const schema = z.object({ meeting: z.number(), version: z.number() })

export const meetingNeeded = defineNotice<
  { meeting: Meeting; caller: Recipient; now: Temporal.Instant },
  z.infer<typeof schema>
>({
  kind: 'meeting-needed',
  about: 'An issue is solved while a meeting on it is still to come; to the person who called that meeting.',
  schema,
  priority: PRIORITY.normal,
  plan: ({ meeting, caller, now }) => ({
    key: `meeting-needed:${meetingRef(meeting)}:v${meeting.version}`,
    subject: meetingRef(meeting),
    data: { meeting: meeting.id, version: meeting.version },
    audience: [caller],
    dueAt: now,
    expiresAt: meeting.starts,
  }),
  async present(data, view) {
    const m = await findAsNoticed(data, view)
    if (!m?.issueClosedAs) return undefined
    const summary = `${m.matter} is ${m.issueClosedAs}. Is the ${meetingName(m)} of ${describeTime(m)} (${meetingRef(m)}) still needed?`
    return {
      summary,
      blocks: [
        text(summary),
        note('Until you answer, the meeting stays, and only you are reminded of it.'),
        actions(neededButtons(m)),
      ],
    }
  },
})

/** The two answers to whether a meeting on a closed issue is still needed. */
export const neededButtons = (m: Meeting) => {
  const ref = meetingRef(m)
  const reason = `${m.matter} is ${m.issueClosedAs}`
  return [
    onSeen(m.version, action(`Cancel ${ref}`, 'meeting cancel', { meeting: ref, reason }, 'danger')),
    action(`Keep ${ref}`, 'meeting keep', { meeting: ref }),
  ]
}
