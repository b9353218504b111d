import { Events, Status } from 'discord.js'
import type { Clock } from '../../core/clock.ts'
import type { Desk } from '../../core/desk/port.ts'
import type { Log } from '../../core/log.ts'
import { DeliveryFault } from '../../core/notices/fault.ts'
import type { Bot, PlatformLimits, ServerEvents } from '../bot.ts'
import { createDownloads } from '../download.ts'
import { packButtons } from './answering.ts'
import { createEvents } from './events.ts'
import { forLog, toDeliveryFault } from './faults.ts'
import { createHandler } from './interactions.ts'
import { createLinks } from './links.ts'
import { DISCORD } from './manifest.ts'
import { createNames } from './names.ts'
import { createPaths } from './paths.ts'
import { NO_IDS, type Registration, register, toAllCommands } from './registration.ts'
import { createSender, type Sender } from './send.ts'
import { connect, createClient, createRest } from './transport.ts'

export interface DiscordOptions {
  /** The bot's token. */
  token: string
  /** Discord's API, without a version; `https://discord.com/api` by default. */
  apiUrl?: string
  /** The one server that the bot serves; undefined: every server that it was added to. */
  guildId?: string
  /** Discord's limit for the bot; 50 unless Discord granted more. */
  requestsPerSecond?: number
  log: Log
  clock: Clock
  /** How long a request to Discord may take. */
  timeoutMs?: number
  /** Within how many ms of a command somebody hears at least that it takes longer than usual. */
  firstAnswerMs?: number
}

/**
 * Discord allows fifty requests a second in all, of which answers to people need some, and usually five messages in five
 * seconds to a channel. discord.js also follows the limits that Discord names in its answers.
 */
const RATE_LIMITS: PlatformLimits = {
  address: { every: 1_050, most: 4 },
  all: { every: 40, most: 10 },
  edits: { every: 100, most: 5 },
  looks: { every: 100, most: 5 },
}

/** Discord forgets a command after three seconds without an answer, of which the way there and back takes some. */
const FIRST_ANSWER_MS = 2_300

/** Waits before the commands are registered again, after a temporary fault. */
const REGISTER_DELAYS_MS = [30_000, 120_000, 600_000]

/** The address of Discord's attachments; a Discord at another address keeps its own. */
const fileOrigins = (apiUrl: string | undefined): string[] => [
  'https://cdn.discordapp.com',
  'https://media.discordapp.net',
  ...(apiUrl === undefined ? [] : [new URL(apiUrl).origin]),
]

