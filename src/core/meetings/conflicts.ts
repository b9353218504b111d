/** Conflicts of a time for a meeting. It is scheduled all the same once somebody who has read them confirms it. */
import { answerOption } from '../commands/options.ts'
import type { Transaction } from '../database/client.ts'
import { toColumn } from '../database/columns.ts'
import type { MeetingKind } from '../database/generated/enums.ts'
import { GO_AHEAD, UserError } from '../errors.ts'
import { formatDay, formatTime, inGeneva } from '../time/geneva.ts'
import { holidayOn } from '../time/working-days.ts'
import { KIND_RULES } from './kinds.ts'
import { type Meeting, meetingRef, toMeeting } from './meeting.ts'
import { describeTime, meetingName } from './words.ts'

/** A meeting that is wanted, as far as its time matters. */
export interface WantedTime extends Pick<Meeting, 'kind' | 'starts' | 'ends'> {
  groups: readonly string[]
  id?: number
}

export type Conflict =
  | { kind: 'weekend'; day: Temporal.PlainDate }
  | { kind: 'holiday'; day: Temporal.PlainDate; name: string }
  | { kind: 'night'; start: Temporal.PlainTime; end: Temporal.PlainTime }
  | { kind: 'overlap'; other: Meeting }
  | { kind: 'short notice'; days: number; of: MeetingKind }

/** The answer of somebody who has read the conflicts and means it. */
export const goAhead = answerOption('Go ahead despite conflicts')

/** Hours of Geneva's night: a meeting that reaches into them is asked about. */
const NIGHT = { from: 21, to: 7 }

/** The conflicts of a time; `others`: meetings at the same time of groups with the same people. Pure. */
export function conflictsOf(
  wanted: WantedTime,
  others: readonly Meeting[],
  now: Temporal.Instant,
): Conflict[] {
  const [start, end] = [inGeneva(wanted.starts), inGeneva(wanted.ends)]
  const holiday = holidayOn(start.toPlainDate())
  const days = inGeneva(now).toPlainDate().until(start.toPlainDate()).days
  const atNight =
    start.hour < NIGHT.to || end.hour > NIGHT.from || (end.hour === NIGHT.from && end.minute > 0)
  return [
    ...(start.dayOfWeek > 5 ? [{ kind: 'weekend' as const, day: start.toPlainDate() }] : []),
    ...(holiday ? [{ kind: 'holiday' as const, day: start.toPlainDate(), name: holiday }] : []),
    ...(atNight ? [{ kind: 'night' as const, start: start.toPlainTime(), end: end.toPlainTime() }] : []),
    ...others.map(other => ({ kind: 'overlap' as const, other })),
    ...(days < KIND_RULES[wanted.kind].notice
      ? [{ kind: 'short notice' as const, days, of: wanted.kind }]
      : []),
  ]
}

/** A conflict as a sentence. */
export function describeConflict(conflict: Conflict): string {
  switch (conflict.kind) {
    case 'weekend':
      return `${formatDay(conflict.day)} is on a weekend.`
    case 'holiday':
      return `${formatDay(conflict.day)} is a public holiday in Geneva (${conflict.name}).`
    case 'night':
      return `${formatTime(conflict.start)}–${formatTime(conflict.end)} includes night hours in Geneva (21:00–07:00).`
    case 'overlap': {
      const { other } = conflict
      return `The meeting would overlap the ${meetingName(other)} of ${describeTime(other)} (${meetingRef(other)}).`
    }
    case 'short notice': {
      const { words, notice } = KIND_RULES[conflict.of]
      return `The meeting would be ${describeIn(conflict.days)}; ${words}s need at least ${notice} days' notice.`
    }
  }
}

/** The same in a few words, beside the date in a list: "public holiday in Geneva: Good Friday". */
export function describeConflictBriefly(conflict: Conflict): string {
  switch (conflict.kind) {
    case 'weekend':
      return 'weekend'
    case 'holiday':
      return `public holiday in Geneva: ${conflict.name}`
    case 'night':
      return 'night hours in Geneva'
    case 'overlap':
      return `overlaps the ${meetingName(conflict.other)}, ${meetingRef(conflict.other)}`
    case 'short notice': {
      const { words, notice } = KIND_RULES[conflict.of]
      return `${describeIn(conflict.days)}; ${words}s need ${notice} days' notice`
    }
  }
}

const describeIn = (days: number) => (days === 0 ? 'today' : days === 1 ? 'tomorrow' : `in ${days} days`)

/** The conflicts of a time as the calendar stands. */
export const findConflicts = async (
  tx: Transaction,
  wanted: WantedTime,
  now: Temporal.Instant,
): Promise<Conflict[]> => conflictsOf(wanted, await findOverlapping(tx, wanted), now)

/** Throws the conflicts of these times with the question whether they are meant, unless `confirmed`. */
export async function assertNoConflict(
  tx: Transaction,
  wanted: readonly WantedTime[],
  now: Temporal.Instant,
  confirmed: boolean,
): Promise<void> {
  if (confirmed) return
  const conflicts: Conflict[] = []
  for (const each of wanted) conflicts.push(...(await findConflicts(tx, each, now)))
  if (conflicts.length === 0) return
  const sentences = [...new Set(conflicts.map(describeConflict))].join(' ')
  throw new UserError(
    'confirm',
    `${sentences} Nothing has been changed. To go ahead anyway, add confirm:yes.`,
    'confirm',
    GO_AHEAD,
  )
}

/** Meetings that overlap, of groups in which the same people hold roles. At most 5. */
async function findOverlapping(tx: Transaction, wanted: WantedTime): Promise<Meeting[]> {
  const people = await tx.role.findMany({
    where: { groupId: { in: [...wanted.groups] }, until: null },
    select: { personId: true },
  })
  const roles = await tx.role.findMany({
    where: { personId: { in: people.map(p => p.personId) }, until: null, groupId: { not: null } },
    select: { groupId: true },
  })
  const groups = [...new Set([...wanted.groups, ...roles.map(r => r.groupId!)])]
  const rows = await tx.meeting.findMany({
    where: {
      status: { not: 'CANCELLED' },
      startsAt: { lt: toColumn(wanted.ends) },
      endsAt: { gt: toColumn(wanted.starts) },
      groups: { hasSome: groups },
      ...(wanted.id !== undefined && { id: { not: wanted.id } }),
    },
    orderBy: { startsAt: 'asc' },
    take: 5,
  })
  return rows.map(toMeeting)
}
