import pg from 'pg'

/** Runs `work` on a pool that is one connection with one open transaction, which is rolled back at the end. */
export async function inOneTransaction<Result>(
  url: string,
  work: (pool: pg.Pool) => Promise<Result>,
): Promise<Result> {
  const pool = new pg.Pool({ connectionString: url, max: 1, connectionTimeoutMillis: 10_000 })
  pool.on('error', () => {}) // the query under way fails, too
  const client = await pool.connect()
  client.on('error', () => {})
  // The pool's own `query` closes the connection after an error, and the transaction would go with it.
  Object.assign(pool, { query: client.query.bind(client) })
  try {
    await pool.query('BEGIN')
    return await work(pool)
  } finally {
    client.release(true)
    await pool.end()
  }
}
