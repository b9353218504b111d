/**
 * Leader election: on each platform one of all instances on a database leads. It alone sends there, in order and within
 * the platform's limits, and holds the connection of which a platform allows only one. Limits belong to the token and not
 * to the process, so more senders would not be faster.
 *
 * The role of this instance on one platform. The leader's lock is an advisory lock of the listening connection:
 *
 *                lock taken                 connected
 *   FOLLOWER ───────────────▶ CONNECTING ─────────────▶ LEADER
 *     ▲   ▲                    │      │                   │
 *     │   └── can't connect: ──┘      │ the database      │ the database connection broke,
 *     │       lock released,          │ connection broke  │ and the lock with it
 *     │       tried again later       │                   │
 *     └───────────────────────────────┴───────────────────┘
 *
 * A follower tries to take the lock each second. When the leader ends or dies, PostgreSQL releases its lock. An instance
 * that lost the lock stays connected until another one has taken it: meanwhile people still get an answer.
 */
import type { Bot } from '../../bots/bot.ts'
import { findPlatform } from '../../bots/platforms.ts'
import type { Listener } from '../../core/database/listen.ts'
import { LOCK_CLASSES } from '../../core/database/locks.ts'
import type { Desk } from '../../core/desk/port.ts'
import type { Log } from '../../core/log.ts'
import { type Backoff, backoffMs } from '../../core/notices/backoff.ts'
import type { Platform } from '../../core/platforms/platform.ts'

export interface LeaderElection {
  /** Takes the platforms that are free. Throws when a bot that connects only where it leads can't connect. */
  start(listener: Pick<Listener, 'take' | 'giveBack'>): Promise<void>
  /** The platforms that this instance leads now. */
  leading(): ReadonlySet<Platform>
  /** The connection to the database broke, and all locks with it. */
  lost(): void
  /** Stops leading and lets another instance take over. */
  stop(): Promise<void>
}

export interface LeaderElectionOptions {
  bots: readonly Bot[]
  desk: Desk
  log: Log
  /** This instance leads a platform from now on: what is due there can be sent. */
  onElected(): void
}

/** How often a follower tries to take the lock. */
const POLL_INTERVAL_MS = 1_000
/** After it could not connect: longer than the interval, since another instance may be luckier. */
const CONNECT_AGAIN: Backoff = { firstMs: 4_000, longestMs: 30_000 }

export function createLeaderElection(options: LeaderElectionOptions): LeaderElection {
  const { bots, desk, log, onElected } = options
  const leading = new Set<Platform>()
  /** Bots connected by us because we lead, or because no other instance has taken over yet. */
  const connected = new Set<Bot>()
  /** Counts the connections to the database: a lock taken over an earlier one is gone. */
  let term = 0
  let listener: Parameters<LeaderElection['start']>[0] | undefined
  let timer: NodeJS.Timeout | undefined
  let standing: Promise<void> | undefined
  let failures = 0
  let isStopped = false

  const leaderLock = (bot: Bot) => [LOCK_CLASSES.leader, findPlatform(bot.platform).lock] as const
  const notLed = () => bots.filter(b => !leading.has(b.platform))

  async function standFor(bot: Bot, listener: Parameters<LeaderElection['start']>[0]): Promise<void> {
    const since = term
    const isTaken = await listener.take(leaderLock(bot))
    // While the database is away, no other instance can take over either: stay connected.
    if (isTaken === undefined) return
    if (!isTaken) return disconnect(bot)
    try {
      await connect(bot)
    } catch (fault) {
      await listener.giveBack(leaderLock(bot))
      throw fault
    }
    if (term !== since) return
    leading.add(bot.platform)
    onElected()
  }

  async function connect(bot: Bot): Promise<void> {
    if (bot.connects === 'everywhere' || connected.has(bot)) return
    await bot.start(desk)
    connected.add(bot)
  }

  async function disconnect(bot: Bot): Promise<void> {
    if (connected.delete(bot)) await bot.stop()
  }

  /** Tries to take every platform that we don't lead; one try at a time. */
  function stand(): Promise<void> {
    standing ??= (async () => {
      for (const bot of notLed()) if (!isStopped && listener) await standFor(bot, listener)
    })().finally(() => {
      standing = undefined
    })
    return standing
  }

  async function poll(): Promise<void> {
    try {
      await stand()
      failures = 0
    } catch (fault) {
      failures += 1
      log.error({ fault: String(fault) }, 'a platform became free, but could not be connected')
    }
    pollAfter(failures === 0 ? POLL_INTERVAL_MS : backoffMs(failures, CONNECT_AGAIN, Math.random()))
  }

  function pollAfter(ms: number): void {
    clearTimeout(timer)
    if (!isStopped && notLed().length > 0) timer = setTimeout(() => void poll(), ms)
  }

  return {
    async start(theListener) {
      listener = theListener
      await stand()
      for (const { platform } of notLed())
        log.info({ platform }, 'another instance leads on this platform; this one is a follower')
      pollAfter(POLL_INTERVAL_MS)
    },
    leading: () => leading,
    lost() {
      term += 1
      leading.clear()
      if (listener) pollAfter(POLL_INTERVAL_MS)
    },
    async stop() {
      isStopped = true
      clearTimeout(timer)
      await standing?.catch(() => {})
      for (const bot of bots) {
        await disconnect(bot)
        if (leading.delete(bot.platform)) await listener?.giveBack(leaderLock(bot))
      }
    },
  }
}
