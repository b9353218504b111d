/** The program's one web server: calendars, Slack's requests over HTTP, and what else is mounted on it. */
import { once } from 'node:events'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Log } from '../core/log.ts'
import {
  type AnswerRoute,
  badRequest,
  failed,
  methodsOf,
  notFound,
  paramsOf,
  type Route,
  type WebAnswer,
  wrongMethod,
} from './route.ts'

export interface WebServer {
  /** Adds routes; what it gives takes them away again. The first that fits answers. */
  mount(...routes: Route[]): () => void
  /** Listens, on all interfaces unless `host` names one; gives the port. Throws when it can't be had. */
  listen(port: number, host?: string): Promise<number>
  /** Takes nothing more, waits for what is being answered. */
  stop(): Promise<void>
}

/** A request must have come in by then, in milliseconds: nobody keeps a connection busy for ever. */
const REQUEST_MS = 30_000
/** How long a stop waits for answers under way. */
const FINISH_MS = 5000

export function createWebServer({ log }: { log: Log }): WebServer {
  let routes: Route[] = []
  const underWay = new Set<ServerResponse>()

  const server: Server = createServer({ requestTimeout: REQUEST_MS }, (request, response) => {
    underWay.add(response)
    response.once('close', () => underWay.delete(response))
    serve(routes, request, response).catch((error: unknown) => {
      // Without the address: it may hold a secret.
      log.error({ error: error instanceof Error ? error.stack : String(error) }, 'web: a request failed')
      write(request, response, failed())
    })
  })

  return {
    mount(...added) {
      routes = [...routes, ...added]
      return () => {
        routes = routes.filter(route => !added.includes(route))
      }
    },

    async listen(port, host) {
      const listening = once(server, 'listening')
      server.listen(port, host)
      await listening.catch((error: NodeJS.ErrnoException) => {
        throw new Error(`intersg can't listen on port ${port}: ${reasonOf(error)}.`, { cause: error })
      })
      server.on('error', error => log.error({ error: error.message }, 'web: the server failed'))
      const { port: open } = server.address() as AddressInfo
      log.info({ port: open }, 'web: listening')
      return open
    },

    async stop() {
      if (!server.listening) return
      const closed = once(server, 'close')
      server.close()
      // Else a connection whose answer is under way would be kept for the next request, and the stop would wait for it.
      for (const response of underWay) if (!response.headersSent) response.setHeader('connection', 'close')
      const late = setTimeout(() => server.closeAllConnections(), FINISH_MS)
      await closed
      clearTimeout(late)
    },
  }
}

async function serve(routes: Route[], request: IncomingMessage, response: ServerResponse): Promise<void> {
  const pathname = pathOf(request)
  if (pathname === undefined) return write(request, response, badRequest())
  const allowed = new Set<string>()
  for (const route of routes) {
    const params = paramsOf(route, pathname)
    if (!params) continue
    const methods = methodsOf(route)
    if (!methods.includes(request.method!)) for (const method of methods) allowed.add(method)
    else if ('listener' in route) return route.listener(request, response)
    else return write(request, response, await answerOf(route, params, request))
  }
  write(request, response, allowed.size === 0 ? notFound() : wrongMethod([...allowed]))
}

const answerOf = async (route: AnswerRoute, params: Record<string, string>, { headers }: IncomingMessage) =>
  route.answer({ params, headers })

/** As almost all addresses are: reading them as a URL would change nothing, and takes longer than the rest of this. */
const PLAIN = /^(\/[\w-]+)+$/

function pathOf({ url = '' }: IncomingMessage): string | undefined {
  if (PLAIN.test(url)) return url
  // Put together by hand: resolved against a base, "//a/b" would name the server "a".
  return URL.parse(url.startsWith('/') ? `http://localhost${url}` : url)?.pathname
}

function write(
  request: IncomingMessage,
  response: ServerResponse,
  { status, headers, body }: WebAnswer,
): void {
  if (response.headersSent) return void response.destroy()
  const length = body === undefined ? {} : { 'content-length': Buffer.byteLength(body) }
  response.writeHead(status, { 'x-content-type-options': 'nosniff', ...headers, ...length })
  response.end(request.method === 'HEAD' ? undefined : body)
}

function reasonOf({ code, message }: NodeJS.ErrnoException): string {
  if (code === 'EADDRINUSE') return 'another program uses it'
  return code === 'EACCES' ? 'the system does not allow it' : message
}
