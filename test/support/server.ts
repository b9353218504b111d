import pg from 'pg'
import type { TestProject } from 'vitest/node'
import { migrate } from '../../src/core/database/migrations.ts'
import { startTemporary, type TemporaryServer } from '../../src/postgres/temporary-server.ts'

declare module 'vitest' {
  export interface ProvidedContext {
    databaseServer: string
    /** The address whose user owns every test's database. */
    databaseOwner: string
  }
}

/** The database that every test's database is a copy of. */
export const TEMPLATE = 'intersg_template'

/** One server for the whole run, and on it one migrated database to copy. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const server = await startTemporary()
  try {
    await createTemplate(server)
  } catch (fault) {
    await server.stop()
    throw fault
  }
  project.provide('databaseServer', server.url)
  project.provide('databaseOwner', server.programUrl)
  return server.stop
}

async function createTemplate({ url, programUrl }: TemporaryServer): Promise<void> {
  const admin = new pg.Client(url)
  await admin.connect()
  await admin.query(`CREATE DATABASE ${TEMPLATE} OWNER ${new URL(programUrl).username}`)
  await admin.end()
  await migrate(programUrl.replace(/intersg$/, TEMPLATE))
}
