import { type Database, inTransaction } from '../core/database/client.ts'
import { nextDigest, writeDigests } from '../core/notices/kept.ts'
import type { Task } from './task.ts'

/**
 * Writes the daily digests that are due. It runs after notices were addressed, so that the reminders of 09:00 are in the digest of
 * 09:00.
 */
export const dailyDigestsTask = (db: Database): Task => ({
  name: 'daily-digests',
  async run(now) {
    const due = await nextDigest(db)
    if (!due || Temporal.Instant.compare(due, now) > 0) return 0
    return inTransaction(db, tx => writeDigests(tx, now))
  },
  next: () => nextDigest(db),
})
