/**
 * Socket Mode kept connected. The library's own reconnection was rejected: it is deaf for five seconds at
 * every refresh, for ever when apps.connections.open fails with an HTTP error, and rejects a promise nobody
 * holds when it is stopped meanwhile (which ends the process). Here each connection is a new client with
 * reconnection switched off, and this loop opens the next one.
 */
import { type App, type Logger, LogLevel, SocketModeReceiver } from '@slack/bolt'
import type { WebClientOptions } from '@slack/web-api'
import type { Log } from '../../core/log.ts'
import { deliveryFault } from './faults.ts'
import { errorWords } from './logger.ts'
import { pause, within } from './timing.ts'

/** From asking for a connection to Slack's hello. */
const CONNECT_MS = 15_000
/** A connection that held this long was a good one. */
const GOOD_MS = 30_000
const CLOSE_MS = 1000

export interface SocketOptions {
  app: App
  appToken: string
  clientOptions: WebClientOptions
  logger: Logger
  log: Log
}

/** A connection, made again whenever it ends. */
export interface Lane {
  /** Resolves when it is connected for the first time; rejects when Slack will never let us in. */
  ready: Promise<void>
  isOpen(): boolean
  stop(): Promise<void>
}

export function keepConnected(options: SocketOptions): Lane {
  const { log } = options
  const stopping = new AbortController()
  const stopped = new Promise<'stopped'>(resolve =>
    stopping.signal.addEventListener('abort', () => resolve('stopped')),
  )
  const { promise: ready, resolve, reject } = Promise.withResolvers<void>()
  // Whoever awaits it sees a rejection; nobody has to.
  ready.catch(() => {})

  let open = false
  const connected = () => {
    open = true
    resolve()
  }

  const loop = async () => {
    let failures = 0
    while (!stopping.signal.aborted) {
      const began = performance.now()
      try {
        await connectOnce(options, stopped, connected)
        failures = performance.now() - began > GOOD_MS ? 0 : failures
      } catch (error) {
        const refused = deliveryFault(error).refused
        log.warn({ error: errorWords(error), failures }, 'Slack: no connection; trying again')
        // Only the first one counts: then somebody is watching the start. Later nobody is, and it goes on trying.
        if (refused) reject(error)
      } finally {
        open = false
      }
      // The first time at once: Slack asks for a new connection every few hours.
      if (failures > 0) await pause(waitAfter(failures), stopping.signal)
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

/** 50 ms doubled up to half a minute, of which a random half, so that instances don't knock together. */
const waitAfter = (failures: number): number =>
  Math.min(50 * 2 ** (failures - 1), 30_000) * (0.5 + Math.random() / 2)

/** Connects, and resolves when that connection has ended. */
async function connectOnce(
  options: SocketOptions,
  stopped: Promise<'stopped'>,
  connected: () => void,
): Promise<void> {
  const receiver = new SocketModeReceiver({
    appToken: options.appToken,
    autoReconnectEnabled: false,
    logger: options.logger,
    logLevel: LogLevel.INFO,
    // A copy: the client writes into what it is given.
    installerOptions: { clientOptions: { ...options.clientOptions } },
  })
  receiver.init(options.app)
  const { client } = receiver
  const ended = new Promise<'ended'>(resolve => client.once('disconnected', () => resolve('ended')))
  const starting = client.start()
  const hello = await within(CONNECT_MS, Promise.race([starting, stopped]), 'late' as const).catch(error => {
    throw error ?? new Error('Slack closed the connection before its hello')
  })
  if (hello === 'late' || hello === 'stopped') {
    // It may still open one later: that is closed too.
    starting.then(() => client.disconnect()).catch(() => {})
    client.disconnect().catch(() => {})
    if (hello === 'late') throw new Error('Slack did not say hello in time')
    return
  }
  connected()
  if ((await Promise.race([ended, stopped])) === 'stopped')
    await within(CLOSE_MS, client.disconnect(), undefined)
}
