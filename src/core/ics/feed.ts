/** The content of a calendar: meetings as they are, each with its history. */
import type { MeetingChangeKind } from '../database/generated/enums.ts'
import type { Meeting } from '../meetings/meeting.ts'

export interface Feed {
  /** The name that calendar programs show. */
  name: string
  /** By date. */
  entries: Entry[]
  /** When it last became another: by a change of a meeting, of the roles and groups it follows, or of the months it shows. */
  changed: Temporal.Instant
}

export interface Entry {
  meeting: Meeting
  /** Readers of this calendar see only that the time is taken. */
  isBusyOnly?: true
  /** Oldest first. */
  history: Happening[]
}

export interface Happening {
  at: Temporal.Instant
  kind: MeetingChangeKind
  reason: string | undefined
  /** Its dates before. */
  before: Dates
}

/** Dates as a meeting's history keeps them. */
export interface Dates {
  starts?: string
  ends?: string
  deadline?: string
}

/** Every meeting has at least its scheduling on record; one without would have changed before everything else. */
const LONG_AGO = Temporal.Instant.fromEpochMilliseconds(0)

export const changedAt = ({ history }: Entry): Temporal.Instant => latest(history.map(h => h.at))

export const scheduledAt = ({ history }: Entry): Temporal.Instant => history[0]?.at ?? LONG_AGO

export const latest = (instants: Temporal.Instant[]): Temporal.Instant =>
  instants.reduce((a, b) => (Temporal.Instant.compare(a, b) < 0 ? b : a), LONG_AGO)

/** The deadline a calendar shows: the meeting's, or the last one it had, which is then no more. */
export function shownDeadline({
  meeting,
  history,
}: Entry): { date: Temporal.PlainDate; stands: boolean } | undefined {
  const stands = meeting.status !== 'CANCELLED'
  if (meeting.deadline) return { date: meeting.deadline, stands }
  const last = history.findLast(h => h.before.deadline)?.before.deadline
  return last ? { date: Temporal.PlainDate.from(last), stands: false } : undefined
}
