import pg from 'pg'
import type { LockPair } from './locks.ts'

export interface Listener {
  /**
   * Takes a lock that one process has at a time. False: another has it; undefined: the database can't be reached. The
   * lock is lost with the connection: `onLost` is called, and another process may take it.
   */
  take(lock: LockPair): Promise<boolean | undefined>
  giveBack(lock: LockPair): Promise<void>
  close(): Promise<void>
}

const FIRST_RECONNECT_DELAY_MS = 100
const MAX_RECONNECT_DELAY_MS = 10_000

/**
 * The server drops a connection whose other end has vanished without a word (a machine that lost its power or its
 * network) after 25 seconds, and its locks with it. By default it would keep them for two hours.
 */
const DROP_VANISHED =
  'SET tcp_keepalives_idle = 10; SET tcp_keepalives_interval = 5; SET tcp_keepalives_count = 3'

/**
 * How often the connection is asked whether it still answers; a question unanswered until the next one ends it. Within
 * the 25 seconds after which the server gives our locks to another instance, so that two never believe they have them.
 */
const HEARTBEAT_INTERVAL_MS = 10_000

export interface ListenOptions {
  url: string
  channel: string
  onNotify(payload: string): void
  /** The connection was lost, and all locks with it. */
  onLost?(): void
  /** A lock held as long as the connection lives: it says that this process does. */
  lock?: LockPair
}

/**
 * Calls `onNotify` at each NOTIFY on `channel`. A lost connection is made again, and `onNotify` is then called once:
 * a notification may have been missed.
 */
export async function listen(options: ListenOptions): Promise<Listener> {
  const { url, channel, onNotify, onLost, lock } = options
  let client: pg.Client | undefined
  let timer: NodeJS.Timeout | undefined
  let delay = FIRST_RECONNECT_DELAY_MS
  let closed = false
  let asking: Promise<unknown> = Promise.resolve()

  const connect = async () => {
    const next = new pg.Client({
      connectionString: url,
      application_name: 'intersg listener',
      connectionTimeoutMillis: 10_000,
      keepAlive: true,
      keepAliveInitialDelayMillis: 10_000,
    })
    next.on('error', () => {}) // 'end' follows
    next.on('notification', ({ payload }) => onNotify(payload ?? ''))
    try {
      await next.connect()
      await next.query(DROP_VANISHED)
      if (lock) await next.query('SELECT pg_advisory_lock($1, $2)', [...lock])
      await next.query(`LISTEN ${pg.escapeIdentifier(channel)}`)
    } catch (error) {
      await next.end().catch(() => {})
      throw error
    }
    client = next
    const heartbeat = watch(next)
    next.once('end', () => {
      clearInterval(heartbeat)
      client = undefined
      if (closed) return
      onLost?.()
      reconnect()
    })
    delay = FIRST_RECONNECT_DELAY_MS
  }

  /** Ends a connection that has fallen silent: TCP alone would notice it only after minutes. */
  const watch = (watched: pg.Client) => {
    let isAwaiting = false
    return setInterval(() => {
      // With a query under way, `end` destroys the socket instead of taking its leave.
      if (isAwaiting) return void watched.end()
      isAwaiting = true
      void ask('SELECT true').then(() => {
        isAwaiting = false
      })
    }, HEARTBEAT_INTERVAL_MS)
  }

  const reconnect = () => {
    if (closed) return
    timer = setTimeout(() => {
      connect().then(
        () => (closed ? client?.end() : onNotify('')),
        () => reconnect(),
      )
    }, delay)
    delay = Math.min(2 * delay, MAX_RECONNECT_DELAY_MS)
  }

  /** The first value of the answer; undefined without a connection, or when it was lost meanwhile ('end' follows). */
  const ask = (sql: string, values: readonly number[] = []): Promise<boolean | undefined> => {
    // One query at a time: a client of pg must not be given a second one.
    const answer = asking.then(() =>
      client?.query<[boolean]>({ text: sql, values: [...values], rowMode: 'array' }),
    )
    asking = answer.catch(() => {})
    return answer.then(
      found => found?.rows[0]?.[0],
      () => undefined,
    )
  }

  await connect()
  return {
    take: lock => ask('SELECT pg_try_advisory_lock($1, $2)', lock),
    giveBack: async lock => void (await ask('SELECT pg_advisory_unlock($1, $2)', lock)),
    async close() {
      closed = true
      clearTimeout(timer)
      await client?.end().catch(() => {})
    },
  }
}
