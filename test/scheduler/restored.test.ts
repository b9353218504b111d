/** A database lost, and the backup of some days before put in its place. */

import { afterEach, beforeEach, expect, test } from 'vitest'
import { moveOn, startApp } from '../../src/app.ts'
import { findPlatform } from '../../src/bots/platforms.ts'
import { type SimulatedClock, simulatedClock } from '../../src/clock.ts'
import { closeDatabase, type Database, openDatabase } from '../../src/core/database/client.ts'
import { seed } from '../../src/core/seed.ts'
import { createScratchDatabase } from '../../src/postgres/scratch-database.ts'
import { replayAfterRestore } from '../../src/scheduler/replay.ts'
import { createTestDatabase, testServer } from '../support/database.ts'
import { summaryOf } from '../support/summary.ts'
import { channels, geneva } from './harness.ts'
import { type FakePlatform, fakePlatform } from './platform.ts'

const log = { debug() {}, info() {}, warn() {}, error() {} }
const TAKEN = geneva('2026-04-21 03:00')
const LOST = geneva('2026-05-05 12:00')
const BACK = geneva('2026-05-06 12:00')

let slack: FakePlatform
let clock: SimulatedClock
const closes: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const close of closes.splice(0).reverse()) await close()
})

type Give = (who: string, line: string) => Promise<void>

/** The program on a database while `work` is done. */
async function running(url: string, db: Database, work: (does: Give) => Promise<void>): Promise<void> {
  const app = await startApp({ db, url, clock, bots: [slack], admins: new Set(), log, wakes: false })
  const does: Give = async (who, line) => {
    const read = app.desk.read(line)
    if ('refused' in read) throw new Error(line)
    const caller = { platform: 'terminal', account: who } as const
    const { refused, message } = await app.desk.execute(read.invocation, caller, crypto.randomUUID())
    if (refused) throw new Error(summaryOf(message))
  }
  try {
    await work(does)
    await moveOn(app.scheduler, clock, clock.now())
  } finally {
    await app.stop()
  }
}

/** Messages sent until the loss, and the backup, which knows nothing of them. */
let backup: { url: string; db: Database }
beforeEach(async () => {
  slack = fakePlatform('slack')
  clock = simulatedClock(geneva('2026-04-20 09:00'))
  const { url, db, close } = await createTestDatabase()
  closes.push(close)
  await seed(db, clock.now())
  await channels(db, 'slack', 'RG-DT', 'WP2', 'SG13', 'SG17', 'SG20')
  await running(url, db, does => does('SG13 chair', 'issue raise topic:Trust summary:"Who?" with:SG17,SG20'))
  clock.set(TAKEN)
  // One matter is on its way at this instant: in the backup, and not told yet.
  const app = await startApp({ db, url, clock, bots: [], admins: new Set(), log, wakes: false })
  const read = app.desk.read('issue raise topic:Clocks summary:"Whose?" with:SG17')
  if ('refused' in read) throw new Error()
  await app.desk.execute(read.invocation, { platform: 'terminal', account: 'SG13 chair' }, 'clocks')
  await app.stop()
  await closeDatabase(db)
  const copy = await createScratchDatabase(testServer(), {
    template: new URL(url).pathname.slice(1),
    owner: url,
  })
  backup = { url: copy.url, db: openDatabase(copy.url, { pool: 5 }) }
  closes.push(async () => {
    await closeDatabase(backup.db)
    await copy.drop()
  })
  const again = openDatabase(url, { pool: 5 })
  const rest = await startApp({ db: again, url, clock, bots: [slack], admins: new Set(), log, wakes: false })
  await moveOn(rest.scheduler, clock, TAKEN.add({ hours: 1 }))
  // The card that was on its way is shown again: the backup knows nothing of it.
  const changed = rest.desk.read('issue propose ISG-2 SG17 keeps the clocks')
  if ('refused' in changed) throw new Error()
  await rest.desk.execute(changed.invocation, { platform: 'terminal', account: 'SG17 chair' }, 'proposed')
  await moveOn(rest.scheduler, clock, LOST)
  await rest.stop()
  await closeDatabase(again)
})

const restore = () =>
  replayAfterRestore({ db: backup.db, platforms: [findPlatform('slack')], since: TAKEN, until: LOST, log })
const told = () => slack.sent.map(s => `${s.address} ${s.key}`)

test('what was told meanwhile is found and not told again; what fell due since is told', async () => {
  const before = told()
  expect(before.filter(line => line.startsWith('#RG-DT deadline:')).length).toBe(3)
  expect(slack.sent.some(s => s.address === '#SG17' && s.text.includes('Clocks'))).toBe(true)
  expect(await restore()).toBeGreaterThan(3)
  expect(told()).toEqual(before)

  clock.set(BACK)
  slack.asked.length = 0
  await running(backup.url, backup.db, async () => {})
  const more = told().slice(before.length)
  expect(more).toHaveLength(1)
  expect(slack.sent.at(-1)!.text).toContain('are due tomorrow')
  expect(slack.asked).toContain('find #RG-DT')
  expect(
    slack.sent.filter(s => s.address === '#SG17' && !s.thread && s.text.includes('Clocks')),
  ).toHaveLength(1)
  expect(new Set(told()).size).toBe(told().length)
  expect(await backup.db.delivery.count({ where: { state: { in: ['WAITING', 'SENDING', 'FAILED'] } } })).toBe(
    0,
  )
})

test('nothing is touched while the program runs on the database', async () => {
  const before = await backup.db.notice.count({ where: { state: 'PLANNED' } })
  await running(backup.url, backup.db, async () => {
    await expect(restore()).rejects.toThrow('The program runs on this database (1 instance). Stop it first.')
    expect(await backup.db.notice.count({ where: { state: 'PLANNED' } })).toBe(before)
  })
})
