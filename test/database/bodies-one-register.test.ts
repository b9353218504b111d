/** The migration that made the registers the one truth of groups and of actions: what was stored before it is kept. */
import { cp, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { MIGRATIONS, migrate, migrationNames } from '../../src/core/database/migrations.ts'
import { createScratchDatabase, type ScratchDatabase } from '../../src/postgres/scratch-database.ts'
import { testServer } from '../support/database.ts'

const MIGRATION = '20261126103811_bodies_one_register'

let database: ScratchDatabase
let client: pg.Client

beforeAll(async () => {
  database = await createScratchDatabase(testServer())
  const folder = await mkdtemp(join(tmpdir(), 'migrations-'))
  for (const name of (await migrationNames()).filter(n => n < MIGRATION))
    await cp(join(MIGRATIONS, name), join(folder, name), { recursive: true })
  await migrate(database.url, folder)
  await rm(folder, { recursive: true })
  client = new pg.Client({ connectionString: database.url })
  await client.connect()
  await client.query(`
    INSERT INTO "Group" (id, name, kind, since, until) VALUES
      ('SG9', 'Cable', 'SG', '2022-03-10', '2024-10-25'), ('SG21', 'Multimedia', 'SG', '2024-10-25', NULL),
      ('RG-DT', 'Transformation', 'RG', '2022-03-10', NULL);
    INSERT INTO "Person" (id, name, since) VALUES (7, 'Ada Okafor', now());
    INSERT INTO "Role" ("personId", kind, "groupId", since) VALUES (7, 'CHAIR', 'SG21', now());
    INSERT INTO "Issue" (id, topic, stage, state, "raisedAt", "changedAt") VALUES (4, 'Trust', 'concluded', '{}', now(), now());
    INSERT INTO "IssueEvent" ("issueId", number, at, kind, data) VALUES (4, 1, now(), 'concluded',
      '{"kind": "concluded", "by": {"person": 7, "name": "Ada Okafor"}, "action": {"number": "WP2-12", "text": "Entrust SG21"}}');
    INSERT INTO "TsagAction" ("group", number, text, "issueId", at) VALUES
      ('WP2', 3, 'Note it', 4, '2025-11-01T09:00Z'), ('WP2', 12, 'Entrust SG21', 4, '2025-12-01T09:00Z');
    INSERT INTO "RegisterEntry" (id, register, key, "sortKey", fields, at) VALUES
      (41, 'actions', 'ACT-41', 'ACT-000041', '{"words": "Agree"}', now()),
      (42, 'report-backs', 'RB-42', 'RB-000042', '{"group": "SG17"}', now())`)
  await migrate(database.url)
})

afterAll(async () => {
  await client.end()
  await database.drop()
})

const rows = async (sql: string): Promise<unknown[][]> =>
  (await client.query({ text: sql, rowMode: 'array' })).rows

test('groups are entries of their register, each with its first change', async () => {
  expect(
    await rows(
      `SELECT key, "sortKey", fields FROM "RegisterEntry" WHERE register = 'groups' ORDER BY "sortKey"`,
    ),
  ).toEqual([
    ['RG-DT', 'RG-DT', { kind: 'RG', name: 'Transformation', since: '2022-03-10', parents: ['WP2'] }],
    ['SG9', 'SG000009', { kind: 'SG', name: 'Cable', since: '2022-03-10', until: '2024-10-25' }],
    [
      'SG21',
      'SG000021',
      { kind: 'SG', name: 'Multimedia', since: '2024-10-25', predecessors: ['SG9', 'SG16'] },
    ],
  ])
  expect(
    await rows(`SELECT count(*)::int FROM "RegisterChange" c JOIN "RegisterEntry" e ON e.id = c."entryId"
      WHERE e.register = 'groups' AND c.number = e.version AND c.after -> 'fields' = e.fields`),
  ).toEqual([[3]])
})

test('actions of the old sequence are kept, with their numbers, their issue and who asked', async () => {
  expect(
    await rows(`SELECT e.key, e.number, e.fields ->> 'words', c.by ->> 'name', c.source
      FROM "RegisterEntry" e JOIN "RegisterChange" c ON c."entryId" = e.id WHERE e.register = 'actions' ORDER BY e.number`),
  ).toEqual([
    ['WP2-3 of ISG-4', 42, 'Note it', 'the first start', 'ISG-4'],
    ['WP2-12 of ISG-4', 43, 'Entrust SG21', 'Ada Okafor', 'ISG-4'],
  ])
  expect(await rows(`SELECT "sortKey" FROM "RegisterEntry" WHERE number = 43`)).toEqual([
    ['WP000002-000012 of ISG-000004'],
  ])
})

test('references that were given stay', async () => {
  expect(
    await rows(`SELECT key, number FROM "RegisterEntry" WHERE key IN ('ACT-41', 'RB-42') ORDER BY key`),
  ).toEqual([
    ['ACT-41', 41],
    ['RB-42', 42],
  ])
})

test('what rules need of a group follows its entry, with all that refers to it', async () => {
  await client.query(`
    INSERT INTO "RegisterEntry" (register, key, "sortKey", fields, at) VALUES
      ('groups', 'JCA-A', 'JCA-A', '{"kind": "JCA", "since": "2025-05", "until": "2027"}', now()),
      ('groups', 'IEEE', 'IEEE', '{"kind": "outside"}', now());
    INSERT INTO "Role" ("personId", kind, "groupId", since) VALUES (7, 'CO_CHAIR', 'JCA-A', now());
    INSERT INTO "Follow" ("personId", "groupId") VALUES (7, 'JCA-A');
    INSERT INTO "Notice" (key, kind, subject, data, audience, priority, "dueAt")
      VALUES ('n', 'x', 'x', '{}', '[{"role": {"kind": "CHAIR", "group": "JCA-A"}}]', 5, now());
    UPDATE "RegisterEntry" SET key = 'JCA-A/B', fields = fields || '{"name": "Both"}' WHERE key = 'JCA-A'`)
  expect(
    await rows(
      `SELECT id, name, kind, since::text, until::text FROM "Group" WHERE kind IN ('JCA', 'OUTSIDE') ORDER BY id`,
    ),
  ).toEqual([
    ['IEEE', 'IEEE', 'OUTSIDE', null, null],
    ['JCA-A/B', 'Both', 'JCA', '2025-05-01', '2027-12-31'],
  ])
  expect(
    await rows(`SELECT r."groupId", f."groupId", n.audience #>> '{0,role,group}'
      FROM "Role" r, "Follow" f, "Notice" n WHERE r.kind = 'CO_CHAIR'`),
  ).toEqual([['JCA-A/B', 'JCA-A/B', 'JCA-A/B']])
  await client.query(`UPDATE "RegisterEntry" SET removed = true WHERE key = 'IEEE'`)
  expect(await rows(`SELECT count(*)::int FROM "Group" WHERE id = 'IEEE'`)).toEqual([[0]])
})

test.each([
  `INSERT INTO "Group" (id, name, kind) VALUES ('SG99', '', 'SG')`,
  `UPDATE "Group" SET name = 'x'`,
  `DELETE FROM "Group" WHERE id = 'SG9'`,
])('nothing else writes it: %s', async sql => {
  await expect(client.query(sql)).rejects.toThrow('written in their register')
})
