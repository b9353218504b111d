/** Options that name meetings, completed from those ahead. */
import { type Asked, type Completing, type Option, option } from '../commands/options.ts'
import { rankChoices } from '../commands/rank-choices.ts'
import { instantFrom, toColumn } from '../database/columns.ts'
import type { Choice } from '../grammar/spec.ts'
import { formatDate, inGeneva } from '../time/geneva.ts'
import { MEETING, meetingRef } from './meeting.ts'

/** How many meetings are searched for the best choices. */
const SEARCHED = 200

/** How many are offered in a form: as many as every platform can list. */
const MAX_PICKS = 25

export const meetingOption = (asked: Asked): Option<number> => ({
  ...option.reference(MEETING, asked, async (typed, completing) =>
    rankChoices(await meetingChoices(completing), typed),
  ),
  picks: async completing => (await meetingChoices(completing)).slice(0, MAX_PICKS),
})

/** A meeting that has begun or was cancelled, the latest first: forms for what becomes of it offer those. */
export const pastMeetingOption = (asked: Asked): Option<number> => ({
  ...meetingOption(asked),
  async picks({ tx, now }) {
    const meetings = await tx.meeting.findMany({
      where: { OR: [{ startsAt: { lte: toColumn(now) } }, { status: 'CANCELLED' }] },
      orderBy: { startsAt: 'desc' },
      take: MAX_PICKS,
      select: { id: true, groupId: true, startsAt: true, title: true },
    })
    return meetings.map(toChoice)
  },
})

async function meetingChoices({ tx, now }: Completing): Promise<Choice[]> {
  const meetings = await tx.meeting.findMany({
    where: { endsAt: { gte: toColumn(now) }, status: { not: 'CANCELLED' } },
    orderBy: { startsAt: 'asc' },
    take: SEARCHED,
    select: { id: true, groupId: true, startsAt: true, title: true },
  })
  return meetings.map(toChoice)
}

const toChoice = (m: { id: number; groupId: string; startsAt: Date; title: string | null }): Choice => ({
  label: `${meetingRef(m)} ${m.groupId} ${formatDate(inGeneva(instantFrom(m.startsAt)))}${m.title ? ` ${m.title}` : ''}`,
  value: meetingRef(m),
})
