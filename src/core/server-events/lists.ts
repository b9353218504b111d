/** Which meetings stand in which list, in which version. What is to be done is claimed, as deliveries are. */

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

/** A meeting that this instance brings into a list and must finish. */
export interface ClaimedEvent extends ServerPlace {
  meetingId: number
  reference: string | null
  attempts: number
}

/** Discord takes 100 events a server, those of others counted. */
const MOST = 90

/** Notes the meetings ahead that are to stand in a list. */
export async function addUpcoming(db: Database, list: ServerPlace, now: Temporal.Instant): Promise<void> {
  const { platform, place } = list
  await db.$executeRaw`
    INSERT INTO "MeetingEvent" ("meetingId", platform, place)
    SELECT id, ${platform}, ${place} FROM "Meeting"
    WHERE kind::text = ANY(${[...LISTED_KINDS]}) AND status <> 'CANCELLED' AND "startsAt" > ${toColumn(now)}::timestamptz
    ORDER BY "startsAt" LIMIT ${MOST}
    ON CONFLICT DO NOTHING`
}

/**
 * Takes what a list does not show as it is, and nobody alive is at. What is over is left alone, and so is what was
 * cancelled before anybody tried to list it; what may have been listed is looked for.
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

/** How a try ended: what the list shows now, or nothing new, to be tried again. */
export type EventEnd = { version: number; reference: string | null; fault: string | null } | 'again'

/** Writes how a try ended, if the claim is still this instance's. */
export async function finishEvent(
  db: Database,
  { meetingId, platform, place, attempts }: ClaimedEvent,
  claimant: number,
  end: EventEnd,
): Promise<void> {
  await db.meetingEvent.updateMany({
    where: { meetingId, platform, place, attempts, claimant },
    data: { claimant: null, ...(end === 'again' ? {} : end) },
  })
}
