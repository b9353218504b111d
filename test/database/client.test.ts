import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { closeDatabase, type Database, inTransaction, openDatabase } from '../../src/core/database/client.ts'
import { instantFrom, toColumn } from '../../src/core/database/columns.ts'
import { listen } from '../../src/core/database/listen.ts'
import { LOCK_CLASSES } from '../../src/core/database/locks.ts'
import { forLog, isUnreachable } from '../../src/core/database/unreachable.ts'
import { UserError } from '../../src/core/errors.ts'
import { createScratchDatabase } from '../../src/postgres/scratch-database.ts'
import { freePort } from '../process/program.ts'
import { createTestDatabase, type TestDatabase, testServer } from '../support/database.ts'
import { createDatabaseProxy } from '../support/proxy.ts'
import { answers, ask } from './process.ts'

let own: TestDatabase
beforeAll(async () => {
  own = await createTestDatabase()
  await ask(
    testServer(),
    `ALTER DATABASE ${new URL(own.url).pathname.slice(1)} SET deadlock_timeout = '20ms'`,
  )
})
afterAll(() => own.close())

test('instants are right on a server of another time zone', async () => {
  const name = new URL(own.url).pathname.slice(1)
  await ask(own.url, `ALTER DATABASE ${name} SET timezone = 'Asia/Kolkata'`)
  const db = openDatabase(own.url)
  const since = Temporal.Instant.from('2026-02-01T08:00:00Z')
  const { id } = await db.person.create({ data: { name: 'A', since: toColumn(since) } })
  const found = await db.person.findUniqueOrThrow({ where: { id } })
  expect(instantFrom(found.since).toString()).toBe(since.toString())
  expect(await ask(own.url, `SELECT extract(epoch FROM since)::int FROM "Person" WHERE id = ${id}`)).toBe(
    since.epochMilliseconds / 1000,
  )
  await closeDatabase(db)
})

test('a statement is read once a connection, and only so many are kept', async () => {
  const db = openDatabase(own.url, { pool: 1 })
  const kept = async () => {
    const rows = await db.$queryRaw<{ n: number }[]>`SELECT count(*)::int AS n FROM pg_prepared_statements`
    return rows[0]!.n
  }
  const namesBefore = async (at: string) =>
    db.person.findMany({ where: { since: { lt: toColumn(Temporal.Instant.from(at)) } } })
  await namesBefore('2026-02-01T08:00:00Z')
  expect(await kept()).toBe(1)
  await namesBefore('2027-03-02T09:00:00Z')
  expect(await kept()).toBe(1)
  // Lists of any length make a statement each.
  for (let length = 1; length <= 600; length++)
    await db.group.findMany({ where: { id: { in: Array.from({ length }, (_, i) => `SG${i}`) } } })
  expect(await kept()).toBe(500)
  await closeDatabase(db)
})

test('queries of one transaction wait for one another, whoever makes them at once', async () => {
  const db = openDatabase(own.url, { pool: 1 })
  const warnings: string[] = []
  const note = (warning: Error) => warnings.push(warning.message)
  process.on('warning', note)
  const found = await db.$transaction(async tx => {
    const numbers = [1, 2, 3, 4, 5].map(n => tx.$queryRaw<{ n: number }[]>`SELECT ${n}::int AS n`)
    const people = tx.person.findMany({ include: { roles: true, accounts: true, follows: true } })
    return (await Promise.all([...numbers, people])).slice(0, 5).map(rows => (rows[0] as { n: number }).n)
  })
  expect(found).toEqual([1, 2, 3, 4, 5])
  const [fault] = await db.$transaction(tx =>
    Promise.allSettled([tx.$queryRaw`SELECT 1/0`, tx.$queryRaw`SELECT 1`, tx.$queryRaw`SELECT 2`]),
  )
  expect(fault.status).toBe('rejected')
  expect(await db.$queryRaw`SELECT 3 AS n`).toEqual([{ n: 3 }])
  await new Promise(resolve => setImmediate(resolve))
  process.off('warning', note)
  expect(warnings).toEqual([])
  await closeDatabase(db)
})

test('a transaction reads what is committed, whatever the server has as its default', async () => {
  const name = new URL(own.url).pathname.slice(1)
  await ask(own.url, `ALTER DATABASE ${name} SET default_transaction_isolation = 'serializable'`)
  const db = openDatabase(own.url)
  const level = await inTransaction(
    db,
    tx => tx.$queryRaw<{ level: string }[]>`SELECT current_setting('transaction_isolation') AS level`,
  )
  expect(level).toEqual([{ level: 'read committed' }])
  await closeDatabase(db)
})

describe('a transaction', () => {
  test('that collides with another is run again', async () => {
    await ask(own.url, `INSERT INTO "Setting" VALUES ('a', '', '{}', now()), ('b', '', '{}', now())`)
    let [runs, holding] = [0, 0]
    const met = Promise.withResolvers<void>()
    const rename = (first: string, second: string, raw: boolean) =>
      inTransaction(own.db, async tx => {
        runs++
        await tx.setting.update({ where: { name: first }, data: { value: first } })
        if (++holding === 2) met.resolve()
        await met.promise
        if (raw) await tx.$executeRaw`UPDATE "Setting" SET value = ${first} WHERE name = ${second}`
        else await tx.setting.update({ where: { name: second }, data: { value: first } })
      })
    await Promise.all([rename('a', 'b', true), rename('b', 'a', false)])
    expect(runs).toBe(3)
  })

  test('that fails otherwise is not', async () => {
    let runs = 0
    const failing = inTransaction(own.db, async () => {
      runs++
      throw new Error('mine')
    })
    await expect(failing).rejects.toThrow('mine')
    expect(runs).toBe(1)
  })
})

