import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { closeDatabase, openDatabase } from '../../src/core/database/client.ts'
import { requireConnections } from '../../src/core/database/enough-connections.ts'
import { listen } from '../../src/core/database/listen.ts'
import { LOCK_CLASSES } from '../../src/core/database/locks.ts'
import { migrate, migrationNames } from '../../src/core/database/migrations.ts'
import { requireOwnSession } from '../../src/core/database/session.ts'
import { createScratchDatabase } from '../../src/postgres/scratch-database.ts'
import { run } from '../process/program.ts'
import { createTestDatabase, type TestDatabase, testServer } from '../support/database.ts'
import { PGBOUNCER, type Pooler, startPgBouncer } from '../support/pgbouncer.ts'
import { ask } from './process.ts'

let database: TestDatabase
let pooler: Pooler | undefined

beforeAll(async () => {
  database = await createTestDatabase()
})
afterAll(() => database.close())
afterEach(async () => {
  await pooler?.stop()
  pooler = undefined
})

test('a direct connection is a session of its own', async () => {
  await requireOwnSession(database.url)
})

describe('a server that gives fewer connections than an instance uses is refused in one sentence', () => {
  test.each([
    [0, 'gives intersg no connection:'],
    [5, 'gives intersg only 5 of the 12 connections that each instance needs:'],
    [11, 'gives intersg only 11 of the 12 connections that each instance needs:'],
  ])('by a limit of its role: %i', async (limit, words) => {
    await ask(testServer(), `CREATE ROLE limited LOGIN PASSWORD 'x' CONNECTION LIMIT ${limit}`)
    const url = Object.assign(new URL(database.url), { username: 'limited', password: 'x' })
    await expect(requireConnections(url.href)).rejects.toMatchObject({
      code: 'database-connections',
      message: expect.stringContaining(words),
    })
    await ask(testServer(), 'DROP ROLE limited')
  })

  test('with as many as it uses it is taken', async () => {
    await ask(testServer(), "CREATE ROLE limited LOGIN PASSWORD 'x' CONNECTION LIMIT 12")
    const url = Object.assign(new URL(database.url), { username: 'limited', password: 'x' })
    await requireConnections(url.href)
    await ask(testServer(), 'DROP ROLE limited')
  })

  test.skipIf(!PGBOUNCER).each([
    ['the clients of PgBouncer', { max_client_conn: 4 }, 4],
    [
      'its connections, for which it lets the others wait',
      { default_pool_size: 3, query_wait_timeout: 1 },
      3,
    ],
  ])('by a limit of %s', async (_, settings, given) => {
    pooler = await startPgBouncer(database.url, 'session', settings)
    await expect(requireConnections(pooler.url)).rejects.toThrow(`only ${given} of the 12 connections`)
  })

  test('what else is wrong is said as it is', async () => {
    const url = Object.assign(new URL(database.url), { password: 'wrong', username: 'nobody' })
    await expect(requireConnections(url.href)).rejects.toThrow(/authentication failed/)
  })
})

if (!PGBOUNCER) console.warn('PgBouncer is not installed: the tests with it are skipped.')

describe.skipIf(!PGBOUNCER)('through PgBouncer with session pooling and its other defaults', () => {
  test('the database is migrated and read, with our settings for each session', async () => {
    const empty = await createScratchDatabase(testServer())
    pooler = await startPgBouncer(empty.url, 'session')
    await requireOwnSession(pooler.url)
    expect((await migrate(pooler.url)).applied).toEqual(await migrationNames())
    const db = openDatabase(pooler.url)
    expect(await db.person.count()).toBe(0)
    const setting = (name: string) => db.$queryRaw`SELECT current_setting(${name}) AS value`
    expect(await setting('timezone')).toEqual([{ value: 'UTC' }])
    expect(await setting('statement_timeout')).toEqual([{ value: '15s' }])
    expect(await setting('idle_in_transaction_session_timeout')).toEqual([{ value: '30s' }])
    await closeDatabase(db)
    await pooler.stop()
    await empty.drop()
  })

  test('notifications arrive, and locks are held', async () => {
    pooler = await startPgBouncer(database.url, 'session')
    const notified = Promise.withResolvers<string>()
    const listener = await listen({ url: pooler.url, channel: 'heard', onNotify: notified.resolve })
    await ask(database.url, "SELECT pg_notify('heard', 'this')")
    expect(await notified.promise).toBe('this')
    expect(await listener.take([LOCK_CLASSES.leader, 99])).toBe(true)
    expect(await ask(database.url, `SELECT pg_try_advisory_lock(${LOCK_CLASSES.leader}, 99)`)).toBe(false)
    await listener.close()
  })

  test('the program answers', { timeout: 120_000 }, async () => {
    pooler = await startPgBouncer(database.url, 'session')
    const environment = { DATABASE_URL: pooler.url, INTERSG_CLOCK: '2026-02-01T09:00' }
    const { code, out } = await run(environment, '/sg me')
    expect({ code, out }).toEqual({ code: 0, out: expect.stringContaining('You are TSB.') })
  })
})

describe.skipIf(!PGBOUNCER)('a pooler that hands out connections for less than a session is refused', () => {
  test.each([
    ['transaction pooling', 'transaction', {}],
    ['transaction pooling of one connection', 'transaction', { default_pool_size: 1 }],
    ['transaction pooling in turns', 'transaction', { server_round_robin: 1 }],
    ['statement pooling', 'statement', {}],
  ] as const)('%s', { timeout: 60_000 }, async (_, mode, settings) => {
    pooler = await startPgBouncer(database.url, mode, settings)
    await expect(requireOwnSession(pooler.url)).rejects.toMatchObject({
      code: 'database-pooling',
      message: expect.stringMatching(/^The pooler at DATABASE_URL .*pool_mode = session.*$/),
    })
  })

  test('by the program, in one sentence', { timeout: 120_000 }, async () => {
    pooler = await startPgBouncer(database.url, 'transaction')
    const { code, out, err } = await run({ DATABASE_URL: pooler.url }, '/sg me')
    expect({ code, out }).toEqual({ code: 1, out: '' })
    expect(err).toMatch(/^The pooler at DATABASE_URL .*\n$/)
  })
})
