import { toColumn } from '../database/columns.ts'
import { concerning } from '../meetings/concerning.ts'
import { beganAfter } from '../meetings/dates.ts'
import { type Meeting, meetingRef, toMeeting } from '../meetings/meeting.ts'
import { describeTime, meetingName } from '../meetings/words.ts'
import { action, instant, strong, type Text } from '../messages/message.ts'
import type { HomePart } from '../rooms/room.ts'

/** Somebody's meetings until they end, the soonest first. */
export const meetingsAhead: HomePart = {
  title: 'Coming meetings',
  none: 'You have no coming meetings.',
  all: 'meeting list',
  async lines({ tx, now, actor, followed }, most) {
    const rows = await tx.meeting.findMany({
      where: {
        status: { not: 'CANCELLED' },
        endsAt: { gt: toColumn(now) },
        startsAt: { gt: beganAfter(now) },
        AND: concerning(actor.roles, followed),
      },
      orderBy: [{ startsAt: 'asc' }, { id: 'asc' }],
      take: most,
    })
    return rows.map(toMeeting).map(m => ({
      text: describe(m),
      action: action(`Show ${meetingRef(m)}`, 'meeting show', { meeting: meetingRef(m) }),
    }))
  },
}

const describe = (m: Meeting): Text => [
  strong(meetingName(m)),
  ` (${meetingRef(m)}${describeConfirmation(m)}): ${describeTime(m)}; your time: `,
  instant(m.starts, m.ends),
]

/** Whether the meeting is confirmed; empty for kinds that don't depend on what comes in. */
const describeConfirmation = (m: Meeting): string =>
  m.status === 'CONFIRMED'
    ? ', confirmed'
    : m.kind === 'RG_INTERIM' || m.kind === 'COORDINATION_E_MEETING'
      ? ', not confirmed yet'
      : ''
