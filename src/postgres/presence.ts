/** Which processes use a server: each holds a shared lock, which the server itself releases when a process dies. */
import pg from 'pg'
import { LOCKS } from '../core/database/locks.ts'

export interface Presence {
  /** Ends it. True: no other process uses the server, and none can join it any more, so it is ours to stop. */
  leave(): Promise<boolean>
  close(): Promise<void>
}

const LOCK = LOCKS.serverInUse

const FIRST_REJOIN_DELAY_MS = 500
const MAX_REJOIN_DELAY_MS = 10_000

/**
 * Joins the processes that use the server at `url`. Returns `null` when it doesn't answer, or when the last of them is
 * stopping it. `restart` is called as long as a server that we have joined doesn't answer.
 */
export async function joinServer(url: string, restart = async () => {}): Promise<Presence | null> {
  let client = await takeSharedLock(url)
  if (!client) return null
  let leaving = false
  let delay = FIRST_REJOIN_DELAY_MS
  let restarting: Promise<void> | undefined

  // The server closes all connections when one of its processes crashes: join again once it answers.
  const watch = (joined: pg.Client) => {
    delay = FIRST_REJOIN_DELAY_MS
    joined.once('end', () => {
      client = null
      setTimeout(rejoin, 0)
    })
  }
  const rejoin = async () => {
    if (leaving) return
    client = await takeSharedLock(url)
    if (leaving) await client?.end()
    else if (client) watch(client)
    else {
      // Not at the first attempt: a server that restarts itself is back soon.
      if (delay > FIRST_REJOIN_DELAY_MS) restarting = restart().catch(() => {})
      await restarting
      setTimeout(rejoin, delay).unref()
      delay = Math.min(2 * delay, MAX_REJOIN_DELAY_MS)
    }
  }
  watch(client)

  const ask = async (sql: string) => (await client?.query({ text: sql, rowMode: 'array' }))?.rows[0]?.[0]
  return {
    async leave() {
      leaving = true
      await restarting
      client ??= await takeSharedLock(url)
      // Ours is released first: of two that leave at once, the later one then finds itself alone.
      await ask(`SELECT pg_advisory_unlock_shared(${LOCK})`).catch(() => {})
      return (await ask(`SELECT pg_try_advisory_lock(${LOCK})`).catch(() => false)) === true
    },
    async close() {
      leaving = true
      await client?.end().catch(() => {})
    },
  }
}

async function takeSharedLock(url: string): Promise<pg.Client | null> {
  const client = new pg.Client({
    connectionString: url,
    application_name: 'intersg presence',
    connectionTimeoutMillis: 5000,
  })
  client.on('error', () => {}) // 'end' follows
  try {
    await client.connect()
    const { rows } = await client.query(`SELECT pg_try_advisory_lock_shared(${LOCK}) AS joined`)
    if (rows[0].joined) return client
  } catch {
    // Not up yet, stopping, or another server on a port that was ours once.
  }
  await client.end().catch(() => {})
  return null
}
