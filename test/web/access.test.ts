/** How long links, sessions and tokens are good for. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createAccess, findAccess, LASTS_HOURS, linkState, openSession } from '../../src/core/web/access.ts'
import { createTestDatabase, type TestDatabase } from '../support/database.ts'

const START = Temporal.Instant.from('2026-02-02T09:00:00Z')
const caller = { platform: 'slack', account: 'U024BE7LH' } as const
const after = (kind: keyof typeof LASTS_HOURS, seconds: number) =>
  START.add({ minutes: LASTS_HOURS[kind] * 60 }).add({ seconds })

let database: TestDatabase
beforeAll(async () => {
  database = await createTestDatabase()
})
afterAll(() => database.close())

test.each([
  [-1, 'open'],
  [0, 'expired'],
  [1, 'expired'],
] as const)('a link %i seconds from its end is %s', async (seconds, state) => {
  const { db } = database
  const { secret } = await createAccess(db, 'LINK', caller, START)
  expect(await linkState(db, secret, after('LINK', seconds))).toBe(state)
  const session = await openSession(db, secret, after('LINK', seconds))
  expect(session !== undefined).toBe(state === 'open')
})

test.each([
  ['SESSION', -1, true],
  ['SESSION', 0, false],
  ['TOKEN', -1, true],
  ['TOKEN', 0, false],
] as const)('a %s %i seconds from its end: good is %s', async (kind, seconds, isGood) => {
  const { secret } = await createAccess(database.db, kind, caller, START)
  expect((await findAccess(database.db, kind, secret, after(kind, seconds))) !== undefined).toBe(isGood)
})

test('the last use is kept to the hour', async () => {
  const { db } = database
  const { secret, id } = await createAccess(db, 'TOKEN', caller, START)
  const usedAt = async (minutes: number) => {
    await findAccess(db, 'TOKEN', secret, START.add({ minutes }))
    return (await db.webAccess.findUniqueOrThrow({ where: { id } })).usedAt?.toISOString()
  }
  expect(await usedAt(0)).toBe('2026-02-02T09:00:00.000Z')
  expect(await usedAt(59)).toBe('2026-02-02T09:00:00.000Z')
  expect(await usedAt(60)).toBe('2026-02-02T10:00:00.000Z')
})
