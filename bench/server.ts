/** The PostgreSQL on which everything is measured: the embedded one, as durable as in production. */
import { rm } from 'node:fs/promises'
import pg from 'pg'
import { migrate } from '../src/core/database/migrations.ts'
import { startEmbedded } from '../src/postgres/embedded-server.ts'
import { createScratchDatabase, type ScratchDatabase } from '../src/postgres/scratch-database.ts'
import { temporaryFolder } from '../src/postgres/temporary-server.ts'
import { startRedis } from './redis.ts'

export interface BenchServer {
  /** A database of its own: empty, with the program's tables, or a Redis. */
  create(what: 'empty' | 'migrated' | 'redis'): Promise<Pick<ScratchDatabase, 'url' | 'drop'>>
  version: string
  stop(): Promise<void>
}

const TEMPLATE = 'intersg_bench'

export async function startServer(): Promise<BenchServer> {
  const folder = await temporaryFolder('disk')
  const remove = () => rm(folder, { recursive: true, force: true })
  try {
    const { adminUrl: url, stop } = await startEmbedded({ dataDir: folder })
    await ask(url, `CREATE DATABASE ${TEMPLATE}`)
    await migrate(url.replace(/intersg$/, TEMPLATE))
    const [{ version }] = (await ask(url, "SELECT current_setting('server_version') AS version")) as [
      { version: string },
    ]
    return {
      version,
      async create(what) {
        if (what !== 'redis')
          return createScratchDatabase(url, what === 'migrated' ? { template: TEMPLATE } : {})
        const redis = await startRedis()
        return { url: redis.url, drop: redis.stop }
      },
      stop: () => stop().finally(remove),
    }
  } catch (fault) {
    await remove()
    throw fault
  }
}

/** One statement on a connection of its own. */
export async function ask(url: string, sql: string, values: unknown[] = []): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query(sql, values)).rows
  } finally {
    await client.end()
  }
}
