/**
 * Discord on loopback: REST v10 and the gateway, as far as a bot of slash commands, buttons, forms, messages
 * and threads uses them. Strict: what Discord's documents don't allow is refused as Discord would.
 * Faults are scripted with `fail`; every request is kept in `requests`.
 */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { FakeAttachments } from './attachments.ts'
import { FakeCommands } from './commands.ts'
import { FakeEvents } from './events.ts'
import { type Fault, FaultScript } from './faults.ts'
import { FakeGateway } from './gateway.ts'
import { needsToken, readBody, send, sendRateLimit, toRoute } from './http.ts'
import { FakeInteractions } from './interactions.ts'
import type { Json } from './validate.ts'
import { ApiError, FakeWorld } from './world.ts'

export interface Recorded {
  /** "POST /channels/:id/messages" */
  route: string
  path: string
  body: Json | Json[] | undefined
  authorization: string | undefined
}

export interface FakeOptions {
  /** The clock for the fake's stamps and ids. */
  now?: () => Temporal.Instant
  /** How long an interaction waits for its first answer, in milliseconds. */
  deadline?: number
}

export class FakeDiscord {
  readonly world: FakeWorld
  readonly interactions: FakeInteractions
  readonly events: FakeEvents
  readonly attachments = new FakeAttachments()
  readonly requests: Recorded[] = []
  token = 'MTA-fake.token.of-the-fake-discord'
  gateway!: FakeGateway
  /** The fault of a request for which nothing is scripted. */
  chance: ((request: Recorded) => Fault | undefined) | undefined
  /** Sees each request that was done, before its answer leaves. */
  done: ((request: Recorded) => Promise<void>) | undefined
  #server!: Server
  readonly #script = new FaultScript()
  readonly #commands: FakeCommands

  constructor({ now = () => Temporal.Now.instant(), deadline = 3_000 }: FakeOptions = {}) {
    this.world = new FakeWorld(now)
    this.interactions = new FakeInteractions(this.world, deadline)
    this.events = new FakeEvents(this.world)
    this.#commands = new FakeCommands(this.world)
  }

