import { addressDue } from '../core/notices/addressing.ts'
import { firstPlanned } from '../core/notices/outbox.ts'
import { findReach } from '../core/notices/platforms.ts'
import type { PlatformFacts } from '../core/platforms/platform.ts'
import { instantRead } from '../core/rooms/due.ts'
import type { DueWork } from '../core/rooms/room.ts'

/** Addresses the notices that are due: from then on there is a delivery for each address. */
export const addressing = (platforms: readonly PlatformFacts[]): DueWork => ({
  name: 'address',
  reads: firstPlanned,
  next: instantRead,
  run: async ({ tx, now }) => addressDue(tx, now, await findReach(tx, platforms)),
})
