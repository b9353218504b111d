/** Somebody's own reminders of a meeting, put aside. */
import { command, everybody } from '../commands/command.ts'
import { option } from '../commands/options.ts'
import { toColumn } from '../database/columns.ts'
import { UserError } from '../errors.ts'
import { assertOpen, findMeeting, type Meeting, meetingRef } from '../meetings/meeting.ts'
import { meetingOption } from '../meetings/options.ts'
import { sentence } from '../messages/message.ts'
import type { Notice } from '../notices/notice.ts'
import { writeNotices } from '../notices/outbox.ts'
import { requirePerson } from '../people/require-person.ts'
import { formatTimeLeft } from '../time/geneva.ts'
import { deadlineNear, meetingNear } from './notices.ts'
import { findSnoozeEnd, SNOOZE_SPANS, type SnoozeSpan } from './snooze-spans.ts'

const PAUSED = {
  '1 day': (subject: string) => `Your reminders of ${subject} pause for a day.`,
  'until the last day': (subject: string) => `Your reminders of ${subject} pause until the last day.`,
  off: (subject: string) => `You get no more reminders of ${subject}.`,
}

export const snooze = command({
  path: 'snooze',
  form: { title: 'Snooze {meeting}', submit: 'Snooze' },
  summary: 'Pause the reminders of a meeting: for a day, until the last day, or for good',
  options: {
    meeting: meetingOption({ label: 'Meeting', example: 'MTG-2', positional: true }),
    for: option.choice(SNOOZE_SPANS, {
      label: 'For how long',
      example: '1 day',
      positional: true,
    }),
  },
  effect: 'change',
  who: everybody,
  async run({ meeting, for: span }, { tx, now, actor }) {
    const personId = requirePerson(actor)
    const found = await findMeeting(tx, meeting)
    const subject = meetingRef(found)
    assertOpen(found, now)
    const until = findSnoozeEnd(found, span, now)
    if (until === undefined) throw tooShort(found, span, now)
    if (span === '1 day') await writeNotices(tx, [againTomorrow(found, personId, now)])
    const row = { until: until && toColumn(until) }
    await tx.snooze.upsert({
      where: { personId_subject: { personId, subject } },
      create: { personId, subject, ...row },
      update: row,
    })
    return sentence(`${PAUSED[span](subject)} The channel still gets them.`)
  },
})

/** There is less time left than the reminders would be put aside. */
function tooShort(m: Meeting, span: SnoozeSpan, now: Temporal.Instant): UserError {
  const late = span === '1 day' ? 'a reminder in a day would come too late' : 'that is the last day'
  return new UserError(
    'too-short',
    `${meetingRef(m)} begins in ${formatTimeLeft(now, m.starts)}: ${late}.`,
    'for',
  )
}

/** The same reminder to one person, a day later. */
function againTomorrow(m: Meeting, person: number, now: Temporal.Instant): Notice {
  const dueAt = now.add({ hours: 24 })
  const cutOff = m.cutOff && Temporal.Instant.compare(m.cutOff, dueAt) > 0 ? m.cutOff : undefined
  const facts = {
    key: `snoozed:${meetingRef(m)}:v${m.version}:${person}:${now.toString()}`,
    meeting: m,
    audience: [{ person }],
    dueAt,
  }
  return cutOff
    ? deadlineNear.from({ ...facts, series: 'deadline', expiresAt: cutOff })
    : meetingNear.from({ ...facts, series: 'meeting', expiresAt: m.starts })
}
