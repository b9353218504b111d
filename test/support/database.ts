import { inject } from 'vitest'
import { closeDatabase, type Database, openDatabase } from '../../src/core/database/client.ts'
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
export async function createTestDatabase(): Promise<TestDatabase> {
  const { url, drop } = await createScratchDatabase(testServer(), {
    template: TEMPLATE,
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

/** The superuser's address of this run's server, for tests that create databases or change the server's settings. */
export const testServer = (): string => inject('databaseServer')
