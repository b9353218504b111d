import { inject } from 'vitest'
import { closeDatabase, type Database, openDatabase } from '../../src/core/database/client.ts'
import { createScratchDatabase } from '../../src/postgres/scratch-database.ts'
import { TEMPLATE } from './server.ts'

export interface TestDatabase {
  url: string
  db: Database
  close(): Promise<void>
}

/** An empty, migrated database of the caller's own, on the server of this run. Close it in `afterAll`. */
export async function createTestDatabase(): Promise<TestDatabase> {
  const { url, drop } = await createScratchDatabase(testServer(), TEMPLATE)
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

/** The URL of this run's server, for tests that make databases themselves. */
export const testServer = (): string => inject('databaseServer')
