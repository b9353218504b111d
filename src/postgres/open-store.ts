import type { Config } from '../config.ts'
import { closeDatabase, type Database, openDatabase } from '../core/database/client.ts'
import { migrate } from '../core/database/migrations.ts'
import { UserError } from '../core/errors.ts'
import type { Log } from '../core/log.ts'
import { startEmbedded } from './embedded-server.ts'
import { createScratchDatabase } from './scratch-database.ts'

/** What of the configuration says where the database is. */
type Where = Pick<Config, 'databaseUrl' | 'dataDir' | 'dataDirNamed' | 'simulatedFrom'>

export interface Store {
  db: Database
  url: string
  /** What is written stays for the next start. */
  kept: boolean
  close(): Promise<void>
}

/**
 * The database: the one at DATABASE_URL, else the embedded server's. A trial with a simulated clock gets one of
 * its own that goes with it, unless the place was named: simulated facts don't belong among real ones.
 * `onFault` is called when a connection fails later.
 */
export async function openStore(config: Where, log: Log, onFault = () => {}): Promise<Store> {
  const closes: (() => Promise<void>)[] = []
  const close = async () => {
    for (const step of closes.splice(0).reverse()) await step()
  }
  try {
    let url = config.databaseUrl
    const kept = !config.simulatedFrom || url !== undefined || config.dataDirNamed
    if (url === undefined) {
      const server = await startEmbedded({ dataDir: config.dataDir, log: line => log.info({}, line) })
      closes.push(() => server.stop())
      url = server.url
      if (!kept) {
        const scratch = await createScratchDatabase(url)
        closes.push(() => scratch.drop())
        url = scratch.url
      }
    }
    await migrate(url).catch((error: Error & { code?: string }) => {
      if (config.databaseUrl === undefined || error.code === undefined || error instanceof UserError)
        throw error
      // An address with two IP versions gives an error without words.
      const why = error.message || error.code
      throw new UserError('database', `The PostgreSQL at DATABASE_URL can't be used: ${why}.`)
    })
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
