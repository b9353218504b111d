import { type Database, inTransaction } from '../core/database/client.ts'
import { addressDue } from '../core/notices/addressing.ts'
import { nextPlanned } from '../core/notices/outbox.ts'
import { findReach } from '../core/notices/platforms.ts'
import type { PlatformFacts } from '../core/platforms/platform.ts'
import type { Task } from './task.ts'

/** Addresses the notices that are due: from then on there is a delivery for each address. */
export function addressTask(db: Database, platforms: readonly PlatformFacts[]): Task {
  return {
    name: 'address',
    async run(now) {
      const due = await nextPlanned(db)
      if (!due || Temporal.Instant.compare(due, now) > 0) return 0
      const reach = await findReach(db, platforms)
      return inTransaction(db, tx => addressDue(tx, now, reach))
    },
    next: () => nextPlanned(db),
  }
}