  /** The commands as registered: "global", and by server id. */
  get registered(): Map<string, Json[]> {
    return this.#commands.registered
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/api`
  }

  async start(): Promise<void> {
    this.#server = createServer((request, response) => void this.#serve(request, response))
    this.gateway = new FakeGateway(this.#server, {
      token: () => this.token,
      ready: session_id => ({
        v: 10,
        user: this.world.bot,
        guilds: [{ id: this.world.guildId, unavailable: true }],
        session_id,
        resume_gateway_url: this.#gatewayUrl(),
        shard: [0, 1],
        application: { id: this.world.applicationId, flags: 0 },
      }),
    })
    this.interactions.dispatch = (type, data) => this.gateway.dispatch(type, data)
    await new Promise<void>(resolve => this.#server.listen(0, '127.0.0.1', resolve))
  }

  async stop(): Promise<void> {
    this.interactions.stop()
    this.gateway.stop()
    this.#server.closeAllConnections()
    await new Promise(resolve => this.#server.close(resolve))
  }

  /** The next `times` requests of a route ("POST /channels/:id/messages") meet with a fault. */
  fail(route: string, fault: Fault, times = 1): void {
    this.#script.add(route, fault, times)
  }

  /** Requests of a route so far. */
  requestsOf(route: string): Recorded[] {
    return this.requests.filter(r => r.route === route)
  }

  #gatewayUrl(): string {
    return this.url.replace('http:', 'ws:').replace('/api', '')
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const bytes = Buffer.concat(await Array.fromAsync(request as AsyncIterable<Buffer>))
    const url = new URL(request.url!, 'http://fake')
    const path = decodeURIComponent(url.pathname).replace('/api/v10', '')
    if (path.startsWith('/ephemeral-attachments/')) {
      const fault = this.#script.take('GET attachment')
      if (fault?.kind === 'cut') request.socket.destroy()
      else if (fault?.kind === 'error') response.writeHead(fault.status).end()
      else if (fault?.kind !== 'hang') this.attachments.serve(path, response)
      return
    }
    const route = `${request.method} ${toRoute(path)}`
    const body = await readBody(bytes, request.headers['content-type'] ?? '')
    const recorded = { route, path, body, authorization: request.headers.authorization }
    this.requests.push(recorded)
    const fault = this.#script.take(route) ?? this.chance?.(recorded)
    if (fault?.kind === 'hang' && !fault.accepted) return
    if (fault?.kind === 'cut' && !fault.accepted) return void request.socket.destroy()
    if (fault?.kind === 'rate limit') return sendRateLimit(response, fault)
    if (fault?.kind === 'error' && !fault.accepted)
      return send(response, fault.status, { message: 'scripted', code: fault.code ?? 0 })
    let [status, result] = [200, undefined as unknown]
    try {
      if (needsToken(route) && request.headers.authorization !== `Bot ${this.token}`)
        throw new ApiError(401, 0, '401: Unauthorized')
      result = this.#act(route, path, body ?? {}, url.searchParams)
    } catch (error) {
      if (!(error instanceof ApiError)) throw error
      ;[status, result] = [error.status, { message: error.message, code: error.code, errors: error.details }]
    }
    await this.done?.(recorded)
    if (fault?.kind === 'hang') return
    if (fault?.kind === 'cut') return void request.socket.destroy()
    if (fault?.kind === 'error')
      return send(response, fault.status, { message: 'scripted', code: fault.code ?? 0 })
    send(response, status, result)
  }

  #act(route: string, path: string, body: Json, query: URLSearchParams): unknown {
    const part = path.split('/')
    const { world, interactions } = this
    switch (route) {
      case 'GET /gateway/bot':
        return {
          url: this.#gatewayUrl(),
          shards: 1,
          session_start_limit: { total: 1000, remaining: 999, reset_after: 0, max_concurrency: 1 },
        }
      case 'GET /applications/:id/commands':
        return this.#commands.list('global')
      case 'GET /applications/:id/guilds/:id/commands':
        return this.#commands.list(part[4]!)
      case 'PUT /applications/:id/commands':
        return this.#commands.register('global', body as unknown as Json[])
      case 'PUT /applications/:id/guilds/:id/commands':
        if (part[4] !== world.guildId) throw new ApiError(403, 50001, 'Missing Access')
        return this.#commands.register(part[4]!, body as unknown as Json[])
      case 'POST /interactions/:id/:token/callback':
        return interactions.callback(part[2]!, part[3]!, body)
      case 'PATCH /webhooks/:id/:token/messages/@original':
        return interactions.editOriginal(part[3]!, body)
      case 'DELETE /webhooks/:id/:token/messages/@original':
        return interactions.deleteOriginal(part[3]!)
      case 'POST /webhooks/:id/:token':
        return interactions.followUp(part[3]!, body)
      case 'POST /users/@me/channels':
        return world.openDirect(String(body.recipient_id))
      case 'POST /channels/:id/messages':
        return world.post(part[2]!, body)
      case 'GET /channels/:id/messages':
        return world.history(part[2]!, query)
      case 'PATCH /channels/:id/messages/:id':
        return world.edit(part[2]!, part[4]!, body)
      case 'POST /channels/:id/messages/:id/threads':
        return world.openThread(part[2]!, part[4]!, body)
      case 'GET /users/:id':
        return world.user(part[2]!)
      case 'GET /channels/:id':
        return world.describe(part[2]!)
      case 'GET /guilds/:id/scheduled-events':
        return this.events.list(part[2]!)
      case 'POST /guilds/:id/scheduled-events':
        return this.events.create(part[2]!, body)
      case 'PATCH /guilds/:id/scheduled-events/:id':
        return this.events.change(part[2]!, part[4]!, body)
      case 'DELETE /guilds/:id/scheduled-events/:id':
        return this.events.remove(part[2]!, part[4]!)
      case 'PUT /channels/:id/thread-members/:id':
        return world.addThreadMember(part[2]!, part[4]!)
      case 'PATCH /channels/:id':
        return world.changeThread(part[2]!, body)
      default:
        throw new ApiError(404, 0, `404: Not Found (${route})`)
    }
  }
}
