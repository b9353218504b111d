import { type Database, inTransaction } from '../core/database/client.ts'
import { addressDue, nextToAddress } from '../core/notices/addressing.ts'
import { findPlatforms } from '../core/notices/platforms.ts'
import type { Platform } from '../core/platforms/platform.ts'
import type { Task } from './task.ts'

/** Addresses the notices that are due: from then on there is a delivery for each address. */
export function addressTask(db: Database, platforms: readonly Platform[]): Task {
  return {
    name: 'address',
    async run(now) {
      // Read at the same time: what is due should not wait for the one after the other.
      const [due, known] = await Promise.all([nextToAddress(db), findPlatforms(db, platforms)])
      if (!due || Temporal.Instant.compare(due, now) > 0) return 0
      return inTransaction(db, tx => addressDue(tx, now, known))
    },
    next: () => nextToAddress(db),
  }
}
