/** The cards of a status round, at the TSAG meeting's contribution deadline, and what is missing a week before it. */
import { z } from 'zod'
import type { Work } from '../../events/events.ts'
import { HANDLER } from '../../groups/handler.ts'
import { type Meeting, meetingRef, toMeeting } from '../../meetings/meeting.ts'
import { defineNotice, type Planned } from '../../notices/define.ts'
import { PRIORITY, type Recipient, type View } from '../../notices/notice.ts'
import { writeNotices } from '../../notices/outbox.ts'
import { chairOf, describeRole, type RoleName, TSB } from '../../roles/role.ts'
import { inGeneva } from '../../time/geneva.ts'
import { isWorkingDay, workingDayBefore } from '../../time/working-days.ts'
import { findLeaders } from './debtors.ts'
import { findRound, findRoundMeeting, isMissing, labelOf } from './round.ts'
import { cardMessage, missingMessage } from './round-message.ts'

/** Without a deadline on the calendar: 12 calendar days before the meeting (Rec. ITU-T A.1). */
const USUAL_DEADLINE_DAYS = 12
/** Temporary documents are available 7 calendar days before a meeting (Rec. ITU-T A.1): what is missing is missing then. */
const MISSING_DAYS = 7

const cardSchema = z.object({ meeting: z.number(), group: z.string() })
type CardData = z.infer<typeof cardSchema>

interface CardFacts {
  meeting: Meeting
  group: string
  roles: readonly RoleName[]
  day: Temporal.PlainDate
  now: Temporal.Instant
}

/** The round of a meeting that is still on the calendar and not over. */
async function findOpenRound(id: number, { tx, now }: View) {
  const row = await tx.meeting.findUnique({ where: { id } })
  if (!row || row.status === 'CANCELLED') return undefined
  const meeting = toMeeting(row)
  if (Temporal.Instant.compare(meeting.ends, now) <= 0) return undefined
  return findRound(tx, labelOf(meeting), await findLeaders(tx))
}

export const statusCard = defineNotice<CardFacts, CardData>({
  kind: 'status-card',
  about:
    "A TSAG meeting's contribution deadline has come; to each responsible chair, their items of the WTSA action plan and their joint activities with last time's status, to answer unchanged or changed.",
  schema: cardSchema,
  priority: PRIORITY.normal,
  plan: ({ meeting, group, roles, day, now }): Planned<CardData> => ({
    key: `status-card:${meetingRef(meeting)}:${day}:${group}`,
    subject: meetingRef(meeting),
    data: { meeting: meeting.id, group },
    audience: roles.map((role): Recipient => ({ role })),
    dueAt: now,
    expiresAt: meeting.ends,
  }),
  async present({ meeting, group }, view) {
    const round = await findOpenRound(meeting, view)
    // All of it came in before the card: nothing is asked.
    if (!round?.groups.get(group)?.some(isMissing)) return undefined
    return cardMessage(round, group)
  },
})

const missingSchema = z.object({ meeting: z.number() })

export const statusesMissing = defineNotice<
  { meeting: Meeting; day: Temporal.PlainDate; now: Temporal.Instant },
  z.infer<typeof missingSchema>
>({
  kind: 'statuses-missing',
  about:
    "A TSAG meeting is a week ahead, and statuses or reviews for it are not on record; to WP2's chair and TSB.",
  schema: missingSchema,
  priority: PRIORITY.normal,
  plan: ({ meeting, day, now }) => ({
    key: `statuses-missing:${meetingRef(meeting)}:${day}`,
    subject: meetingRef(meeting),
    data: { meeting: meeting.id },
    audience: [{ role: chairOf(HANDLER) }, { role: TSB }],
    dueAt: now,
    expiresAt: meeting.ends,
  }),
  async present({ meeting }, view) {
    const round = await findOpenRound(meeting, view)
    if (!round || ![...round.groups.values()].flat().some(isMissing)) return undefined
    return missingMessage(round)
  },
})

/** Sends what is due of the round on a morning. A card whose group comes in later is sent on the next one. */
export async function sendStatusCards(work: Work, today: Temporal.PlainDate): Promise<void> {
  const { tx, now } = work
  const meeting = await findRoundMeeting(work)
  if (!meeting || Temporal.Instant.compare(meeting.starts, now) <= 0) return
  const first = inGeneva(meeting.starts).toPlainDate()
  const deadline = meeting.deadline ?? first.subtract({ days: USUAL_DEADLINE_DAYS })
  if (Temporal.PlainDate.compare(today, deadline) < 0) return
  const leaders = await findLeaders(tx)
  const round = await findRound(tx, labelOf(meeting), leaders)
  const cards = [...round.groups]
    .filter(([, entries]) => entries.some(isMissing))
    .map(([group]) => {
      const { holders, role } = leaders(group)
      const roles = holders.length > 0 ? holders.map(h => h.role) : [role]
      const each = [...new Map(roles.map(r => [describeRole(r), r])).values()]
      return statusCard.from({ meeting, group, roles: each, day: deadline, now })
    })
  const week = first.subtract({ days: MISSING_DAYS })
  const missingFrom = isWorkingDay(week) ? week : workingDayBefore(week)
  const isWeekBefore = Temporal.PlainDate.compare(today, missingFrom) >= 0
  await writeNotices(tx, [
    ...cards,
    ...(isWeekBefore && cards.length > 0 ? [statusesMissing.from({ meeting, day: first, now })] : []),
  ])
}
