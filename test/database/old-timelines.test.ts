/** Timelines from before people in events were data are rewritten once, by one migration, and replay like new ones. */
import { cp, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { MIGRATIONS, migrate, migrationNames } from '../../src/core/database/migrations.ts'
import { replay } from '../../src/core/issues/apply.ts'
import type { IssueEvent } from '../../src/core/issues/state.ts'
import { bySchema } from '../../src/core/roles/by.ts'
import { createScratchDatabase, type ScratchDatabase } from '../../src/postgres/scratch-database.ts'
import { testServer } from '../support/database.ts'
import { ask } from './process.ts'

/** The migration that rewrote stored words as data. */
const REWRITE = '20261126073553'

let database: ScratchDatabase
beforeEach(async () => {
  database = await createScratchDatabase(testServer())
})
afterEach(() => database.drop())

/** Migrates as far as the last version before the rewrite. */
async function migrateToOldVersion(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'intersg-'))
  for (const name of (await migrationNames()).filter(n => n < REWRITE))
    await cp(join(MIGRATIONS, name), join(folder, name), { recursive: true })
  await migrate(database.url, folder)
  await rm(folder, { recursive: true })
}

const at = '2026-03-02T08:30:00Z'
const OLD = [
  {
    at,
    by: { name: 'Ada Okafor', role: 'SG13 chair' },
    group: 'SG13',
    kind: 'raised',
    topic: 'Trust',
    summary: 'Who covers what?',
    concerned: ['SG13', 'SG17'],
    documents: [],
  },
  { at, by: { name: 'Bo Li', role: 'SG17 vice-chair' }, group: 'SG17', kind: 'proposed', text: 'One text' },
  { at, by: { name: 'TSB', role: 'TSB' }, group: 'SG13', kind: 'comment', text: 'Agreed (SG13 chair)' },
  { at, by: { name: 'the timeline', role: '' }, group: '', kind: 'lapsed', on: '2026-03-01' },
]

test('people in old events become number, name and role; nothing else in them changes', async () => {
  await migrateToOldVersion()
  await ask(
    database.url,
    `INSERT INTO "Person" (name, since) VALUES ('Ada Okafor', now()), ('Bo Li', now()), ('Bo Li', now())`,
  )
  await ask(
    database.url,
    `INSERT INTO "Issue" (topic, stage, state, "raisedAt", "changedAt") VALUES ('Trust', 'chairs', '{}', now(), now())`,
  )
  const values = OLD.map(
    (event, i) => `(1, ${i + 1}, '${event.at}', '${event.kind}', '${JSON.stringify(event)}')`,
  )
  await ask(
    database.url,
    `INSERT INTO "IssueEvent" ("issueId", number, at, kind, data) VALUES ${values.join(', ')}`,
  )
  await migrate(database.url)

  const stored = await ask(database.url, `SELECT jsonb_agg(data ORDER BY number)::text FROM "IssueEvent"`)
  const events: IssueEvent[] = JSON.parse(stored as string)
  expect(events.map(({ by }) => bySchema.parse(by))).toEqual([
    { person: 1, name: 'Ada Okafor', role: { kind: 'CHAIR', group: 'SG13' } },
    // Two people have that name: which of them it was is not known.
    { name: 'Bo Li', role: { kind: 'VICE_CHAIR', group: 'SG17' } },
    { name: 'TSB', role: { kind: 'TSB', group: null } },
    { name: 'the timeline' },
  ])
  const withoutBy = (all: readonly object[]) => all.map(event => ({ ...event, by: undefined }))
  expect(withoutBy(events)).toEqual(withoutBy(OLD))

  const state = replay(events, 1)!
  expect(state).toMatchObject({
    topic: 'Trust',
    stage: 'chairs',
    raisedBy: { person: 1, name: 'Ada Okafor' },
    proposal: { number: 1, text: 'One text', group: 'SG17' },
    version: OLD.length,
  })
})
