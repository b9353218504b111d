import { firstKept, writeDigests } from '../core/notices/kept.ts'
import { instantRead } from '../core/rooms/due.ts'
import type { DueWork } from '../core/rooms/room.ts'

/** Writes the daily digests that are due. */
export const dailyDigests: DueWork = {
  name: 'daily-digests',
  reads: firstKept,
  next: instantRead,
  run: ({ tx, now }) => writeDigests(tx, now),
}
