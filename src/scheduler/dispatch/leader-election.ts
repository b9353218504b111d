/**
 * Of all instances on one database one speaks on a platform at a time: it sends what is due there, in order and at the
 * platform's pace, and holds the connection of which a platform allows only one. What a platform allows, it allows to
 * the token and not to each process, so more speakers would not be faster. When the speaker ends or dies, another
 * instance takes over.
 */
import type { Bot } from '../../bots/bot.ts'
import { findPlatform } from '../../bots/platforms.ts'
import type { Listener } from '../../core/database/listen.ts'
import type { Desk } from '../../core/desk/port.ts'
import type { Log } from '../../core/log.ts'
import type { Platform } from '../../core/platforms/platform.ts'

export interface LeaderElection {
  /** The platforms on which this instance speaks now. */
  leading(): ReadonlySet<Platform>
  /** The connection to the database broke, and the right to speak went with it. */
  lost(): void
  /** Stops speaking and lets another instance. */
  stop(): Promise<void>
}

export interface LeaderElectionOptions {
  listener: Pick<Listener, 'take' | 'giveBack'>
  bots: readonly Bot[]
  desk: Desk
  log: Log
  /** A platform is ours from now on: what is due there can be sent. */
  onElected(): void
}

/** The space of the advisory locks, and each platform's number in it. */
const LEADER_LOCK = 7_0902

/** How often an instance that stands by looks whether a platform has become free, in ms. */
const LOOK_AGAIN = 1_000
/** And after it could not connect there: others may be luckier meanwhile. */
const AFTER_FAULT = 5_000

/** Takes the platforms that are free. Throws when a bot that connects only where it speaks can't connect. */
export async function electLeaders(options: LeaderElectionOptions): Promise<LeaderElection> {
  const { listener, bots, desk, log, onElected } = options
  const speaking = new Set<Platform>()
  /** Bots that are connected because we speak, or because nobody has taken over yet. */
  const connected = new Set<Bot>()
  let timer: NodeJS.Timeout | undefined
  let looking: Promise<void> | undefined
  let stopped = false

  const lockOf = (bot: Bot) => [LEADER_LOCK, findPlatform(bot.platform).lock] as const

  async function begin(bot: Bot): Promise<void> {
    const ours = await listener.take(lockOf(bot))
    // While the database is away nobody can take over: people still get an answer, if only a sorry one.
    if (ours === undefined) return
    if (!ours) return disconnect(bot)
    try {
      await connect(bot)
    } catch (fault) {
      await listener.giveBack(lockOf(bot))
      throw fault
    }
    speaking.add(bot.platform)
    onElected()
  }

  async function connect(bot: Bot): Promise<void> {
    if (bot.connects !== 'leader' || connected.has(bot)) return
    await bot.start(desk)
    connected.add(bot)
  }

  async function disconnect(bot: Bot): Promise<void> {
    if (connected.delete(bot)) await bot.stop()
  }

  const missing = () => bots.filter(b => !speaking.has(b.platform))

  function lookAgain(after = LOOK_AGAIN): void {
    clearTimeout(timer)
    if (stopped || missing().length === 0) return
    timer = setTimeout(() => {
      looking = look().then(
        () => lookAgain(),
        fault => {
          log.error({ fault: String(fault) }, 'a platform became free, but could not be connected')
          lookAgain(AFTER_FAULT)
        },
      )
    }, after)
  }

  async function look(): Promise<void> {
    for (const bot of missing()) if (!stopped) await begin(bot)
  }

  await look()
  for (const { platform } of missing())
    log.info({ platform }, 'another instance speaks on this platform; this one stands by')
  lookAgain()
  return {
    leading: () => speaking,
    lost() {
      speaking.clear()
      lookAgain()
    },
    async stop() {
      stopped = true
      clearTimeout(timer)
      await looking?.catch(() => {})
      for (const bot of bots) {
        await disconnect(bot)
        if (speaking.delete(bot.platform)) await listener.giveBack(lockOf(bot))
      }
    },
  }
}
