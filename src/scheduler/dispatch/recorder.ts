/**
 * Writes the results of attempts. They must not be lost while the database is away, so writing is tried until it
 * succeeds.
 */
import { setTimeout as sleepFor } from 'node:timers/promises'
import { type Database, inTransaction } from '../../core/database/client.ts'
import { forLog } from '../../core/database/unreachable.ts'
import { addFallback, notifyOutage } from '../../core/dead-letters/fallback.ts'
import type { Log } from '../../core/log.ts'
import { type Backoff, backoffMs } from '../../core/notices/backoff.ts'
import { saveCard } from '../../core/notices/cards.ts'
import {
  type AttemptResult,
  type ClaimedDelivery,
  finishAttempt,
  release,
} from '../../core/notices/delivery.ts'

export interface Recorder {
  /** Records the result of an attempt and what follows from it. `isRefused`: the platform refuses the bot itself. */
  finish(delivery: ClaimedDelivery, result: AttemptResult, isRefused: boolean): Promise<void>
  /** Releases a delivery that was not tried; without `nextAt` it keeps its place in the order. */
  release(delivery: ClaimedDelivery, nextAt?: Temporal.Instant): Promise<void>
  /** The process is ending, and its claims are recovered by others: a database that is away is not waited for. */
  stop(): void
}

export interface RecorderOptions {
  db: Database
  instance: number
  now(): Temporal.Instant
  log: Log
  sleep?: (ms: number) => Promise<unknown>
}

const WRITE_AGAIN: Backoff = { firstMs: 500, longestMs: 10_000 }

export function createRecorder({ db, instance, now, log, sleep = sleepFor }: RecorderOptions): Recorder {
  let isStopping = false

  async function untilWritten(write: () => Promise<void>): Promise<void> {
    for (let failures = 1; ; failures++) {
      try {
        return await write()
      } catch (error) {
        log.error({ fault: forLog(error) }, 'the result of a delivery could not be written')
        // A process that lives on must write it: no other instance recovers its claims, and they block the address.
        if (isStopping) return
        await sleep(backoffMs(failures, WRITE_AGAIN, Math.random()))
      }
    }
  }

  async function write(delivery: ClaimedDelivery, result: AttemptResult, isRefused: boolean): Promise<void> {
    const { notice, platform, address } = delivery
    const isCard = result.state === 'SENT' && notice.place === 'CARD'
    if (result.state !== 'FAILED' && !isRefused && !isCard) {
      await finishAttempt(db, delivery, instance, result)
      return
    }
    await inTransaction(db, async tx => {
      if (!(await finishAttempt(tx, delivery, instance, result))) return
      if (result.state === 'SENT') await saveCard(tx, notice.subject, platform, address, result.message)
      if (result.state === 'FAILED') await addFallback(tx, notice, delivery, now())
      else if (isRefused) await notifyOutage(tx, now())
    })
  }

  return {
    finish: (delivery, result, isRefused) => untilWritten(() => write(delivery, result, isRefused)),
    release: (delivery, nextAt) => untilWritten(() => release(db, delivery, instance, nextAt)),
    stop() {
      isStopping = true
    },
  }
}
