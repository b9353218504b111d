/**
 * Prepares a database restored from a backup. Between the backup and the loss the program sent what was due, and the
 * backup does not know that. So that time is replayed on a simulated clock, with everything the scheduler does except
 * sending: the same notices are addressed, under the same keys and in the same digests. Unfinished deliveries are then
 * looked for on the platforms before they are sent.
 */
import { moveOn } from '../app.ts'
import { simulatedClock } from '../clock.ts'
import type { Database } from '../core/database/client.ts'
import { UserError } from '../core/errors.ts'
import type { Log } from '../core/log.ts'
import { countInstances, markOutcomeUnknown } from '../core/notices/after-restore.ts'
import type { PlatformFacts } from '../core/platforms/platform.ts'
import { coreTasks } from './core-tasks.ts'
import { createScheduler } from './scheduler.ts'

export interface Restored {
  db: Database
  /** The platforms to which the program was connected. */
  platforms: readonly PlatformFacts[]
  /** When the backup was taken. */
  since: Temporal.Instant
  /** When the lost database last worked: notices due later were not sent. */
  until: Temporal.Instant
  log: Log
}

/** Returns how many deliveries will be looked for. Nothing else may run on the database. */
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
