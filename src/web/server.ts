/** The program's web server: calendars, health, Slack's requests over HTTP, and whatever else is mounted on it. */
import { once } from 'node:events'
import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { getRequestListener, RequestError } from '@hono/node-server'
import { forLog } from '../core/database/unreachable.ts'
import type { Log } from '../core/log.ts'
import { SOMETHING_WENT_WRONG } from '../core/messages/failure.ts'
import { after } from '../timing.ts'
import { joinRoutes, type Routes } from './routes.ts'

export interface WebServer {
  /** Adds routes; the returned function removes them. The first route that fits answers. */
  mount(...parts: Routes[]): () => void
  /** Listens on `host` and returns the port. Throws a sentence for the operator when the port can't be had. */
  listen(port: number, host: string): Promise<number>
  /** Accepts no more requests and waits for those under way. */
  stop(): Promise<void>
}

const LIMITS = {
  connections: 500,
  headerBytes: 8 * 1024,
  headersMs: 10_000,
  requestMs: 30_000,
  /** How often Node looks for connections that took too long. */
  checkMs: 5_000,
}
/** How long a stop waits for answers under way. */
const FINISH_MS = 5_000

export function createWebServer({ log }: { log: Log }): WebServer {
  let parts: readonly Routes[] = []
  let app = joinRoutes(parts, log)
  const underWay = new Set<ServerResponse>()

  const answer = getRequestListener((request, bindings) => app.fetch(request, bindings), {
    // hono's own Request and Response would replace those of the whole process, discord.js's included.
    overrideGlobalObjects: false,
    // Bodies that no route reads end with their connection (see routes.ts), rather than being read to their end.
    autoCleanupIncoming: false,
    errorHandler: error => {
      if (error instanceof RequestError) return badRequest()
      log.error({ error: forLog(error) }, 'web: a request failed')
      return new Response(`${SOMETHING_WENT_WRONG}.\n`, { status: 500 })
    },
  })
  const server = createServer(
    {
      maxHeaderSize: LIMITS.headerBytes,
      headersTimeout: LIMITS.headersMs,
      requestTimeout: LIMITS.requestMs,
      connectionsCheckingInterval: LIMITS.checkMs,
    },
    (request, response) => {
      underWay.add(response)
      response.once('close', () => underWay.delete(response))
      void answer(request, response)
    },
  )
  server.maxConnections = LIMITS.connections

  const remount = (changed: readonly Routes[]) => {
    parts = changed
    app = joinRoutes(parts, log)
  }

  return {
    mount(...added) {
      remount([...parts, ...added])
      return () => remount(parts.filter(part => !added.includes(part)))
    },

    async listen(port, host) {
      const listening = once(server, 'listening')
      server.listen(port, host)
      await listening.catch((error: NodeJS.ErrnoException) => {
        throw new Error(`intersg can't listen on ${host}, port ${port}: ${describeReason(error)}.`, {
          cause: error,
        })
      })
      server.on('error', error => log.error({ error: error.message }, 'web: the server failed'))
      const { port: open } = server.address() as AddressInfo
      log.info({ host, port: open }, 'web: listening')
      return open
    },

    async stop() {
      if (!server.listening) return
      const closed = once(server, 'close')
      server.close()
      // Otherwise a connection whose answer is under way would be kept for its next request, and delay the stop.
      for (const response of underWay) if (!response.headersSent) response.setHeader('connection', 'close')
      const cancel = after(FINISH_MS, () => server.closeAllConnections())
      await closed
      cancel()
    },
  }
}

const badRequest = () =>
  new Response('This request can’t be understood.\n', {
    status: 400,
    headers: { 'content-type': 'text/plain; charset=utf-8', connection: 'close' },
  })

function describeReason({ code, message }: NodeJS.ErrnoException): string {
  if (code === 'EADDRINUSE') return 'another program uses it'
  if (code === 'EADDRNOTAVAIL') return 'this machine has no such address'
  return code === 'EACCES' ? 'the system does not allow it' : message
}
