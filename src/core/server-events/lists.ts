/** Which meetings are in which list, in which version. Changes to make are claimed, as deliveries are. */

import type { Database } from '../database/client.ts'
import { toColumn } from '../database/columns.ts'
import { LIVE_INSTANCES } from '../database/instances.ts'
import type { Platform } from '../platforms/platform.ts'
import { LISTED_KINDS } from './event.ts'

/** A list: a server of a platform. */
export interface ServerPlace {
  platform: Platform
  place: string
}

/** A meeting whose event this instance has claimed and must finish. */
export interface ClaimedEvent extends ServerPlace {
  meetingId: number
  reference: string | null
  attempts: number
}

/** Discord allows 100 events a server, those of others included. */
const MAX_EVENTS = 90

/** Adds the meetings ahead that belong in a list. */
export async function addUpcoming(db: Database, list: ServerPlace, now: Temporal.Instant): Promise<void> {
  const { platform, place } = list
  await db.$executeRaw`
    INSERT INTO "MeetingEvent" ("meetingId", platform, place)
    SELECT id, ${platform}, ${place} FROM "Meeting"
    WHERE kind::text = ANY(${[...LISTED_KINDS]}) AND status <> 'CANCELLED' AND "startsAt" > ${toColumn(now)}::timestamptz
    ORDER BY "startsAt" LIMIT ${MAX_EVENTS}
    ON CONFLICT DO NOTHING`
}

/**
 * Claims the meetings that a list does not show as they are and that no live instance is working on. Meetings that are
 * over are left alone, and so are those cancelled before any attempt to list them. One that may be listed is looked for.
 */
export async function claimEvents(
  db: Database,
  { platform, place }: ServerPlace,
  now: Temporal.Instant,
  claimant: number,
): Promise<ClaimedEvent[]> {
  const at = toColumn(now)
  return db.$queryRaw<ClaimedEvent[]>`
    UPDATE "MeetingEvent" SET claimant = ${claimant}, attempts = attempts + 1
    WHERE platform = ${platform} AND place = ${place} AND "meetingId" IN (
      SELECT e."meetingId" FROM "MeetingEvent" e JOIN "Meeting" m ON m.id = e."meetingId"
      WHERE e.platform = ${platform} AND e.place = ${place}
        AND e.version < m.version AND m."endsAt" > ${at}::timestamptz
        AND (e.attempts > 0 OR (m.status <> 'CANCELLED' AND m."startsAt" > ${at}::timestamptz))
        AND (e.claimant IS NULL OR e.claimant = ${claimant} OR e.claimant NOT IN (${LIVE_INSTANCES}))
      ORDER BY m."startsAt" FOR UPDATE OF e SKIP LOCKED)
    RETURNING "meetingId", platform, place, reference, attempts`
}

/** The lists of a platform, besides those named, in which meetings were listed. */
export async function findLeftLists(db: Database, platform: Platform, places: string[]): Promise<string[]> {
  const rows = await db.meetingEvent.findMany({
    where: { platform, place: { notIn: places }, attempts: { gt: 0 } },
    distinct: ['place'],
    select: { place: true },
    orderBy: { place: 'asc' },
  })
  return rows.map(({ place }) => place)
}

/** Forgets a list that no longer has meetings of ours: if it has again, all are listed as new. */
export const forgetList = async (db: Database, { platform, place }: ServerPlace): Promise<void> => {
  await db.meetingEvent.deleteMany({ where: { platform, place } })
}

/** The result of an attempt: what the list shows now, or nothing new and another attempt. */
export type EventResult = { version: number; reference: string | null; fault: string | null } | 'again'

/** Records the result of an attempt, if the claim is still this instance's. */
export async function finishEvent(
  db: Database,
  { meetingId, platform, place, attempts }: ClaimedEvent,
  claimant: number,
  result: EventResult,
): Promise<void> {
  await db.meetingEvent.updateMany({
    where: { meetingId, platform, place, attempts, claimant },
    data: { claimant: null, ...(result === 'again' ? {} : result) },
  })
}
