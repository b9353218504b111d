import pg from 'pg'

/** Runs `work` on a pool that is one connection with one transaction around all it does. */
export async function inOneTransaction<Result>(
  url: string,
  work: (pool: pg.Pool) => Promise<Result>,
): Promise<Result> {
  const pool = new pg.Pool({ connectionString: url, max: 1, connectionTimeoutMillis: 10_000 })
  pool.on('error', () => {}) // the next query tells
  const client = await pool.connect()
  client.on('error', () => {})
  // A pool's own `query` throws the connection away after a failure, and the transaction with it.
  Object.assign(pool, { query: client.query.bind(client) })
  try {
    await pool.query('BEGIN')
    const result = await work(pool)
    await pool.query('COMMIT')
    return result
  } finally {
    client.release(true) // what is not committed is rolled back
    await pool.end()
  }
}
