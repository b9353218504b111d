import type { Config } from '../config.ts'
import { closeDatabase, type Database, openDatabase } from '../core/database/client.ts'
import { requireConnections } from '../core/database/enough-connections.ts'
import { migrate } from '../core/database/migrations.ts'
import { requireOwnSession } from '../core/database/session.ts'
import { UserError } from '../core/errors.ts'
import type { Log } from '../core/log.ts'
import { startEmbedded } from './embedded-server.ts'
import { createScratchDatabase } from './scratch-database.ts'

/** The part of the configuration that says where the database is. */
type Location = Pick<Config, 'databaseUrl' | 'dataDir' | 'dataDirNamed' | 'simulatedFrom'>

export interface Store {
  db: Database
  url: string
  /** Whether the data remain for the next start. */
  kept: boolean
  close(): Promise<void>
}

/**
 * Opens the database, migrated: the one at DATABASE_URL, or the embedded server's. A trial with a simulated clock gets a
 * scratch database unless a location was configured: simulated facts don't belong among real ones. `onFault` is called
 * when a connection fails later. Throws a `UserError` for a database that can't be used.
 */
export async function openStore(location: Location, log: Log, onFault = () => {}): Promise<Store> {
  const closes: (() => Promise<void>)[] = []
  const close = async () => {
    for (const step of closes.splice(0).reverse()) await step()
  }
  try {
    const kept = !location.simulatedFrom || location.databaseUrl !== undefined || location.dataDirNamed
    const url = location.databaseUrl ?? (await openEmbedded(location.dataDir, kept, log, closes))
    if (location.databaseUrl === undefined) await migrate(url)
    else await prepare(url).catch(explain)
    let closing = false
    const onError = (error: Error) => {
      if (closing) return
      onFault()
      log.warn({ error: error.message }, 'a database connection failed')
    }
    const db = openDatabase(url, { onError })
    closes.push(() => {
      closing = true
      return closeDatabase(db)
    })
    return { db, url, kept, close }
  } catch (error) {
    await close()
    throw error
  }
}

async function openEmbedded(
  dataDir: string,
  kept: boolean,
  log: Log,
  closes: (() => Promise<void>)[],
): Promise<string> {
  const server = await startEmbedded({ dataDir, log: line => log.info({}, line) })
  closes.push(() => server.stop())
  if (kept) return server.url
  const scratch = await createScratchDatabase(server.adminUrl, { owner: server.url })
  closes.push(() => scratch.drop())
  return scratch.url
}

async function prepare(url: string): Promise<void> {
  await requireConnections(url)
  await requireOwnSession(url)
  await migrate(url)
}

function explain(error: Error & { code?: string }): never {
  // Without a code it is a defect of ours, not an answer of the server or the network.
  if (error instanceof UserError || (error.code === undefined && !/timeout/.test(error.message))) throw error
  // An address with two IP versions fails with an error without words.
  const why = error.message || error.code
  throw new UserError('database', `The PostgreSQL at DATABASE_URL can't be used: ${why}.`)
}