describe('an error says that the database can’t be reached', () => {
  const double = { name: 'x', value: 'x', by: 'x', at: new Date(0) }
  const errorOf = (work: Promise<unknown>) => work.then(() => undefined).catch((error: unknown) => error)
  const count = (db: Database) => db.person.count()
  const inTurn = (db: Database) => inTransaction(db, tx => tx.person.count())
  const raw = (db: Database) => db.$queryRaw`SELECT 1`

  test.each([
    ['a query', count],
    ['a transaction', inTurn],
    ['SQL of our own', raw],
  ])('when nothing listens at its address: %s', async (_, work) => {
    const db = openDatabase(`postgres://intersg:x@127.0.0.1:${await freePort()}/intersg`)
    const error = await errorOf(work(db))
    expect(isUnreachable(error)).toBe(true)
    expect(forLog(error)).toMatch(/^[^\n]*(?:reach|ECONNREFUSED|P1001)[^\n]*$/)
    await closeDatabase(db)
  })

  test('when its name is unknown', async () => {
    const db = openDatabase('postgres://intersg:x@database.invalid/intersg')
    expect(isUnreachable(await errorOf(count(db)))).toBe(true)
    await closeDatabase(db)
  })

  test('when the server ends the connection in the middle of a transaction', async () => {
    const ended = inTransaction(own.db, async tx => {
      const [row] = await tx.$queryRaw<[{ pid: number }]>`SELECT pg_backend_pid() AS pid`
      await ask(testServer(), `SELECT pg_terminate_backend(${row.pid})`)
      await tx.person.count()
    })
    expect(isUnreachable(await errorOf(ended))).toBe(true)
  })

  test.each([
    ['a wrong statement', () => own.db.$queryRaw`SELECT FROM nothing`],
    ['a key that exists already', () => own.db.setting.createMany({ data: [double, double] }).then()],
    ['a fault of ours', () => Promise.reject(new Error('Cannot read properties of undefined'))],
    ['a refused command', () => Promise.reject(new UserError('x', 'There is no group RG-X.'))],
  ])('but not %s', async (_, work) => {
    const error = await errorOf(work())
    expect(error).toBeInstanceOf(Error)
    expect(isUnreachable(error)).toBe(false)
    expect(forLog(error)).toContain('\n    at ')
  })
})

test('a connection that fell silent is given up, with its locks, and made again', async () => {
  const proxy = await createDatabaseProxy(own.url)
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
  let losses = 0
  const listener = await listen({
    url: proxy.url,
    channel: 'tests',
    onNotify: () => {},
    onLost: () => {
      losses += 1
    },
  })
  try {
    const lock = [LOCK_CLASSES.leader, 99] as const
    expect(await listener.take(lock)).toBe(true)
    await vi.advanceTimersByTimeAsync(10_000)
    // The question of the heartbeat comes first on the connection: its answer is there when ours is.
    expect(await listener.take(lock)).toBe(true)
    await vi.advanceTimersByTimeAsync(10_000)
    expect(losses).toBe(0)
    expect(await listener.take(lock)).toBe(true)
    proxy.fallSilent()
    await vi.advanceTimersByTimeAsync(10_000)
    expect(losses).toBe(0)
    await vi.advanceTimersByTimeAsync(10_000)
    await expect.poll(() => losses).toBe(1)
    await expect.poll(() => listener.take([LOCK_CLASSES.leader, 98])).toBe(true)
  } finally {
    vi.useRealTimers()
    await listener.close()
    await proxy.close()
  }
})

test('a listener hears again after its connection was lost', async () => {
  const heard: string[] = []
  const listener = await listen({
    url: own.url,
    channel: 'intersg_due',
    onNotify: payload => heard.push(payload),
  })
  await ask(own.url, "SELECT pg_notify('intersg_due', 'one')")
  await expect.poll(() => heard).toEqual(['one'])
  await ask(
    own.url,
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'intersg listener' AND datname = current_database()",
  )
  await expect.poll(() => heard).toEqual(['one', ''])
  await ask(own.url, "SELECT pg_notify('intersg_due', 'two')")
  await expect.poll(() => heard).toEqual(['one', '', 'two'])
  await listener.close()
})

describe('a scratch database', () => {
  test('is dropped with those who still use it', async () => {
    const { url, drop } = await createScratchDatabase(testServer())
    expect(await answers(url)).toBe(true)
    await drop()
    expect(await answers(url)).toBe(false)
  })

  test('whose maker was killed is dropped when the next is made; one in use is not', async () => {
    const kept = await createScratchDatabase(testServer())
    await ask(testServer(), 'CREATE DATABASE scratch_0123456789ab')
    const next = await createScratchDatabase(testServer())
    expect(
      await ask(testServer(), "SELECT count(*)::int FROM pg_database WHERE datname = 'scratch_0123456789ab'"),
    ).toBe(0)
    expect(await answers(kept.url)).toBe(true)
    await Promise.all([kept.drop(), next.drop()])
  })
})
