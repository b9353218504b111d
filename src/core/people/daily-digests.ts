import { nextDigest, writeDigests } from '../notices/kept.ts'
import type { DueWork } from '../rooms/room.ts'

/**
 * The daily digests. No room lists this work: it runs after what is due was addressed, so that the reminders of 09:00 are in the
 * digest of 09:00.
 */
export const dailyDigests: DueWork = {
  name: 'daily-digests',
  next: nextDigest,
  run: ({ tx, now }) => writeDigests(tx, now),
}
