import type { Database } from '../core/database/client.ts'
import type { Platform } from '../core/platforms/platform.ts'
import { addressTask } from './address.ts'
import { cancelTask } from './cancel.ts'
import { lapseTask } from './lapse.ts'
import type { Task } from './task.ts'

/** What decides what is told, and to whom; the rest brings it there. All of it is gone through again after a loss. */
export const coreTasks = (db: Database, platforms: readonly Platform[]): Task[] => [
  lapseTask(db),
  cancelTask(db),
  addressTask(db, platforms),
]
