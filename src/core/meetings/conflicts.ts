/** What speaks against a time for a meeting. Scheduled all the same once somebody confirms who has read it. */
import { option, optional } from '../commands/options.ts'
import type { Transaction } from '../database/client.ts'
import { toColumn } from '../database/columns.ts'
import { GO_AHEAD, UserError } from '../errors.ts'
import { formatDay, formatTime, inGeneva } from '../time/geneva.ts'
import { KIND_RULES } from './kinds.ts'
import { type Meeting, meetingRef, toMeeting } from './meeting.ts'
import { describeTime, meetingName } from './words.ts'

/** What is planned, as far as its time matters. */
export interface Planned extends Pick<Meeting, 'kind' | 'starts' | 'ends'> {
  groups: readonly string[]
  id?: number
}

/** The answer of somebody who has read the problems and means it. */
export const goAhead = optional(
  option.choice(['yes'], { label: 'Go ahead in spite of a problem', example: 'yes' }),
)

/** Between these hours of Geneva's night a meeting is asked about. */
const NIGHT = { from: 21, to: 7 }

/** The problems of a time, a sentence each; `others`: meetings at the same time of the same people's groups. */
export function describeConflicts(
  planned: Planned,
  others: readonly Meeting[],
  now: Temporal.Instant,
): string[] {
  const [start, end] = [inGeneva(planned.starts), inGeneva(planned.ends)]
  const { notice, words } = KIND_RULES[planned.kind]
  const days = inGeneva(now).toPlainDate().until(start.toPlainDate()).days
  return [
    ...(start.dayOfWeek > 5 ? [`${formatDay(start)} is on a weekend.`] : []),
    ...(start.hour < NIGHT.to || end.hour > NIGHT.from || (end.hour === NIGHT.from && end.minute > 0)
      ? [`${formatTime(start)}–${formatTime(end)} reaches into the night of Geneva.`]
      : []),
    ...others.map(o => `It overlaps the ${meetingName(o)} of ${describeTime(o)} (${meetingRef(o)}).`),
    ...(days < notice
      ? [
          `It is ${inDays(days)}; ${/^[aeiou]/.test(words) ? 'an' : 'a'} ${words} is announced at least ${notice} days ahead.`,
        ]
      : []),
  ]
}

const inDays = (days: number) => (days === 0 ? 'today' : days === 1 ? 'tomorrow' : `in ${days} days`)

/** The problems of a time as the calendar stands, a sentence each. */
export const findConflicts = async (
  tx: Transaction,
  planned: Planned,
  now: Temporal.Instant,
): Promise<string[]> => describeConflicts(planned, await overlapping(tx, planned), now)

/** Throws the problems of these times, with the question whether they are meant; nothing where `confirmed` or there are none. */
export async function assertNoConflict(
  tx: Transaction,
  planned: readonly Planned[],
  now: Temporal.Instant,
  confirmed: boolean,
): Promise<void> {
  if (confirmed) return
  const problems: string[] = []
  for (const each of planned) problems.push(...(await findConflicts(tx, each, now)))
  if (problems.length > 0)
    throw new UserError(
      'confirm',
      `${[...new Set(problems)].join(' ')} Nothing is changed yet; to go ahead all the same, confirm with confirm:yes.`,
      'confirm',
      GO_AHEAD,
    )
}

/** Meetings that overlap, of groups in which the same people hold roles. At most 5. */
async function overlapping(tx: Transaction, planned: Planned): Promise<Meeting[]> {
  const people = await tx.role.findMany({
    where: { groupId: { in: [...planned.groups] }, until: null },
    select: { personId: true },
  })
  const roles = await tx.role.findMany({
    where: { personId: { in: people.map(p => p.personId) }, until: null, groupId: { not: null } },
    select: { groupId: true },
  })
  const groups = [...new Set([...planned.groups, ...roles.map(r => r.groupId!)])]
  const rows = await tx.meeting.findMany({
    where: {
      status: { not: 'CANCELLED' },
      startsAt: { lt: toColumn(planned.ends) },
      endsAt: { gt: toColumn(planned.starts) },
      groups: { hasSome: groups },
      ...(planned.id !== undefined && { id: { not: planned.id } }),
    },
    orderBy: { startsAt: 'asc' },
    take: 5,
  })
  return rows.map(toMeeting)
}
