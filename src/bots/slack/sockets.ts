/**
 * Socket Mode kept connected, by two sockets. The library's own reconnection was rejected: it is deaf for five seconds at
 * every refresh, for good when apps.connections.open fails with an HTTP error, and it rejects a promise without a handler
 * when it is stopped in between, which ends the process (docs/decisions/0008). Here each connection is a new client with
 * reconnection switched off, and a loop opens the next one.
 */
import { type App, type Logger, LogLevel, SocketModeReceiver } from '@slack/bolt'
import type { WebClientOptions } from '@slack/web-api'
import type { Log } from '../../core/log.ts'
import { pause, within } from '../../timing.ts'
import { toDeliveryFault } from './faults.ts'
import { errorWords } from './logger.ts'

/** From asking for a connection to Slack's hello. */
const CONNECT_MS = 15_000
/** A connection that lasted this long was a good one: the next attempt follows at once. */
const GOOD_MS = 30_000
const CLOSE_MS = 1_000
/**
 * Slack refreshes a connection some five hours after it was opened, and two that were opened together at the same moment.
 * So the second one is renewed by us at this age. No multiple of it comes close to five hours.
 */
const RENEW_AFTER_MS = 47 * 60_000
/** Waits between attempts: 50 ms, doubled up to half a minute. */
const FIRST_DELAY_MS = 50
const LONGEST_DELAY_MS = 30_000

export interface SocketOptions {
  app: App
  appToken: string
  clientOptions: WebClientOptions
  logger: Logger
  log: Log
  renewAfterMs?: number | undefined
}

export interface Sockets {
  /** Resolves when the first socket is connected. Rejects when Slack refuses us for good. */
  ready: Promise<void>
  isOpen(): boolean
  stop(): Promise<void>
}

/** Opens two sockets, so that no command is lost while one is refreshed: Slack sends a command to either. */
export function openSockets(options: SocketOptions): Sockets {
  const { renewAfterMs = RENEW_AFTER_MS } = options
  const first = keepConnected(options)
  const second = keepConnected(options, { afterMs: renewAfterMs, isAllowed: () => first.isOpen() })
  const ready = Promise.any([first.ready, second.ready]).catch((failed: AggregateError) => {
    throw failed.errors[0]
  })
  return {
    ready,
    isOpen: () => first.isOpen() || second.isOpen(),
    async stop() {
      await Promise.all([first.stop(), second.stop()])
    },
  }
}

/** When a working connection is replaced by a new one. */
interface Renewal {
  afterMs: number
  isAllowed(): boolean
}

/** A connection, opened again whenever it ends. */
function keepConnected(options: SocketOptions, renewal?: Renewal): Sockets {
  const { log } = options
  const stopping = new AbortController()
  const stopped = onAbort(stopping.signal, 'stopped' as const)
  const { promise: ready, resolve, reject } = Promise.withResolvers<void>()
  // A rejection is for those who await it; without them it must not end the process.
  ready.catch(() => {})

  let open = false
  const onConnected = () => {
    open = true
    resolve()
  }

  const loop = async () => {
    let failures = 0
    let refusal: string | undefined
    while (!stopping.signal.aborted) {
      const began = performance.now()
      try {
        await connectOnce(options, stopped, onConnected, renewal)
        failures = performance.now() - began > GOOD_MS ? 0 : failures
      } catch (error) {
        const { refused, message } = toDeliveryFault(error)
        const said = refused ? message : undefined
        // A refusal lasts until somebody mends its cause, so it is logged once.
        if (said === undefined || said !== refusal)
          log.warn({ error: errorWords(error), failures }, 'Slack: no connection; trying again')
        refusal = said
        // Counts at the start only, while `ready` is awaited. Later it goes on trying.
        if (refused) reject(error)
      } finally {
        open = false
      }
      // The first time at once: Slack asks for a new connection every few hours.
      if (failures > 0) await pause(chooseDelay(failures), stopping.signal)
      failures++
    }
  }
  const done = loop()

  return {
    ready,
    isOpen: () => open,
    async stop() {
      stopping.abort()
      await within(2 * CLOSE_MS, done, undefined)
    },
  }
}

/** A random half of the delay, so that instances don't connect at the same moment. */
const chooseDelay = (failures: number): number =>
  Math.min(FIRST_DELAY_MS * 2 ** (failures - 1), LONGEST_DELAY_MS) * (0.5 + Math.random() / 2)

/** Connects, and resolves when that connection has ended or was renewed. */
async function connectOnce(
  options: SocketOptions,
  stopped: Promise<'stopped'>,
  onConnected: () => void,
  renewal: Renewal | undefined,
): Promise<void> {
  const receiver = new SocketModeReceiver({
    appToken: options.appToken,
    autoReconnectEnabled: false,
    logger: options.logger,
    logLevel: LogLevel.INFO,
    // A copy: the client writes into its options.
    installerOptions: { clientOptions: { ...options.clientOptions } },
  })
  receiver.init(options.app)
  const { client } = receiver
  const over = new AbortController()
  client.once('disconnected', () => over.abort())
  const starting = client.start()
  const hello = await within(CONNECT_MS, Promise.race([starting, stopped]), 'late' as const).catch(error => {
    throw error ?? new Error('Slack closed the connection before its hello')
  })
  if (hello === 'late' || hello === 'stopped') {
    // It may still open a connection later, which is closed as well.
    starting.then(() => client.disconnect()).catch(() => {})
    client.disconnect().catch(() => {})
    if (hello === 'late') throw new Error('Slack did not say hello in time')
    return
  }
  onConnected()
  const ended = onAbort(over.signal, 'ended')
  const due = renewal ? waitForRenewal(renewal, over.signal) : ended
  const cause = await Promise.race([ended, stopped, due])
  over.abort()
  if (cause !== 'ended') await within(CLOSE_MS, client.disconnect(), undefined)
}

const onAbort = <T>(signal: AbortSignal, value: T): Promise<T> =>
  new Promise(resolve => {
    if (signal.aborted) resolve(value)
    else signal.addEventListener('abort', () => resolve(value), { once: true })
  })

async function waitForRenewal(
  { afterMs, isAllowed }: Renewal,
  over: AbortSignal,
): Promise<'renew' | 'ended'> {
  do await pause(afterMs, over)
  while (!over.aborted && !isAllowed())
  return over.aborted ? 'ended' : 'renew'
}
