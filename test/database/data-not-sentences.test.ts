/** The migration that turned words into data: timelines stored before it replay to the same state as new ones. */
import { cp, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { MIGRATIONS, migrate, migrationNames } from '../../src/core/database/migrations.ts'
import { replay } from '../../src/core/issues/apply.ts'
import { parseEvent } from '../../src/core/issues/event-schema.ts'
import { createScratchDatabase, type ScratchDatabase } from '../../src/postgres/scratch-database.ts'
import { testServer } from '../support/database.ts'

const MIGRATION = '20261126073553_data_not_sentences'

const AT = '2026-02-02T09:00:00Z'

/** A timeline as it was stored before: roles in words, people by name alone. */
const OLD_TIMELINE = [
  {
    at: AT,
    kind: 'raised',
    by: { name: 'Ada Okafor', role: 'SG13 chair' },
    group: 'SG13',
    topic: 'Trust',
    summary: 'Who covers what?',
    concerned: ['SG13', 'SG17'],
    documents: [],
    lead: 'SG17',
  },
  { at: AT, kind: 'proposed', by: { name: 'Ada Okafor', role: 'SG13 chair' }, group: 'SG13', text: 'A' },
  {
    at: AT,
    kind: 'position',
    by: { name: 'SG17 vice-chair', role: 'SG17 vice-chair' },
    group: 'SG17',
    position: 'agrees',
    on: 1,
  },
  { at: AT, kind: 'lapsed', by: { name: 'the timeline', role: '' }, group: 'SG13', on: '2026-01-01' },
]

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
  const json = (value: unknown) => JSON.stringify(value)
  await client.query(`
    INSERT INTO "Person" (id, name, since) VALUES (7, 'Ada Okafor', now()), (8, 'Wei Zhang', now()), (9, 'Wei Zhang', now());
    INSERT INTO "Group" (id, name, kind, since) VALUES ('WP2', 'WP2', 'WP', now()), ('RG-DT', 'RG-DT', 'RG', now())`)
  await client.query(
    `INSERT INTO "Issue" (id, topic, stage, state, "raisedAt", "changedAt") VALUES (1, 'Trust', 'solved', $1, now(), now())`,
    [json({ id: 1, raisedBy: { name: 'Ada Okafor', role: 'SG13 chair' } })],
  )
  for (const [i, event] of OLD_TIMELINE.entries())
    await client.query(
      'INSERT INTO "IssueEvent" ("issueId", number, at, kind, data) VALUES (1, $1, now(), $2, $3)',
      [i + 1, event.kind, json(event)],
    )
  await client.query(`
    INSERT INTO "Meeting" (id, "groupId", kind, "startsAt", "endsAt", objective, "deadlineRule", status, source, groups)
    VALUES (1, 'RG-DT', 'RG_INTERIM', now(), now(), 'x', '7 days before', 'SCHEDULED', 'x', '{RG-DT}'),
      (2, 'WP2', 'WP_E_MEETING', now(), now(), 'x', 'the TSAG meeting''s contribution deadline', 'SCHEDULED', 'x', '{WP2}'),
      (3, 'WP2', 'WP_E_MEETING', now(), now(), 'x', NULL, 'SCHEDULED', 'x', '{WP2}');
    INSERT INTO "MeetingChange" ("meetingId", at, by, kind) VALUES
      (1, now(), 'Ada Okafor (RG-DT Rapporteur)', 'SCHEDULED'), (1, now(), 'Wei Zhang (TSB)', 'MOVED'),
      (1, now(), 'TSB', 'MOVED'), (2, now(), 'the plan', 'CANCELLED'), (2, now(), 'Bo (a friend)', 'CANCELLED');
    INSERT INTO "AgendaItem" ("meetingId", place, "issueId", by, at) VALUES (2, 1, 1, 'Ada Okafor', now());
    INSERT INTO "Plan" (source, agreed, groups, changes, by, at)
    VALUES ('TD1', now(), '{RG-DT}', '["RG-DT: new, 1 May 2026", "RG-DT: old: cancelled"]', 'TSB', now());
    INSERT INTO "Notice" (key, kind, subject, data, audience, priority, "dueAt") VALUES
      ('decide:MTG-1:v1:daily', 'x', 'MTG-1', '{}', '[]', 5, now()),
      ('decide:MTG-1:v1:daily#2', 'x', 'MTG-1', '{}', '[]', 5, now()),
      ('moved', 'meeting-moved', 'MTG-1', '{"by": "Ada Okafor (RG-DT Rapporteur)"}', '[]', 5, now())`)
  await migrate(database.url)
})

