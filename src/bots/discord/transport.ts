/** The connection to Discord: discord.js, with its retries off and what it gets wrong put right. */
import {
  Client,
  type CloseEvent,
  DefaultRestOptions,
  Events,
  REST,
  type RESTOptions,
  SimpleShardingStrategy,
} from 'discord.js'
import { Agent } from 'undici'
import type { Log } from '../../core/log.ts'
import { closeWords, forLog, toFault } from './faults.ts'

export interface TransportOptions {
  token: string
  apiUrl?: string
  log: Log
  /** The longest a request may take, in milliseconds. */
  timeout: number
  /** What Discord allows the bot in all, beside answers to people; 50 unless it granted more. */
  requestsPerSecond?: number
}

/** The longest that connecting may take before `connect` gives up, in milliseconds. */
const CONNECT_WITHIN = 30_000

export function createClient({ log, ...options }: TransportOptions): Client {
  const client = new Client({
    // Interactions need none, and with the Guilds intent they would be held back for up to 15 seconds at the start.
    intents: [],
    // What the client itself sends is answers to people, which Discord does not count.
    rest: restOptions(options, Number.POSITIVE_INFINITY),
    ws: { buildStrategy: manager => new EndingStrategy(manager) },
    allowedMentions: { parse: [] },
  })
  // Without these listeners an error ends the process.
  client.on(Events.Error, error => log.error(forLog(error), 'Discord: a fault in a listener'))
  client.on(Events.ShardError, error => log.warn(forLog(error), 'Discord: a fault of the connection'))
  client.on(Events.Warn, () => log.warn({}, 'Discord: discord.js has a warning'))
  client.on(Events.ShardReconnecting, () => log.info({}, 'Discord: connecting again'))
  client.on(Events.ShardResume, () => log.info({}, 'Discord: connected again'))
  client.on(Events.ShardDisconnect, ({ code }) => log.error({ code }, `Discord: ${closeWords(code)}`))
  return client
}

/**
 * What the bot says of its own accord goes by a way of its own: where Discord lets the bot as a whole wait, discord.js
 * would hold back the answers to people with it, which Discord does not count.
 */
export const createRest = (options: Omit<TransportOptions, 'log'>): REST =>
  new REST(restOptions(options, options.requestsPerSecond ?? 50)).setToken(options.token)

const restOptions = (
  { apiUrl, timeout }: Pick<TransportOptions, 'apiUrl' | 'timeout'>,
  requestsPerSecond: number,
): Partial<RESTOptions> => ({
  ...(apiUrl !== undefined && { api: apiUrl.replace(/\/+$/, '') }),
  // Repeating is the outbox's matter: a repeated 5xx or time-out would post twice.
  retries: 0,
  rejectOnRateLimit: () => true,
  timeout,
  globalRequestsPerSecond: requestsPerSecond,
  makeRequest,
  // Not the process's, which is that of whichever library was loaded first: where it is Node's, it is slower. The types
  // alone differ, for discord.js knows the undici before.
  agent: new Agent() as unknown as NonNullable<RESTOptions['agent']>,
})

/**
 * A file goes as bytes: discord.js makes its requests with an older undici than the agent's, and a form given to that as
 * it is never leaves (https://github.com/nodejs/undici/issues/5520).
 */
const makeRequest: RESTOptions['makeRequest'] = async (url, init) => {
  if (!(init.body instanceof FormData)) return DefaultRestOptions.makeRequest(url, init)
  const form = new Response(init.body)
  return DefaultRestOptions.makeRequest(url, {
    ...init,
    body: new Uint8Array(await form.arrayBuffer()),
    headers: {
      ...(init.headers as Record<string, string>),
      'content-type': form.headers.get('content-type')!,
    },
  })
}

/**
 * discord.js reconnects half a second after a connection breaks, even when it was destroyed meanwhile: the
 * stopped bot would come back and take commands. So a destroyed shard is kept from connecting again.
 */
class EndingStrategy extends SimpleShardingStrategy {
  override async destroy(options?: Parameters<SimpleShardingStrategy['destroy']>[0]): Promise<void> {
    const { shards } = this as unknown as { shards: Map<number, object> }
    for (const shard of shards.values()) Object.assign(shard, { internalConnect: async () => {} })
    await super.destroy(options)
  }
}

/** Signs in and waits until commands can come. Throws in plain words; the client is destroyed then. */
export async function connect(client: Client, token: string): Promise<Client<true>> {
  const ended = new AbortController()
  try {
    return await new Promise<Client<true>>((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error('Discord did not answer in time.')), CONNECT_WITHIN)
      ended.signal.addEventListener('abort', () => clearTimeout(timer))
      const close = ({ code }: CloseEvent) => reject(new Error(closeWords(code)))
      client.once(Events.ShardDisconnect, close)
      client.once(Events.ClientReady, ready => {
        client.off(Events.ShardDisconnect, close)
        resolve(ready)
      })
      client.login(token).catch(error => reject(loginFault(error)))
    })
  } catch (error) {
    await client.destroy()
    throw error
  } finally {
    ended.abort()
  }
}

function loginFault(error: unknown): Error {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  return new Error(code === 'TokenInvalid' ? closeWords(4004) : toFault(error).message)
}
