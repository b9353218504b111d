/**
 * Makes a database restored from a backup fit to go on. Between the backup and the loss the program told what
 * was due; the backup does not know. So that time is gone through once more on a simulated clock, with everything the
 * scheduler does but the sending: the same notices come to be addressed, under the same keys and together with the same
 * others as then. What is unfinished after that is looked for on the platforms before it is sent.
 */
import { moveOn } from '../app.ts'
import { simulatedClock } from '../clock.ts'
import type { Database } from '../core/database/client.ts'
import { UserError } from '../core/errors.ts'
import type { Log } from '../core/log.ts'
import { countInstances, markOutcomeUnknown } from '../core/notices/after-restore.ts'
import type { Platform } from '../core/platforms/platform.ts'
import { coreTasks } from './core-tasks.ts'
import { createScheduler } from './scheduler.ts'

export interface Restored {
  db: Database
  /** The platforms that the program was connected to. */
  platforms: readonly Platform[]
  /** When the backup was taken. */
  since: Temporal.Instant
  /** When the lost database last worked: what was due later was not told. */
  until: Temporal.Instant
  log: Log
}

/** Gives how many deliveries will be looked for. Nothing else may run on the database. */
export async function replayAfterRestore({ db, platforms, since, until, log }: Restored): Promise<number> {
  const alive = await countInstances(db)
  if (alive > 0)
    throw new UserError(
      'running',
      `The program runs on this database (${alive} ${alive === 1 ? 'instance' : 'instances'}). Stop it first.`,
    )
  const clock = simulatedClock(since)
  const tasks = coreTasks(db, platforms)
  await moveOn(createScheduler({ tasks, clock, log }), clock, until)
  return markOutcomeUnknown(db, since)
}