afterAll(async () => {
  await client.end()
  await database.drop()
})

const column = async (sql: string): Promise<unknown[]> =>
  (await client.query({ text: sql, rowMode: 'array' })).rows.map(row => row[0])

describe('a timeline stored before', () => {
  test('names people by number where one alone has the name, and roles as data', async () => {
    expect(await column('SELECT data -> \'by\' FROM "IssueEvent" ORDER BY number')).toEqual([
      { person: 7, name: 'Ada Okafor', role: { kind: 'CHAIR', group: 'SG13' } },
      { person: 7, name: 'Ada Okafor', role: { kind: 'CHAIR', group: 'SG13' } },
      { name: 'SG17 vice-chair', role: { kind: 'VICE_CHAIR', group: 'SG17' } },
      { name: 'the timeline' },
    ])
  })

  test('still replays', async () => {
    const events = (await column('SELECT data FROM "IssueEvent" ORDER BY number')).map(parseEvent)
    const state = replay(events, 1)!
    expect(state).toMatchObject({ topic: 'Trust', version: 4, proposal: { number: 1, text: 'A' } })
    expect(state.positions.SG17).toMatchObject({ position: 'agrees' })
  })

  test('is append-only again', async () => {
    await expect(client.query('UPDATE "IssueEvent" SET number = 9')).rejects.toThrow('append-only')
    await expect(client.query('UPDATE "MeetingChange" SET reason = NULL')).rejects.toThrow('append-only')
  })
})

test('the state kept beside a timeline names people the same way', async () => {
  expect(await column('SELECT state -> \'raisedBy\' FROM "Issue"')).toEqual([
    { person: 7, name: 'Ada Okafor', role: { kind: 'CHAIR', group: 'SG13' } },
  ])
})

test('histories of meetings name who acted; a name that two people share has no number', async () => {
  expect(await column('SELECT by FROM "MeetingChange" ORDER BY id')).toEqual([
    { person: 7, name: 'Ada Okafor', role: { kind: 'RAPPORTEUR', group: 'RG-DT' } },
    { name: 'Wei Zhang', role: { kind: 'TSB', group: null } },
    { name: 'TSB', role: { kind: 'TSB', group: null } },
    { name: 'the plan' },
    { name: 'Bo (a friend)' },
  ])
})

test('deadline rules, agenda entries, plans and repetitions are data', async () => {
  expect(await column('SELECT "deadlineRule" FROM "Meeting" ORDER BY id')).toEqual([
    { kind: 'days', days: 7 },
    { kind: 'tsag' },
    null,
  ])
  expect(await column('SELECT text || \' \' || "settledAs" FROM "AgendaItem"')).toEqual(['Trust solved'])
  expect(await column('SELECT changes FROM "Plan"')).toEqual([
    [
      { kind: 'written', group: 'RG-DT', words: 'RG-DT: new, 1 May 2026' },
      { kind: 'written', group: 'RG-DT', words: 'RG-DT: old: cancelled' },
    ],
  ])
  expect(
    await column("SELECT key || ' ' || occurrence FROM \"Notice\" WHERE kind = 'x' ORDER BY id"),
  ).toEqual(['decide:MTG-1:v1:daily 1', 'decide:MTG-1:v1:daily 2'])
  expect(await column("SELECT data -> 'by' ->> 'person' FROM \"Notice\" WHERE kind <> 'x'")).toEqual(['7'])
})
