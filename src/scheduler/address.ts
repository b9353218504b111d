import type { Platform } from '../core/commands/port.ts'
import { type Database, inTransaction } from '../core/database/client.ts'
import { instantFrom } from '../core/database/time.ts'
import { addressDue } from '../core/notices/addressing.ts'
import { knownPlatforms } from '../core/notices/platforms.ts'
import type { Duty } from './duty.ts'

/** Addresses the notices that are due: from then on there is a delivery for each address. */
export const addressDuty = (db: Database, platforms: readonly Platform[]): Duty => ({
  name: 'address',
  run: now => inTransaction(db, async tx => addressDue(tx, now, await knownPlatforms(tx, platforms))),
  async next() {
    const { _min } = await db.notice.aggregate({ where: { state: 'PLANNED' }, _min: { dueAt: true } })
    return _min.dueAt ? instantFrom(_min.dueAt) : undefined
  },
})
