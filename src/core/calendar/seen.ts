/** An act on a meeting decides about its date, time, deadline and state as they were shown, and nothing else. */
import type { Context, DecidesOn } from '../commands/command.ts'
import type { Transaction } from '../database/client.ts'
import type { MeetingChangeKind, MeetingStatus } from '../database/generated/enums.ts'
import { findMeeting, type Meeting, meetingRef } from '../meetings/meeting.ts'
import { describeDeadline, describeTime, meetingName } from '../meetings/words.ts'
import { phrase, type Text } from '../text/spans.ts'
import { formatTime, inGeneva } from '../time/geneva.ts'
import { type Facts, factsSchema, toFacts } from './changes.ts'
import { describeFacts, describeKeptDeadline } from './history.ts'

/** The facts of a meeting that matter to a decision about it, as they were shown. */
export interface Shown {
  facts: Facts
  status: MeetingStatus
}

/** A change as far as it says what was shown after it. */
export interface ShownChange {
  kind: MeetingChangeKind
  after: Facts
}

/** The state that a change leaves; undefined: the one before. */
const STATUS_AFTER: Partial<Record<MeetingChangeKind, MeetingStatus>> = {
  SCHEDULED: 'SCHEDULED',
  MOVED: 'SCHEDULED',
  CONFIRMED: 'CONFIRMED',
  CANCELLED: 'CANCELLED',
  RESTORED: 'SCHEDULED',
  HELD: 'HELD',
  NOT_HELD: 'NOT_HELD',
  ENTERED: 'HELD',
}

/**
 * The facts that stood at `version`, from a history oldest first: each change made one version. Undefined where the
 * history doesn't reach it.
 */
export function shownAt(history: readonly ShownChange[], version: number): Shown | undefined {
  const until = history.slice(0, version)
  const last = until.at(-1)
  if (!last || until.length < version) return undefined
  const status = until.map(({ kind }) => STATUS_AFTER[kind]).findLast(s => s !== undefined)
  return { facts: last.after, status: status ?? 'SCHEDULED' }
}

const STATUS_WORDS: Record<MeetingStatus, string> = {
  SCHEDULED: 'not confirmed',
  CONFIRMED: 'confirmed',
  CANCELLED: 'cancelled',
  HELD: 'recorded as held',
  NOT_HELD: 'recorded as not held',
}

/** The differences between then and now, in words: "it was on …, and is on … now". Empty: nothing that matters. */
export function differences(shown: Shown, now: Shown): string[] {
  const [was, is] = [shown.facts, now.facts]
  const times = [describeFacts(was), describeFacts(is)]
  const deadlines = [describeKeptDeadline(was), describeKeptDeadline(is)]
  const ends = [was.cutOff, is.cutOff].map(iso => iso && formatTime(inGeneva(Temporal.Instant.from(iso))))
  return [
    ...(times[0] === times[1] ? [] : [`it was on ${times[0]}, and is on ${times[1]} now`]),
    ...(deadlines[0] === deadlines[1]
      ? ends[0] && ends[1] && ends[0] !== ends[1]
        ? [`contributions were due by ${ends[0]}, and are by ${ends[1]} now`]
        : []
      : [`the contribution deadline was ${deadlines[0]}, and is ${deadlines[1]} now`]),
    ...(shown.status === now.status
      ? []
      : [`it was ${STATUS_WORDS[shown.status]}, and is ${STATUS_WORDS[now.status]} now`]),
  ]
}

export const toShown = (m: Meeting): Shown => ({ facts: toFacts(m), status: m.status })

async function findShown(tx: Transaction, meeting: Meeting, version: number): Promise<Shown | undefined> {
  if (version === meeting.version) return toShown(meeting)
  const rows = await tx.meetingChange.findMany({
    where: { meetingId: meeting.id },
    select: { kind: true, after: true },
    orderBy: { id: 'asc' },
    take: version,
  })
  return shownAt(
    rows.map(({ kind, after }) => ({ kind, after: factsSchema.parse(after ?? {}) })),
    version,
  )
}

/**
 * An act on a meeting decides about the date, time, deadline and state that were shown. `consequence`: what the act
 * would do now, where an empty field takes it from what stands.
 */
export const decidesOnMeeting = <V extends { meeting: number }>(
  consequence?: (meeting: Meeting, values: V) => string | undefined,
): DecidesOn<V> => ({
  version: async ({ meeting }, { tx }) => (await findMeeting(tx, meeting)).version,
  describe: async ({ meeting }, { tx, now }) => {
    const m = await findMeeting(tx, meeting)
    const awaited = m.cutOff ? `; contributions by ${describeDeadline(m, now)}` : ''
    return phrase`the ${meetingName(m)} of ${describeTime(m)} (${meetingRef(m)}), ${STATUS_WORDS[m.status]}${awaited}`
  },
  async difference(values, seen, { tx }: Context): Promise<Text | undefined> {
    const m = await findMeeting(tx, values.meeting)
    const shown = await findShown(tx, m, seen)
    const changed = shown ? differences(shown, toShown(m)) : ['it has another history than was shown']
    if (changed.length === 0) return undefined
    const then = consequence?.(m, values)
    return `${meetingRef(m)} has changed since this was shown: ${changed.join('; ')}.${then ? ` ${then}` : ''}`
  },
})
