/** The parts of the web server as one hono app, with the same errors for all of them. */
import type { IncomingMessage, RequestListener } from 'node:http'
import type { HttpBindings } from '@hono/node-server'
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response'
import { Hono, type MiddlewareHandler } from 'hono'
import { methodNotAllowed } from 'hono/method-not-allowed'
import { forLog } from '../core/database/unreachable.ts'
import type { Log } from '../core/log.ts'
import { failed, notFound, wrongMethod } from './responses.ts'

/** Routes of one concern. */
export type Routes = Hono<{ Bindings: HttpBindings }>

export const createRoutes = (): Routes => new Hono()

/** A POST route whose requests are read and answered by a library's own listener. */
export function listenerRoute(path: string, listener: RequestListener): Routes {
  return createRoutes().post(path, c => {
    listener(c.env.incoming, c.env.outgoing)
    return RESPONSE_ALREADY_SENT
  })
}

/** One app of all `parts`; the first route that fits answers. */
export function joinRoutes(parts: readonly Routes[], log: Log): Routes {
  const app = createRoutes()
  app.use(closeUnreadBody, noSniffing, methodNotAllowed({ app, onMethodNotAllowed: wrongMethod }))
  for (const part of parts) app.route('/', part)
  app.notFound(notFound)
  app.onError((error, c) => {
    // Without the address, which may hold a secret.
    log.error({ error: forLog(error) }, 'web: a request failed')
    return failed(c, error)
  })
  return app
}

/** Ends the connection of a request whose body no route has read, instead of taking that body in. */
const closeUnreadBody: MiddlewareHandler<{ Bindings: HttpBindings }> = async (c, next) => {
  await next()
  const { incoming, outgoing } = c.env
  if (hasBody(incoming) && incoming.readableFlowing === null && !outgoing.headersSent)
    c.header('connection', 'close')
}

const hasBody = ({ headers }: IncomingMessage): boolean =>
  headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0

/** Set before the route runs: an answer that a listener has sent itself must not be touched afterwards. */
const noSniffing: MiddlewareHandler = async (c, next) => {
  c.header('x-content-type-options', 'nosniff')
  await next()
}
