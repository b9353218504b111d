import pg from 'pg'

/** An advisory lock's name: a space of its own for each use, and a number in it. */
export type LockName = readonly [space: number, id: number]

export interface Listener {
  /**
   * Takes a lock that one process has at a time. False: another has it; undefined: the database can't be asked. The
   * lock goes with the connection: `onLost` says so, and another may take it.
   */
  take(lock: LockName): Promise<boolean | undefined>
  giveBack(lock: LockName): Promise<void>
  close(): Promise<void>
}

/** The longest pause before the next try to connect, in ms. */
const LONGEST = 10_000

export interface ListenOptions {
  url: string
  channel: string
  onNotify(payload: string): void
  /** The connection broke, and with it went all locks. */
  onLost?(): void
  /** A lock held as long as the connection lives: it says that this process does. */
  lock?: LockName
}

/**
 * Calls `onNotify` at each NOTIFY on `channel`. A lost connection is made anew by itself, and then `onNotify` is
 * called once: something may have been said meanwhile.
 */
export async function listen(options: ListenOptions): Promise<Listener> {
  const { url, channel, onNotify, onLost, lock } = options
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
    next.once('end', () => {
      client = undefined
      if (closed) return
      onLost?.()
      again()
    })
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

  const ask = async (sql: string, [space, id]: LockName): Promise<boolean | undefined> => {
    try {
      const answer = await client?.query<[boolean]>({ text: sql, values: [space, id], rowMode: 'array' })
      return answer?.rows[0]?.[0]
    } catch {
      return undefined // the connection broke; 'end' follows
    }
  }

  await connect()
  return {
    take: name => ask('SELECT pg_try_advisory_lock($1, $2)', name),
    giveBack: async name => void (await ask('SELECT pg_advisory_unlock($1, $2)', name)),
    async close() {
      closed = true
      clearTimeout(timer)
      await client?.end().catch(() => {})
    },
  }
}
