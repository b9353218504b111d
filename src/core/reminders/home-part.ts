import { toColumn } from '../database/columns.ts'
import { concerning } from '../meetings/concerning.ts'
import { meetingRef, toMeeting } from '../meetings/meeting.ts'
import { describeCutOff, meetingName } from '../meetings/words.ts'
import { action, strong } from '../messages/message.ts'
import type { HomePart } from '../rooms/room.ts'

/** Somebody's meetings that still await contributions, the nearest deadline first. */
export const contributionsDue: HomePart = {
  title: 'Contributions due',
  none: 'You have no coming contribution deadlines.',
  all: 'deadline list',
  async lines({ tx, now, actor, followed }, most) {
    const rows = await tx.meeting.findMany({
      where: {
        status: { not: 'CANCELLED' },
        endsAt: { gt: toColumn(now) },
        cutOffAt: { gte: toColumn(now) },
        AND: concerning(actor.roles, followed),
      },
      orderBy: [{ cutOffAt: 'asc' }, { id: 'asc' }],
      take: most,
    })
    return rows.map(toMeeting).map(m => ({
      text: [
        strong(describeCutOff(m.cutOff!)),
        `: contributions to the ${meetingName(m)} (${meetingRef(m)})`,
      ],
      action: action(`Contribution to ${meetingRef(m)}`, 'contribution announce', { meeting: meetingRef(m) }),
    }))
  },
}
