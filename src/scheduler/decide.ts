import type { Platform } from '../core/commands/port.ts'
import type { Database } from '../core/database/client.ts'
import { addressDuty } from './address.ts'
import { cancelDuty } from './cancel.ts'
import type { Duty } from './duty.ts'
import { lapseDuty } from './lapse.ts'

/** What decides what is told, and to whom; the rest brings it there. All of it is gone through again after a loss. */
export const decidingDuties = (db: Database, platforms: readonly Platform[]): Duty[] => [
  lapseDuty(db),
  cancelDuty(db),
  addressDuty(db, platforms),
]
