/** The connection to Discord: discord.js without its retries, and with its faults worked around (decision 0017). */
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
import { describeClose, forLog, toDeliveryFault } from './faults.ts'
import { guardPackets } from './packets.ts'

export interface TransportOptions {
  token: string
  apiUrl?: string
  log: Log
  /** How long a request may take. */
  timeoutMs: number
  /** Discord's limit for the bot, answers to people excepted; 50 unless Discord granted more. */
  requestsPerSecond?: number
}

/** How long `connect` waits. */
const CONNECT_MS = 30_000

export function createClient({ log, ...options }: TransportOptions): Client {
  const client = new Client({
    // Interactions need no intent. With the Guilds intent they would be delayed by up to 15 seconds at the start.
    intents: [],
    // The client itself sends answers to people only, which Discord does not count.
    rest: restOptions(options, Number.POSITIVE_INFINITY),
    ws: { buildStrategy: manager => new EndingStrategy(manager) },
    allowedMentions: { parse: [] },
  })
  guardPackets(client, log)
  // Without these listeners an error ends the process.
  client.on(Events.Error, error => log.error(forLog(error), 'Discord: an error in a listener'))
  client.on(Events.ShardError, error => log.warn(forLog(error), 'Discord: an error of the connection'))
  client.on(Events.Warn, () => log.warn({}, 'Discord: a warning of discord.js'))
  client.on(Events.ShardReconnecting, () => log.info({}, 'Discord: connecting again'))
  client.on(Events.ShardResume, () => log.info({}, 'Discord: connected again'))
  client.on(Events.ShardDisconnect, ({ code }) => log.error({ code }, `Discord: ${describeClose(code)}`))
  return client
}

/**
 * Messages that the bot sends on its own have a REST client of their own: when Discord limits the whole bot, discord.js
 * would delay the answers to people as well, which Discord does not count.
 */
export const createRest = (options: Omit<TransportOptions, 'log'>): REST =>
  new REST(restOptions(options, options.requestsPerSecond ?? 50)).setToken(options.token)

const restOptions = (
  { apiUrl, timeoutMs }: Pick<TransportOptions, 'apiUrl' | 'timeoutMs'>,
  requestsPerSecond: number,
): Partial<RESTOptions> => ({
  ...(apiUrl !== undefined && { api: apiUrl.replace(/\/+$/, '') }),
  // The dispatcher decides about retries: discord.js would post twice after a 5xx or a timeout.
  retries: 0,
  rejectOnRateLimit: () => true,
  timeout: timeoutMs,
  globalRequestsPerSecond: requestsPerSecond,
  makeRequest,
  // Not the process's agent, which belongs to whichever library was loaded first; Node's own is slower. Only the types
  // differ, since discord.js uses the previous undici.
  agent: new Agent() as unknown as NonNullable<RESTOptions['agent']>,
})

/**
 * Sends a file as bytes: discord.js makes its requests with an older undici than the agent's, which never sends a form that
 * it gets as an object (https://github.com/nodejs/undici/issues/5520).
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
 * discord.js reconnects half a second after a connection breaks, even if the client was destroyed in between: a stopped bot
 * would come back and take commands. So a destroyed shard can't connect again.
 */
class EndingStrategy extends SimpleShardingStrategy {
  override async destroy(options?: Parameters<SimpleShardingStrategy['destroy']>[0]): Promise<void> {
    const { shards } = this as unknown as { shards: Map<number, object> }
    for (const shard of shards.values()) Object.assign(shard, { internalConnect: async () => {} })
    await super.destroy(options)
  }
}

/** Signs in and waits until commands can arrive. On failure destroys the client and throws a sentence for the operator. */
export async function connect(client: Client, token: string): Promise<Client<true>> {
  const ended = new AbortController()
  try {
    return await new Promise<Client<true>>((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error('Discord did not answer in time.')), CONNECT_MS)
      ended.signal.addEventListener('abort', () => clearTimeout(timer))
      const close = ({ code }: CloseEvent) => reject(new Error(describeClose(code)))
      client.once(Events.ShardDisconnect, close)
      client.once(Events.ClientReady, ready => {
        client.off(Events.ShardDisconnect, close)
        resolve(ready)
      })
      client.login(token).catch(error => reject(toLoginError(error)))
    })
  } catch (error) {
    await client.destroy()
    throw error
  } finally {
    ended.abort()
  }
}

function toLoginError(error: unknown): Error {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  return new Error(code === 'TokenInvalid' ? describeClose(4004) : toDeliveryFault(error).message)
}
