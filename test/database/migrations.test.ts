import { createHash } from 'node:crypto'
import { cp, mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { schemaDiff } from '../../prisma/schema-diff.ts'
import { MIGRATIONS, migrate, migrationNames, readMigration } from '../../src/core/database/migrations.ts'
import { createScratchDatabase, type ScratchDatabase } from '../../src/postgres/scratch-database.ts'
import { testServer } from '../support/database.ts'
import { ask } from './process.ts'

let database: ScratchDatabase

beforeEach(async () => {
  database = await createScratchDatabase(testServer())
})
afterEach(() => database.drop())

test('schema.prisma and the migrations agree (else: npm run migration -- <name>)', async () => {
  const schema = await readFile('prisma/schema.prisma', 'utf8')
  expect(await schemaDiff(testServer(), schema, 'migrations')).toBe('')
})

describe('migrating', () => {
  test('applies all, and then nothing', async () => {
    expect(await migrate(database.url)).toEqual({ applied: await migrationNames() })
    expect(await migrate(database.url)).toEqual({ applied: [] })
  })

  test('records each as Prisma does, with the checksum of its file', async () => {
    await migrate(database.url)
    const recorded = await ask(
      database.url,
      `SELECT json_object_agg(migration_name, checksum) FROM _prisma_migrations
       WHERE finished_at >= started_at AND rolled_back_at IS NULL AND applied_steps_count = 1`,
    )
    const checksum = async (name: string) =>
      createHash('sha256')
        .update(await readMigration(MIGRATIONS, name))
        .digest('hex')
    const names = await migrationNames()
    const expected = await Promise.all(names.map(async name => [name, await checksum(name)] as const))
    expect(recorded).toEqual(Object.fromEntries(expected))
  })

  test('takes a database that Prisma’s engine has migrated halfway, and applies the rest', async () => {
    const [first = '', ...rest] = await migrationNames()
    const sql = await readMigration(MIGRATIONS, first)
    await ask(database.url, sql)
    await ask(
      database.url,
      // The table as Prisma 7.10 makes it.
      `CREATE TABLE _prisma_migrations (
         id VARCHAR(36) PRIMARY KEY NOT NULL, checksum VARCHAR(64) NOT NULL, finished_at TIMESTAMPTZ,
         migration_name VARCHAR(255) NOT NULL, logs TEXT, rolled_back_at TIMESTAMPTZ,
         started_at TIMESTAMPTZ NOT NULL DEFAULT now(), applied_steps_count INTEGER NOT NULL DEFAULT 0);
       INSERT INTO _prisma_migrations (id, checksum, migration_name, finished_at, applied_steps_count)
       VALUES ('1', 'x', '${first}', now(), 1)`,
    )
    expect(await migrate(database.url)).toEqual({ applied: rest })
  })

  test('happens once when five instances start together', async () => {
    const five = await Promise.all(Array.from({ length: 5 }, () => migrate(database.url)))
    expect(five.flatMap(each => each.applied)).toEqual(await migrationNames())
  })

  test('refuses a database of a newer program in one sentence', async () => {
    await migrate(database.url)
    await ask(
      database.url,
      `INSERT INTO _prisma_migrations (id, checksum, migration_name, finished_at)
       VALUES ('x', 'x', '29990101000000_future', now())`,
    )
    await expect(migrate(database.url)).rejects.toThrow(/newer version.*29990101000000_future/)
  })

  test('leaves nothing of a migration that fails, so that it can simply be tried again', async () => {
    // A migration stumbles over this one, after those before it have been applied.
    await ask(database.url, "CREATE FUNCTION notify_due() RETURNS integer LANGUAGE sql AS 'SELECT 1'")
    await expect(migrate(database.url)).rejects.toThrow(/20260101000001_rules failed: .*notify_due/)
    expect(await ask(database.url, "SELECT count(*)::int FROM pg_tables WHERE schemaname = 'public'")).toBe(0)
    await ask(database.url, 'DROP FUNCTION notify_due')
    expect((await migrate(database.url)).applied).toEqual(await migrationNames())
  })
})

test('a deadline that is there already ends at 23:59:59 in Geneva, in winter and in summer', async () => {
  const earlier = await mkdtemp(join(tmpdir(), 'intersg-'))
  for (const name of (await migrationNames()).filter(n => n < '20261121060540'))
    await cp(join(MIGRATIONS, name), join(earlier, name), { recursive: true })
  await migrate(database.url, earlier)
  await rm(earlier, { recursive: true })
  await ask(
    database.url,
    `INSERT INTO "Group" (id, name, kind, since) VALUES ('RG-DT', 'RG-DT', 'RG', '2025-01-01')`,
  )
  await ask(
    database.url,
    `INSERT INTO "Meeting" ("groupId", kind, "startsAt", "endsAt", objective, deadline, status, source)
     SELECT 'RG-DT', 'RG_INTERIM', now(), now(), 'x', day, 'SCHEDULED', 'x'
     FROM (VALUES (date '2026-03-04'), ('2026-05-07'), (NULL)) AS days (day)`,
  )
  await migrate(database.url)
  const ends = `SELECT string_agg(to_char("cutOffAt" AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS'), ', ' ORDER BY id) FROM "Meeting"`
  expect(await ask(database.url, ends)).toBe('2026-03-04 22:59:59, 2026-05-07 21:59:59')
  const alone = `UPDATE "Meeting" SET "cutOffAt" = NULL`
  await expect(ask(database.url, alone)).rejects.toThrow(/deadline_cut_off/)
})

describe('the rules which only SQL can express', () => {
  beforeEach(() => migrate(database.url))

  test.each(['IssueEvent', 'MeetingChange'])('%s is append-only', async table => {
    const refused = /append-only/
    await expect(ask(database.url, `DELETE FROM "${table}"`)).rejects.toThrow(refused)
    await expect(ask(database.url, `UPDATE "${table}" SET at = now()`)).rejects.toThrow(refused)
    await expect(ask(database.url, `TRUNCATE "${table}"`)).rejects.toThrow(refused)
  })

  test.each(['Notice', 'Delivery'])('an insert into %s wakes those who listen', async table => {
    const listener = new pg.Client(database.url)
    await listener.connect()
    const woken = new Promise(resolve => listener.once('notification', ({ channel }) => resolve(channel)))
    await listener.query('LISTEN intersg_due')
    await ask(database.url, `INSERT INTO "${table}" SELECT * FROM "${table}"`)
    expect(await woken).toBe('intersg_due')
    await listener.end()
  })
})
