/** The program on a test database with a platform in memory and a clock moved by hand. test/README.md compares the harnesses. */

import { type App, moveOn, startApp } from '../../src/app.ts'
import { type SimulatedClock, simulatedClock } from '../../src/clock.ts'
import type { Database } from '../../src/core/database/client.ts'
import { toColumn } from '../../src/core/database/columns.ts'
import type { Notice } from '../../src/core/notices/notice.ts'
import { writeNotices } from '../../src/core/notices/outbox.ts'
import { atGeneva } from '../../src/core/time/geneva.ts'
import { createFilledDatabase, createTestDatabase } from '../support/database.ts'
import { summaryOf } from '../support/summary.ts'
import { type FakePlatform, fakePlatform } from './platform.ts'

export interface Harness {
  url: string
  db: Database
  clock: SimulatedClock
  slack: FakePlatform
  app: App
  logged: string[]
  /** Runs a command at the terminal in a role, or with an account: "slack:U024BE7LH". Throws when it is refused. */
  does(who: string, line: string): Promise<string>
  /** Moves to an instant in Geneva time ("2026-02-20 09:00"), doing what is due on the way. */
  until(geneva: string): Promise<void>
  /** Sets the clock only: nothing is done until `app.scheduler.runUntilIdle()`. */
  setClock(geneva: string): void
  notify(...notices: Partial<Notice>[]): Promise<void>
  /** Clears what was sent and logged. */
  reset(): void
  /** Runs the scheduler three more times; throws when anything is sent. */
  expectIdle(): Promise<void>
  close(): Promise<void>
}

export const geneva = (text: string): Temporal.Instant => {
  const [date, time] = text.split(' ')
  return atGeneva(Temporal.PlainDate.from(date!), time!)
}

/** Opens it at `from`; `filled`: with the groups and the plan of meetings of a first start, else without any. */
export async function openHarness(from = '2026-02-02 09:00', { filled = false } = {}): Promise<Harness> {
  const clock = simulatedClock(geneva(from))
  const { url, db, close } = filled ? await createFilledDatabase(clock.now()) : await createTestDatabase()
  const slack = fakePlatform('slack')
  const logged: string[] = []
  const keep = (fields: object, message: string) => void logged.push(`${message} ${JSON.stringify(fields)}`)
  const log = { debug: () => {}, info: keep, warn: keep, error: keep }
  const app = await startApp({ db, url, clock, bots: [slack], admins: new Set(), log, wakes: false })
  let written = 0
  return {
    url,
    db,
    clock,
    slack,
    app,
    logged,
    async does(who, line) {
      const read = app.desk.read(line)
      const account = /^slack:(.+)$/.exec(who)?.[1]
      const caller = account
        ? ({ platform: 'slack', account } as const)
        : ({ platform: 'terminal', account: who } as const)
      const reply =
        'refused' in read
          ? read.refused
          : await app.desk.execute(read.invocation, caller, crypto.randomUUID())
      if (reply.refused) throw new Error(`${who}: ${line}: ${summaryOf(reply.message)}`)
      return summaryOf(reply.message)
    },
    until: text => moveOn(app.scheduler, clock, geneva(text)),
    setClock: text => clock.set(geneva(text)),
    notify: (...notices) =>
      writeNotices(
        db,
        notices.map(n => ({
          key: `test:${++written}`,
          kind: 'handover',
          subject: 'test',
          data: { person: 1 },
          audience: [{ channelOf: 'RG-DT' }],
          dueAt: clock.now(),
          ...n,
        })),
      ),
    reset() {
      for (const kept of [slack.sent, slack.asked, slack.faults, logged]) kept.length = 0
    },
    async expectIdle() {
      const before = slack.asked.length
      for (let i = 0; i < 3; i++) await app.scheduler.runUntilIdle()
      if (slack.asked.length > before) throw new Error(`not at rest: ${slack.asked.slice(before).join(', ')}`)
    },
    async close() {
      await app.stop()
      await close()
    },
  }
}

/** Enters groups of one kind in the register that the table of groups follows. */
export async function enterGroups(db: Database, kind: 'SG' | 'RG', ...groups: string[]): Promise<void> {
  const at = toColumn(geneva('2026-01-01 00:00'))
  await db.registerEntry.createMany({
    data: groups.map(key => ({
      register: 'groups',
      key,
      sortKey: key,
      fields: { name: key, kind, since: '2025-01-01' },
      at,
    })),
  })
}

/** Sets a channel for each group on a platform: "#RG-DT". */
export async function channels(db: Database, platform: string, ...groups: string[]): Promise<void> {
  const since = toColumn(geneva('2026-01-01 00:00'))
  await db.channel.createMany({
    data: groups.map(groupId => ({ groupId, platform, channel: `#${groupId}`, since })),
  })
}
