import pg from 'pg'

export interface Listener {
  close(): Promise<void>
}

/** The longest pause before the next try to connect, in ms. */
const LONGEST = 10_000

export interface ListenOptions {
  url: string
  channel: string
  onNotify(payload: string): void
  /** An advisory lock held as long as the connection lives: it says that this process does. */
  lock?: readonly [space: number, id: number]
}

/**
 * Calls `onNotify` at each NOTIFY on `channel`. A lost connection is made anew by itself, and then `onNotify` is
 * called once: something may have been said meanwhile.
 */
export async function listen({ url, channel, onNotify, lock }: ListenOptions): Promise<Listener> {
  let client: pg.Client | undefined
  let timer: NodeJS.Timeout | undefined
  let pause = 100
  let closed = false

  const connect = async () => {
    const next = new pg.Client({
      connectionString: url,
      application_name: 'intersg listener',
      connectionTimeoutMillis: 10_000,
      keepAlive: true,
    })
    next.on('error', () => {}) // 'end' follows
    next.on('notification', ({ payload }) => onNotify(payload ?? ''))
    try {
      await next.connect()
      if (lock) await next.query('SELECT pg_advisory_lock($1, $2)', [...lock])
      await next.query(`LISTEN ${pg.escapeIdentifier(channel)}`)
    } catch (fault) {
      await next.end().catch(() => {})
      throw fault
    }
    client = next
    next.once('end', again)
    pause = 100
  }

  const again = () => {
    if (closed) return
    timer = setTimeout(() => {
      connect().then(
        () => (closed ? client?.end() : onNotify('')),
        () => again(),
      )
    }, pause)
    pause = Math.min(2 * pause, LONGEST)
  }

  await connect()
  return {
    async close() {
      closed = true
      clearTimeout(timer)
      await client?.end().catch(() => {})
    },
  }
}
