import { randomBytes } from 'node:crypto'
import pg from 'pg'
import { inject } from 'vitest'
import { closeDatabase, type Database, openDatabase } from '../../src/core/database/client.ts'
import { seed } from '../../src/core/seed.ts'
import { createScratchDatabase } from '../../src/postgres/scratch-database.ts'
import { TEMPLATE } from './server.ts'

export interface TestDatabase {
  url: string
  db: Database
  close(): Promise<void>
}

/**
 * Creates an empty, migrated database of the caller's own on the server of this run, used as the program's role. Close it in
 * `afterAll`.
 */
export async function createTestDatabase(template = TEMPLATE): Promise<TestDatabase> {
  const { url, drop } = await createScratchDatabase(testServer(), {
    template,
    owner: inject('databaseOwner'),
  })
  const db = openDatabase(url, { pool: 5 })
  return {
    url,
    db,
    async close() {
      await closeDatabase(db)
      await drop()
    },
  }
}

/** The same as a first start at `now` fills it: the groups of 2025–2028, and the plan of January 2026 from its day on. */
export const createFilledDatabase = async (now: Temporal.Instant): Promise<TestDatabase> =>
  createTestDatabase(await templateOf(now))

/** Filling a database takes ten times as long as copying it: those of the latest instants are kept to be copied. */
const MOST_TEMPLATES = 4
const templates = new Map<string, Promise<string>>()

async function templateOf(now: Temporal.Instant): Promise<string> {
  const key = now.toString()
  const template = templates.get(key) ?? fill(now)
  templates.delete(key)
  templates.set(key, template)
  const [oldest] = templates.keys()
  if (templates.size > MOST_TEMPLATES) {
    const old = await templates.get(oldest!)
    templates.delete(oldest!)
    await administer(`DROP DATABASE ${old}`)
  }
  return template
}

async function fill(now: Temporal.Instant): Promise<string> {
  const name = `filled_${randomBytes(6).toString('hex')}`
  const owner = new URL(inject('databaseOwner'))
  await administer(
    `CREATE DATABASE ${name} TEMPLATE ${TEMPLATE} STRATEGY FILE_COPY OWNER ${pg.escapeIdentifier(owner.username)}`,
  )
  owner.pathname = `/${name}`
  const db = openDatabase(owner.href, { pool: 1 })
  await seed(db, now)
  await closeDatabase(db)
  return name
}

async function administer(statement: string): Promise<void> {
  const admin = new pg.Client(testServer())
  await admin.connect()
  await admin.query(statement).finally(() => admin.end())
}

/** The superuser's address of this run's server, for tests that create databases or change the server's settings. */
export const testServer = (): string => inject('databaseServer')
