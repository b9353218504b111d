/** A reply that could not be shown is saved for an hour: the same command of the same person gets it and is not run again. */
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { toColumn } from '../../src/core/database/columns.ts'
import { saveUndeliveredReply, takeUndeliveredReply } from '../../src/core/desk/undelivered-replies.ts'
import type { Invocation } from '../../src/core/grammar/invocation.ts'
import type { Caller } from '../../src/core/platforms/platform.ts'
import { createTestDatabase, type TestDatabase } from '../support/database.ts'
import { NOW } from './instants.ts'

const ADA: Caller = { platform: 'slack', account: 'UADA0000' }
const COMMAND: Invocation = { path: 'issue raise', options: { topic: 'Trust' } }
const REPLY = { message: { summary: 'ISG-1 was raised.', blocks: [] } }

let database: TestDatabase
beforeAll(async () => {
  database = await createTestDatabase()
})
afterAll(() => database.close())
beforeEach(async () => {
  const { db } = database
  await db.undeliveredReply.deleteMany()
  await db.interaction.deleteMany()
  await db.interaction.create({ data: { platform: 'slack', id: 'first', at: toColumn(NOW), reply: REPLY } })
  await saveUndeliveredReply(db, NOW, COMMAND, ADA, 'first')
})

const repeat = (later: Temporal.DurationLike, command = COMMAND, caller = ADA) =>
  takeUndeliveredReply(database.db, NOW.add(later), command, caller)

test.for([
  ['at once', { seconds: 0 }, true],
  ['a second before the hour is over', { minutes: 59, seconds: 59 }, true],
  ['when the hour is over', { hours: 1 }, true],
  ['a second later', { hours: 1, seconds: 1 }, false],
  ['a day later', { hours: 24 }, false],
] as const)('repeated %s', async ([_, later, isSaved]) => {
  expect(await repeat(later)).toEqual(isSaved ? REPLY : undefined)
})

test('it is shown once: the command after it is a new one', async () => {
  await repeat({ seconds: 5 })
  expect(await repeat({ seconds: 10 })).toBeUndefined()
})

test.for([
  ['another command', { path: 'issue raise', options: { topic: 'IoT' } }, ADA],
  ['another person', COMMAND, { platform: 'slack', account: 'UBEN0000' }],
  ['another platform', COMMAND, { platform: 'discord', account: 'UADA0000' }],
] as const)('%s does not get it, and it stays saved', async ([_, command, caller]) => {
  expect(await repeat({ seconds: 5 }, command, caller)).toBeUndefined()
  expect(await repeat({ seconds: 10 })).toEqual(REPLY)
})

test('nothing is saved of a command that has no reply to keep', async () => {
  await database.db.undeliveredReply.deleteMany()
  await saveUndeliveredReply(database.db, NOW, COMMAND, ADA, 'unknown')
  expect(await database.db.undeliveredReply.count()).toBe(0)
})
