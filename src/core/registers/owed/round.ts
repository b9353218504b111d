/**
 * The status round before a TSAG meeting: for each responsible group the open items of the WTSA action plan and its
 * joint activities, with last time's status, and what is on record for this meeting.
 */
import type { Transaction } from '../../database/client.ts'
import { toColumn } from '../../database/columns.ts'
import { HANDLER } from '../../groups/handler.ts'
import { type Meeting, toMeeting } from '../../meetings/meeting.ts'
import { storedPlan } from '../action-plan/fields.ts'
import { monthOf, type PlanStatus } from '../action-plan/latest.ts'
import { listAwaiting } from '../awaiting.ts'
import { isJca, type JointActivity, storedJoint } from '../joint-activities/fields.ts'
import { toMeetingLabel } from '../periods.ts'
import { listEntries } from '../store.ts'
import type { Leaders } from './debtors.ts'
import { dayOf } from './report-meetings.ts'
import { responsibleFor } from './tsag-brings.ts'

export type RoundEntry =
  | { kind: 'item'; name: string; last: PlanStatus | undefined; recorded: PlanStatus | undefined }
  | { kind: 'activity'; name: string; last: string | undefined; recorded: string | undefined }

export interface Round {
  /** "TSAG 10-2026" */
  meeting: string
  /** The entries of each responsible group; groups by their names. */
  groups: Map<string, RoundEntry[]>
}

/** The TSAG meeting that is under way or comes next. */
export async function findRoundMeeting({
  tx,
  now,
}: {
  tx: Transaction
  now: Temporal.Instant
}): Promise<Meeting | undefined> {
  const row = await tx.meeting.findFirst({
    where: { kind: 'TSAG_MEETING', status: { not: 'CANCELLED' }, endsAt: { gt: toColumn(now) } },
    orderBy: { startsAt: 'asc' },
  })
  return row ? toMeeting(row) : undefined
}

export const labelOf = (meeting: Meeting): string => toMeetingLabel(dayOf(meeting))

/** The round for a meeting: "TSAG 10-2026". A few queries, however many items there are. */
export async function findRound(tx: Transaction, meeting: string, leaders: Leaders): Promise<Round> {
  const open = await listAwaiting(tx, storedPlan)
  const recorded = await listEntries(tx, storedPlan, { contains: [[{ meeting }]] })
  const activities = (await listAwaiting(tx, storedJoint)).filter(({ key }) => isJca(key))
  return toRound(meeting, { open, recorded, activities }, leaders)
}

interface RoundFacts {
  /** The latest status of each item that is neither completed nor closed. */
  open: readonly PlanStatus[]
  /** The statuses for the meeting. */
  recorded: readonly PlanStatus[]
  activities: readonly JointActivity[]
}

/** Pure. */
export function toRound(
  meeting: string,
  { open, recorded, activities }: RoundFacts,
  leaders: Leaders,
): Round {
  const entries = [
    ...recorded.map(status => ({ groups: responsibleFor(status), entry: toItem(status, undefined, status) })),
    ...open
      .filter(({ fields }) => monthOf(fields.meeting) < monthOf(meeting))
      .map(status => ({ groups: responsibleFor(status), entry: toItem(status, status, undefined) })),
    ...activities.map(activity => ({
      groups: [answersFor(activity, leaders)],
      entry: toActivity(activity, meeting),
    })),
  ]
  const groups = Map.groupBy(
    entries.flatMap(({ groups, entry }) => groups.map(group => ({ group, entry }))),
    ({ group }) => group,
  )
  return {
    meeting,
    groups: new Map(
      [...groups]
        .toSorted(([a], [b]) => NATURAL.compare(a, b))
        .map(([group, own]) => [
          group,
          own
            .map(({ entry }) => entry)
            .toSorted((a, b) => a.kind.localeCompare(b.kind) * -1 || NATURAL.compare(a.name, b.name)),
        ]),
    ),
  }
}

const NATURAL = new Intl.Collator('en', { numeric: true })

const toItem = (
  { key, fields }: PlanStatus,
  last: PlanStatus | undefined,
  recorded: PlanStatus | undefined,
): RoundEntry => ({ kind: 'item', name: fields.item ?? key, last, recorded })

const toActivity = ({ key, fields }: JointActivity, meeting: string): RoundEntry => ({
  kind: 'activity',
  name: key,
  last: fields.reviews?.findLast(review => review.meeting !== meeting)?.words,
  recorded: fields.reviews?.findLast(review => review.meeting === meeting)?.words,
})

/** Its own chairs; where it has none on record, its parent; else WP2. */
function answersFor({ key, fields }: JointActivity, leaders: Leaders): string {
  const own = [key, ...(fields.parent === undefined || fields.parent === 'TSAG' ? [] : [fields.parent])]
  return own.find(group => leaders(group).holders.length > 0) ?? HANDLER
}

export const isMissing = ({ recorded }: RoundEntry): boolean => recorded === undefined
