import { DUE_WORK } from '../core/catalog.ts'
import { type Database, inTransaction } from '../core/database/client.ts'
import { createWork } from '../core/events/events.ts'
import { dailyDigests } from '../core/people/daily-digests.ts'
import type { PlatformFacts } from '../core/platforms/platform.ts'
import type { DueWork } from '../core/rooms/room.ts'
import { SUBSCRIPTIONS } from '../core/subscriptions.ts'
import { addressTask } from './address.ts'
import { type Task, whenDue } from './task.ts'

/** The tasks that decide what is to be sent, and to whom. All of them are replayed after a restore from a backup. */
export const coreTasks = (db: Database, platforms: readonly PlatformFacts[]): Task[] => [
  ...DUE_WORK.map(work => dueWorkTask(db, work)),
  addressTask(db, platforms),
  dueWorkTask(db, dailyDigests),
]

/** Work of a room that falls due by itself, in a transaction of its own. */
const dueWorkTask = (db: Database, due: DueWork): Task => ({
  name: due.name,
  run: now =>
    whenDue(
      () => due.next(db),
      now,
      () => inTransaction(db, tx => due.run(createWork(tx, now, SUBSCRIPTIONS))),
    ),
  next: () => due.next(db),
})
