import type { Platform } from '../core/commands/port.ts'
import { type Database, inTransaction } from '../core/database/client.ts'
import { addressDue, nextToAddress } from '../core/notices/addressing.ts'
import { knownPlatforms } from '../core/notices/platforms.ts'
import { type Duty, whenDue } from './duty.ts'

/** Addresses the notices that are due: from then on there is a delivery for each address. */
export function addressDuty(db: Database, platforms: readonly Platform[]): Duty {
  const next = () => nextToAddress(db)
  return {
    name: 'address',
    run: now =>
      whenDue(next, now, () =>
        inTransaction(db, async tx => addressDue(tx, now, await knownPlatforms(tx, platforms))),
      ),
    next,
  }
}
