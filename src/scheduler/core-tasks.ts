/** The tasks that decide what is to be sent, and to whom. All of it is replayed after a restore from a backup. */
import { DUE_WORK } from '../core/catalog.ts'
import { type Database, inTransaction } from '../core/database/client.ts'
import { createWork } from '../core/events/events.ts'
import type { PlatformFacts } from '../core/platforms/platform.ts'
import { findDue } from '../core/rooms/due.ts'
import type { DueWork } from '../core/rooms/room.ts'
import { SUBSCRIPTIONS } from '../core/subscriptions.ts'
import { addressing } from './address.ts'
import { dailyDigests } from './daily-digests.ts'
import type { Task } from './task.ts'

/** Digests come after addressing, so that the reminders of 09:00 are in the digest of 09:00. */
export const coreTasks = (db: Database, platforms: readonly PlatformFacts[]): Task[] => [
  dueWorkTask(db, [...DUE_WORK, addressing(platforms), dailyDigests]),
]

/**
 * Work that falls due by itself, in its order, each in a transaction of its own. Most wakes find nothing: one
 * statement finds that out for all of it, where one for each was half of what the program asked its database.
 */
export const dueWorkTask = (db: Database, all: readonly DueWork[]): Task => ({
  name: 'rooms',
  async run(now, step) {
    let done = 0
    for (const { work, at } of await findDue(db, all))
      if (at && Temporal.Instant.compare(at, now) <= 0)
        done += await step(work.name, () =>
          inTransaction(db, tx => work.run(createWork(tx, now, SUBSCRIPTIONS))),
        )
    return done
  },
  async next() {
    const instants = (await findDue(db, all)).flatMap(({ at }) => at ?? [])
    return instants.toSorted(Temporal.Instant.compare)[0]
  },
})
