/** The notice that a TSAG meeting has a date, another one, or none any more, to those whose entries follow it. */
import { z } from 'zod'
import { type Meeting, meetingRef, toMeeting } from '../meetings/meeting.ts'
import { tsagLabel } from '../meetings/tsag-label.ts'
import { describeTime } from '../meetings/words.ts'
import { heading, list, note, text } from '../messages/message.ts'
import { defineNotice } from '../notices/define.ts'
import { PRIORITY, type Recipient } from '../notices/notice.ts'
import { REGISTERS } from './registers.ts'
import { findEntriesById } from './store.ts'

const CHANGES = ['dated', 'moved', 'cancelled'] as const
export type TsagChange = (typeof CHANGES)[number]

const schema = z.object({
  meeting: z.number(),
  what: z.enum(CHANGES),
  entries: z.array(z.object({ register: z.string(), id: z.number() })),
})

interface Facts {
  meeting: Meeting
  what: TsagChange
  /** The group whose leaders are notified; undefined: those who are notified of everything. */
  group: string | undefined
  entries: { register: string; id: number }[]
  audience: Recipient[]
  now: Temporal.Instant
}

export const tsagFollowed = defineNotice<Facts, z.infer<typeof schema>>({
  kind: 'tsag-followed',
  about:
    'A TSAG meeting has a date, another one, or none any more; to the leaders of the groups whose joint activities and actions depend on it, TSB and the chair of WP2.',
  schema,
  priority: PRIORITY.normal,
  plan: ({ meeting, what, group, entries, audience, now }) => ({
    key: `tsag-followed:${meetingRef(meeting)}:v${meeting.version}:${group ?? 'all'}`,
    // Not the meeting's own reference: notices of the calendar go to everybody who was told of that.
    subject: 'next TSAG meeting',
    data: { meeting: meeting.id, what, entries },
    audience,
    dueAt: now,
  }),
  async present({ meeting: id, what, entries }, { tx }) {
    const row = await tx.meeting.findUnique({ where: { id } })
    const meeting = row && toMeeting(row)
    // A meeting that was moved and then cancelled is announced as cancelled only.
    if (!meeting || (meeting.status === 'CANCELLED') !== (what === 'cancelled')) return undefined
    const lines: string[] = []
    for (const register of REGISTERS) {
      const ids = entries.filter(e => e.register === register.name).map(e => e.id)
      if (ids.length > 0)
        lines.push(...(await findEntriesById(tx, register, ids)).map(e => register.tsag!.words(e)))
    }
    if (lines.length === 0) return undefined
    const label = tsagLabel(meeting)
    const summary = {
      dated: `The next TSAG meeting has a date: ${label}, ${describeTime(meeting)}.`,
      moved: `The TSAG meeting is moved: ${label}, ${describeTime(meeting)}.`,
      cancelled: `The TSAG meeting of ${describeTime(meeting)} is cancelled; what was until then, or for it, waits for the next one.`,
    }[what]
    return {
      summary,
      blocks: [
        heading(what === 'cancelled' ? `Cancelled: ${label}` : label),
        text(summary),
        list(lines),
        note('The registers have this already; nothing needs to be done.'),
      ],
    }
  },
})
