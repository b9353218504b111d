import pg from 'pg'

/** That we use a server, said by a lock which the server itself releases when we die. */
export interface Presence {
  /** Ends it. True: nobody else uses the server, and nobody can join it any more: it is ours to stop. */
  leave(): Promise<boolean>
  close(): Promise<void>
}

// A name for the lock, the same in all processes: "isg" in ASCII.
const LOCK = 0x697367

/** Between two tries to be present again, in ms: the first, and the longest. */
const PAUSE = { first: 500, longest: 10_000 }

/**
 * Joins those who use the server at `url`. `null`: it doesn't answer, or the last one is stopping it. `revive` is called
 * as long as it doesn't answer any more.
 */
export async function joinServer(url: string, revive = async () => {}): Promise<Presence | null> {
  let client = await enter(url)
  if (!client) return null
  let leaving = false
  let pause = PAUSE.first
  let reviving: Promise<void> | undefined

  // The server closes all connections when one of its processes crashes: be present again once it answers.
  const watch = (present: pg.Client) => {
    pause = PAUSE.first
    present.once('end', () => {
      client = null
      setTimeout(rejoin, 0)
    })
  }
  const rejoin = async () => {
    if (leaving) return
    client = await enter(url)
    if (leaving) await client?.end()
    else if (client) watch(client)
    else {
      // Not the first time: a server that restarts itself is back soon.
      if (pause > PAUSE.first) reviving = revive().catch(() => {})
      await reviving
      setTimeout(rejoin, pause).unref()
      pause = Math.min(2 * pause, PAUSE.longest)
    }
  }
  watch(client)

  const ask = async (sql: string) => (await client?.query({ text: sql, rowMode: 'array' }))?.rows[0]?.[0]
  return {
    async leave() {
      leaving = true
      await reviving
      client ??= await enter(url)
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
