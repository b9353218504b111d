import { z } from 'zod'
import { HANDLER } from '../groups/handler.ts'
import { type Meeting, meetingRef, toMeeting } from '../meetings/meeting.ts'
import { describeTime, meetingName } from '../meetings/words.ts'
import { quote, text } from '../messages/message.ts'
import { defineNotice } from '../notices/define.ts'
import { type Account, PRIORITY, without } from '../notices/notice.ts'
import { bySchema, describeBy } from '../roles/by.ts'
import { chairOf, TSB } from '../roles/role.ts'
import { formatDate, inGeneva } from '../time/geneva.ts'

const schema = z.object({ meeting: z.number(), item: z.number() })

export const inputAnnounced = defineNotice<
  { meeting: Meeting; item: number; caller: Account; now: Temporal.Instant },
  z.infer<typeof schema>
>({
  kind: 'meeting-input',
  about: "A chair announces an input to a meeting of WP2; to WP2's channel, its chair, and TSB.",
  schema,
  priority: PRIORITY.normal,
  plan: ({ meeting, item, caller, now }) => ({
    key: `input:${item}`,
    subject: meetingRef(meeting),
    data: { meeting: meeting.id, item },
    audience: [{ channelOf: HANDLER }, { role: chairOf(HANDLER) }, { role: TSB }, without(caller)],
    dueAt: now,
  }),
  async present({ meeting, item }, { tx }) {
    const [found, entry] = await Promise.all([
      tx.meeting.findUnique({ where: { id: meeting } }),
      tx.agendaItem.findUnique({ where: { id: item } }),
    ])
    if (!found || !entry || found.status === 'CANCELLED') return undefined
    const m = toMeeting(found)
    const by = describeBy(bySchema.parse(entry.by))
    return {
      summary: `${entry.group} announced an input to the ${meetingName(m)} of ${formatDate(inGeneva(m.starts))}: ${entry.text}`,
      blocks: [
        text(`${by} announced an input to the ${meetingName(m)} of ${describeTime(m)} (${meetingRef(m)}):`),
        quote(entry.text),
      ],
    }
  },
})