/** The bot on Discord. */
export function createDiscordBot({
  timeoutMs = 8_000,
  firstAnswerMs = FIRST_ANSWER_MS,
  ...options
}: DiscordOptions): Bot {
  const { token, guildId, log, clock } = options
  let session:
    | {
        sender: Sender
        events: ServerEvents
        linkTo: NonNullable<Bot['linkTo']>
        isReady(): boolean
        stop(): Promise<void>
      }
    | undefined

  async function start(desk: Desk): Promise<void> {
    const commands = toAllCommands(desk.catalog)
    const client = createClient({ ...options, timeoutMs })
    let registered: Registration = { changed: false, ids: NO_IDS, directIds: NO_IDS }
    const inServer = createPaths(desk.catalog, () => registered.ids)
    const inDirect = createPaths(desk.catalog, () => registered.directIds)
    const commandPaths = (isDirect: boolean) => (isDirect ? inDirect : inServer)
    const rest = createRest({ ...options, timeoutMs })
    const nameMentioned = createNames(rest)
    const offer = createDownloads(fileOrigins(options.apiUrl), timeoutMs)
    const handle = createHandler({
      desk,
      log,
      clock,
      commandPaths,
      guildId,
      offer,
      nameMentioned,
      firstAnswerMs,
    })
    const inFlight = new Set<Promise<void>>()
    client.on(Events.InteractionCreate, interaction => {
      const work = handle(interaction).finally(() => inFlight.delete(work))
      inFlight.add(work)
    })
    const { application, user } = await connect(client, token)
    desk.introduce('discord', user.id)
    const stopped = new AbortController()

    // After a single 401 discord.js forgets the token, and refuses every later request.
    const signedIn = <T>(work: () => Promise<T>) =>
      work().finally(() => !stopped.signal.aborted && rest.setToken(token))

    async function registerAll(attempt = 0): Promise<void> {
      try {
        registered = await signedIn(() => register(rest, application.id, guildId, commands))
        if (registered.changed) log.info({ commands: commands.length }, 'Discord: commands registered')
      } catch (error) {
        const wait = toDeliveryFault(error).refused ? undefined : REGISTER_DELAYS_MS[attempt]
        const where =
          guildId === undefined
            ? ''
            : ' Check DISCORD_GUILD_ID, and that the bot was added to that server with the scope applications.commands.'
        log.error({ ...forLog(error), again: wait }, `Discord: the commands could not be registered.${where}`)
        if (wait === undefined) return
        const timer = setTimeout(() => void registerAll(attempt + 1), wait).unref()
        stopped.signal.addEventListener('abort', () => clearTimeout(timer))
      }
    }
    await registerAll()

    const sender = createSender({
      rest,
      account: user.id,
      commandPaths: address => commandPaths(address.startsWith('@')),
      notAdded: (error, account) =>
        log.info({ ...forLog(error), account }, 'Discord: an account could not be added to a thread'),
      customIds: (message, channel) =>
        packButtons(desk, message, { platform: 'discord', account: user.id, channel }),
    })
    const linkTo = createLinks({ rest, guildId })
    const events = createEvents({ rest, account: user.id, guildId, clock })
    session = {
      events: {
        places: (...given) => signedIn(() => events.places(...given)),
        list: (...given) => signedIn(() => events.list(...given)),
        create: (...given) => signedIn(() => events.create(...given)),
        change: (...given) => signedIn(() => events.change(...given)),
        cancel: (...given) => signedIn(() => events.cancel(...given)),
        remove: (...given) => signedIn(() => events.remove(...given)),
      },
      sender: {
        send: (...given) => signedIn(() => sender.send(...given)),
        update: (...given) => signedIn(() => sender.update(...given)),
        find: (...given) => signedIn(() => sender.find(...given)),
      },
      linkTo: reference => signedIn(() => linkTo(reference)),
      // Not client.isReady(), which stays true after the connection has broken.
      isReady: () =>
        client.ws.shards.size > 0 && client.ws.shards.every(shard => shard.status === Status.Ready),
      async stop() {
        stopped.abort()
        client.removeAllListeners(Events.InteractionCreate)
        await Promise.allSettled([...inFlight])
        await client.destroy()
        rest.clearHashSweeper()
        rest.clearHandlerSweeper()
      },
    }
    log.info({ account: user.id }, 'Discord: connected')
  }

  function connected() {
    if (session === undefined) throw new DeliveryFault('later', 'The bot is not connected to Discord.')
    return session
  }

  return {
    platform: DISCORD.name,
    ordering: 'address',
    connects: 'leader',
    limits: RATE_LIMITS,
    start,
    async stop() {
      const ending = session
      session = undefined
      await ending?.stop()
    },
    connected: () => session?.isReady(),
    send: async (...given) => await connected().sender.send(...given),
    update: async (...given) => await connected().sender.update(...given),
    find: async (...given) => await connected().sender.find(...given),
    linkTo: async reference => await session?.linkTo(reference),
    events: {
      places: async (...given) => await connected().events.places(...given),
      list: async (...given) => await connected().events.list(...given),
      create: async (...given) => await connected().events.create(...given),
      change: async (...given) => await connected().events.change(...given),
      cancel: async (...given) => await connected().events.cancel(...given),
      remove: async (...given) => await connected().events.remove(...given),
    },
  }
}
