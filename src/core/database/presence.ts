import pg from 'pg'

/** That we use a server, said by a lock which the server itself releases when we die. */
export interface Presence {
  /** Ends it. True: nobody else uses the server, and nobody can join it any more: it is ours to stop. */
  leave(): Promise<boolean>
  close(): Promise<void>
}

// A name for the lock, the same in all processes: "isg" in ASCII.
const LOCK = 0x697367

/** Joins those who use the server at `url`. `null`: it doesn't answer, or the last one is stopping it. */
export async function joinServer(url: string): Promise<Presence | null> {
  let client = await enter(url)
  if (!client) return null
  let leaving = false

  // The server closes all connections when one of its processes crashes: be present again once it answers.
  const watch = (present: pg.Client) => present.once('end', rejoin)
  const rejoin = async () => {
    if (leaving) return
    client = await enter(url)
    if (leaving) await client?.end()
    else if (client) watch(client)
    else setTimeout(rejoin, 500).unref()
  }
  watch(client)

  const ask = async (sql: string) => (await client?.query({ text: sql, rowMode: 'array' }))?.rows[0]?.[0]
  return {
    async leave() {
      leaving = true
      // Ours is released first: of two who leave at once the later then finds itself alone.
      await ask(`SELECT pg_advisory_unlock_shared(${LOCK})`).catch(() => {})
      return (await ask(`SELECT pg_try_advisory_lock(${LOCK})`).catch(() => false)) === true
    },
    async close() {
      leaving = true
      await client?.end().catch(() => {})
    },
  }
}

async function enter(url: string): Promise<pg.Client | null> {
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
