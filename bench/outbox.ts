/** The program's outbox alone: its tasks on a database with notices made for the benchmark. */
import type { Bot } from '../src/bots/bot.ts'
import { findPlatform } from '../src/bots/platforms.ts'
import { systemClock } from '../src/clock.ts'
import type { Database } from '../src/core/database/client.ts'
import { listen } from '../src/core/database/listen.ts'
import { LOCK_CLASSES } from '../src/core/database/locks.ts'
import type { Log } from '../src/core/log.ts'
import { text } from '../src/core/messages/message.ts'
import { newInstance } from '../src/core/notices/delivery.ts'
import type { Presenters } from '../src/core/notices/notice.ts'
import { noMetrics } from '../src/metrics.ts'
import { addressing } from '../src/scheduler/address.ts'
import { dueWorkTask } from '../src/scheduler/core-tasks.ts'
import { dispatchTask } from '../src/scheduler/dispatch/dispatch.ts'
import { createLeaderElection } from '../src/scheduler/dispatch/leader-election.ts'
import { createScheduler, type Scheduler } from '../src/scheduler/scheduler.ts'
import { ask } from './server.ts'

/** Reports warnings and errors, and nothing else. */
export const errorLog: Log = {
  debug: () => {},
  info: () => {},
  warn: (fields, message) => console.error(message, fields),
  error: (fields, message) => console.error(message, fields),
}

export interface Outbox {
  scheduler: Scheduler
  stop(): Promise<void>
}

/** A message that needs no query: the rivals' jobs make none either. */
const presenters: Presenters = {
  bench: async () => ({ summary: 'A reminder.', blocks: [text('A reminder.')] }),
}

/** The instance as `startApp` puts it together, with the tasks that deliver. */
export async function openOutbox(db: Database, url: string, bot: Bot): Promise<Outbox> {
  const instance = newInstance()
  const now = () => systemClock.now()
  const bots = [bot]
  const leading = () => election.leading()
  const scheduler = createScheduler({
    tasks: [
      dueWorkTask(db, [addressing([findPlatform(bot.platform)])]),
      dispatchTask({
        db,
        bots,
        leading,
        presenters,
        instance,
        now,
        log: errorLog,
        metrics: noMetrics,
        reschedule: () => scheduler.reschedule(),
      }),
    ],
    clock: systemClock,
    log: errorLog,
  })
  const listener = await listen({
    url,
    channel: 'intersg_due',
    onNotify: () => scheduler.trigger(),
    lock: [LOCK_CLASSES.instance, instance],
  })
  const onElected = () => scheduler.trigger()
  const election = createLeaderElection({ bots, desk: undefined as never, log: errorLog, onElected })
  await election.start(listener)
  return {
    scheduler,
    async stop() {
      await scheduler.stop()
      await election.stop()
      await listener.close()
    },
  }
}

/** Groups that have a channel each: as many addresses. */
export async function addAddresses(url: string, count: number): Promise<void> {
  await ask(
    url,
    `INSERT INTO "RegisterEntry" (register, key, "sortKey", fields, at)
     SELECT 'groups', 'B' || n, 'B' || lpad(n::text, 6, '0'), '{"kind": "RG", "since": "2025-01-01"}', now()
     FROM generate_series(0, $1::int - 1) AS n`,
    [count],
  )
  await ask(
    url,
    `INSERT INTO "Channel" ("groupId", platform, channel, since)
     SELECT 'B' || n, 'slack', 'C' || n, '2025-01-01' FROM generate_series(0, $1::int - 1) AS n`,
    [count],
  )
}

/** Adds notices that are due, each to the channel of one group, in rotation. */
export const addNotices = (url: string, count: number, addresses: number): Promise<unknown> =>
  ask(
    url,
    `INSERT INTO "Notice" (key, kind, subject, data, audience, priority, "dueAt")
     SELECT 'bench:' || n, 'bench', 'bench:' || n, '{}',
       jsonb_build_array(jsonb_build_object('channelOf', 'B' || n % $2::int)), 5, now()
     FROM generate_series(1, $1::int) AS n`,
    [count, addresses],
  )
