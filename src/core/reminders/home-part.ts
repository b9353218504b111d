import { toColumn } from '../database/columns.ts'
import { findRespondBy, showIssue } from '../issues/home-part.ts'
import { issueTitle } from '../issues/words.ts'
import { concerning } from '../meetings/concerning.ts'
import { meetingRef, toMeeting } from '../meetings/meeting.ts'
import { describeCutOff, meetingName } from '../meetings/words.ts'
import { action, strong } from '../messages/message.ts'
import type { HomePart } from '../rooms/room.ts'

type Asking = Parameters<HomePart['lines']>[0]

/** Contribution deadlines of somebody's meetings and the respond-by dates of their issues, the nearest first. */
export const deadlinesAhead: HomePart = {
  title: 'Deadlines',
  none: 'You have no coming deadlines.',
  all: 'deadline list',
  async lines(asking, most) {
    const [contributions, issues] = await Promise.all([
      findContributionsDue(asking, most),
      findRespondBy(asking, most),
    ])
    const answers = issues.map(({ state, closes }) => ({
      closes,
      text: [strong(describeCutOff(closes)), `: respond-by date of ${issueTitle(state)}`],
      action: showIssue(state),
    }))
    return [...contributions, ...answers]
      .toSorted((a, b) => Temporal.Instant.compare(a.closes, b.closes))
      .slice(0, most)
  },
}

async function findContributionsDue({ tx, now, actor, followed }: Asking, most: number) {
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
    closes: m.cutOff!,
    text: [strong(describeCutOff(m.cutOff!)), `: contributions to the ${meetingName(m)} (${meetingRef(m)})`],
    action: action(`Contribution to ${meetingRef(m)}`, 'contribution announce', { meeting: meetingRef(m) }),
  }))
}
