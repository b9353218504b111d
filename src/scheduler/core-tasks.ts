import { DUE_WORK } from '../core/catalog.ts'
import { type Database, inTransaction } from '../core/database/client.ts'
import { createWork } from '../core/events/events.ts'
import type { PlatformFacts } from '../core/platforms/platform.ts'
import { findDue } from '../core/rooms/due.ts'
import { SUBSCRIPTIONS } from '../core/subscriptions.ts'
import { addressTask } from './address.ts'
import { dailyDigestsTask } from './daily-digests.ts'
import type { Task } from './task.ts'

/** The tasks that decide what is to be sent, and to whom. All of them are replayed after a restore from a backup. */
export const coreTasks = (db: Database, platforms: readonly PlatformFacts[]): Task[] => [
  dueWorkTask(db),
  addressTask(db, platforms),
  dailyDigestsTask(db),
]

/**
 * The work of all rooms that falls due by itself, each in a transaction of its own. Most wakes find nothing: one
 * statement finds that out for all of them, where one for each was half of what the program asked its database.
 */
const dueWorkTask = (db: Database): Task => ({
  name: 'rooms',
  async run(now, step) {
    let done = 0
    for (const { work, at } of await findDue(db, DUE_WORK))
      if (at && Temporal.Instant.compare(at, now) <= 0)
        done += await step(work.name, () =>
          inTransaction(db, tx => work.run(createWork(tx, now, SUBSCRIPTIONS))),
        )
    return done
  },
  async next() {
    const instants = (await findDue(db, DUE_WORK)).flatMap(({ at }) => at ?? [])
    return instants.toSorted(Temporal.Instant.compare)[0]
  },
})
