/** The program's outbox by itself: its duties on a database with notices of our making. */
import type { Bot } from '../src/bots/bot.ts'
import { systemClock } from '../src/clock.ts'
import type { Database } from '../src/core/database/client.ts'
import { listen } from '../src/core/database/listen.ts'
import type { Log } from '../src/core/log.ts'
import { text } from '../src/core/messages/message.ts'
import { INSTANCE_LOCK, newInstance } from '../src/core/notices/delivery.ts'
import type { Presenters } from '../src/core/notices/notice.ts'
import { addressDuty } from '../src/scheduler/address.ts'
import { deliverDuty } from '../src/scheduler/deliver.ts'
import { noMeasures } from '../src/scheduler/measure.ts'
import { createScheduler, type Scheduler } from '../src/scheduler/scheduler.ts'
import { takeTurns } from '../src/scheduler/speakers.ts'
import { ask } from './server.ts'

/** Says what goes wrong, and nothing else. */
export const complaints: Log = {
  debug: () => {},
  info: () => {},
  warn: (fields, message) => console.error(message, fields),
  error: (fields, message) => console.error(message, fields),
}

export interface Outbox {
  scheduler: Scheduler
  stop(): Promise<void>
}

/** Words that need no reading: the rivals' jobs read nothing either. */
const presenters: Presenters = {
  bench: async () => ({ summary: 'A reminder.', blocks: [text('A reminder.')] }),
}

/** The instance as `startApp` puts it together, with the duties that deliver. */
export async function openOutbox(db: Database, url: string, bot: Bot): Promise<Outbox> {
  const instance = newInstance()
  const now = () => systemClock.now()
  const bots = [bot]
  const speaking = () => speakers?.speaking() ?? new Set<never>()
  let speakers: Awaited<ReturnType<typeof takeTurns>> | undefined
  const scheduler = createScheduler({
    duties: [
      addressDuty(db, [bot.platform]),
      deliverDuty({
        db,
        bots,
        speaking,
        presenters,
        instance,
        now,
        log: complaints,
        measures: noMeasures,
        rearm: () => scheduler.rearm(),
      }),
    ],
    clock: systemClock,
    log: complaints,
  })
  const listener = await listen({
    url,
    channel: 'intersg_due',
    onNotify: () => scheduler.poke(),
    lock: [INSTANCE_LOCK, instance],
  })
  const onSpeaking = () => scheduler.poke()
  speakers = await takeTurns({ listener, bots, desk: undefined as never, log: complaints, onSpeaking })
  return {
    scheduler,
    async stop() {
      await scheduler.stop()
      await speakers!.stop()
      await listener.close()
    },
  }
}

/** Groups that have a channel each: as many addresses. */
export async function addAddresses(url: string, count: number): Promise<void> {
  await ask(
    url,
    `INSERT INTO "Group" (id, name, kind, since)
     SELECT 'B' || n, 'Group ' || n, 'RG', '2025-01-01' FROM generate_series(0, $1::int - 1) AS n`,
    [count],
  )
  await ask(
    url,
    `INSERT INTO "Channel" ("groupId", platform, channel, since)
     SELECT 'B' || n, 'slack', 'C' || n, '2025-01-01' FROM generate_series(0, $1::int - 1) AS n`,
    [count],
  )
}

/** Notices that are due, each to the channel of one group; the groups in turn. */
export const addNotices = (url: string, count: number, addresses: number): Promise<unknown> =>
  ask(
    url,
    `INSERT INTO "Notice" (key, kind, subject, data, audience, priority, "dueAt")
     SELECT 'bench:' || n, 'bench', 'bench:' || n, '{}',
       jsonb_build_array(jsonb_build_object('channelOf', 'B' || n % $2::int)), 5, now()
     FROM generate_series(1, $1::int) AS n`,
    [count, addresses],
  )
