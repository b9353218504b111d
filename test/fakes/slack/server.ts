/**
 * Slack on loopback: Web API, Socket Mode and the addresses of answers, spoken to by the real SDK. It refuses
 * what Slack refuses, records everything, and fails on demand.
 */
import { EventEmitter, once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import { type WebSocket, WebSocketServer } from 'ws'
import { Files } from './files.ts'
import { type Args, answerCall } from './methods.ts'
import { faultsOfBlocks, faultsOfText } from './validate.ts'
import { BOT, type Message, type Modal, Workspace } from './workspace.ts'

/** How a call goes wrong. "accepted", "… after": what was asked is done all the same. */
export type Fault =
  | { status: number; retryAfter?: number; accepted?: true }
  | { error: string; accepted?: true }
  | 'hang'
  | 'hang after'
  | 'cut before'
  | 'cut after'

export interface Call {
  method: string
  args: Args
  token: string | undefined
}

/** Something people came to see. `by`: the trigger or the answer's address that it belongs to. */
export type Sight =
  | { kind: 'message'; message: Message; by: string | undefined; final: boolean }
  | { kind: 'modal'; modal: Modal; by: string }

/** An address for answers: five within half an hour, as on Slack. */
export interface AnswerAddress {
  id: string
  kind: 'command' | 'button'
  account: string
  channel: string
  uses: number
  /** What "original" means: the message with the button, or the last private answer to a command. */
  original: Message | undefined
}

export class FakeSlack {
  readonly files = new Files()
  readonly workspace: Workspace
  readonly calls: Call[] = []
  readonly sights: Sight[] = []
  readonly triggers = new Map<string, { account: string; used: boolean; expired: boolean }>()
  readonly addresses = new Map<string, AnswerAddress>()
  /** Another one: the app was installed anew, and the old one is refused. */
  botToken = 'xoxb-000000-fake-secret'
  readonly appToken = 'xapp-1-A1-fake-secret'
  readonly #changed = new EventEmitter().setMaxListeners(0)
  readonly #faults = new Map<string, Fault[]>()
  readonly #links = new Set<WebSocket>()
  /** Told to go: nothing is sent down them any more. */
  readonly #retired = new WeakSet<WebSocket>()
  readonly #connections = new Set<Socket>()
  readonly #acks = new Map<string, (payload: Args) => void>()
  readonly #server = createServer((request, response) => void this.#serve(request, response))
  readonly #sockets = new WebSocketServer({ noServer: true })
  #turn = 0
  /** Connections opened so far by Socket Mode. */
  opened = 0
  /** Says hello to new links. */
  greets = true
  /** The app's Home tab is switched on. */
  homeEnabled = true
  /** What goes wrong with a call for which nothing is scripted. */
  chance: ((call: Call) => Fault | undefined) | undefined
  /** Sees each call that was done, before its answer leaves. */
  done: ((call: Call) => Promise<void>) | undefined

  constructor(now?: () => Temporal.Instant) {
    this.workspace = new Workspace(now)
  }

  async start(): Promise<void> {
    this.#server.on('connection', (socket: Socket) => {
      this.#connections.add(socket)
      socket.on('close', () => this.#connections.delete(socket))
    })
    this.#server.on('upgrade', (request, socket, head) =>
      this.#sockets.handleUpgrade(request, socket, head, link => this.#greet(link)),
    )
    this.#server.listen(0, '127.0.0.1')
    await once(this.#server, 'listening')
  }

  async stop(): Promise<void> {
    for (const link of this.#links) link.terminate()
    for (const socket of this.#connections) socket.destroy()
    this.#server.close()
    await once(this.#server, 'close')
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`
  }

  get apiUrl(): string {
    return `${this.url}/api/`
  }

  /** The next calls of a method go wrong, each in its way. "respond" is the method of answers' addresses. */
  fail(method: string, ...faults: Fault[]): void {
    this.#faults.set(method, [...(this.#faults.get(method) ?? []), ...faults])
  }

  callsOf(method: string): Call[] {
    return this.calls.filter(call => call.method === method)
  }

  /** Resolves when `look` finds something, looking at each change. The guard is for tests that fail. */
  async until<T>(look: () => T | undefined | false, what = 'something'): Promise<T> {
    const guard = AbortSignal.timeout(4000)
    for (;;) {
      const found = look()
      if (found !== undefined && found !== false) return found
      await once(this.#changed, 'change', { signal: guard }).catch(() => {
        throw new Error(
          `Waited in vain for ${what}. Calls: ${this.calls.map(call => call.method).join(', ')}`,
        )
      })
    }
  }

  changed(): void {
    this.#changed.emit('change')
  }

  saw(sight: Sight): void {
    this.sights.push(sight)
    this.changed()
  }

  // Socket Mode

  get links(): number {
    return this.#links.size
  }

  /** Slack wants a connection renewed: the first one, or all at once. */
  refresh(all = false): void {
    const links = [...this.#links].slice(0, all ? undefined : 1)
    for (const link of links) this.#retired.add(link)
    for (const link of links) link.send(JSON.stringify({ type: 'disconnect', reason: 'refresh_requested' }))
  }

  /** The network breaks every connection, without a word. */
  dropLinks(): void {
    for (const link of this.#links) link.terminate()
  }

  /** Sends a payload down one of the connections, as Slack does; gives what it was acknowledged with. */
  async deliver(type: 'slash_commands' | 'interactive' | 'events_api', payload: Args): Promise<Args> {
    const links = [...this.#links].filter(link => !this.#retired.has(link))
    const link = links[this.#turn++ % Math.max(1, links.length)]
    if (!link) throw new Error('dispatch_failed: the app is not connected')
    const id = this.workspace.id('E')
    const acked = new Promise<Args>(resolve => this.#acks.set(id, resolve))
    link.send(JSON.stringify({ envelope_id: id, type, payload, accepts_response_payload: true }))
    const guard = AbortSignal.timeout(3000)
    return Promise.race([
      acked,
      once(guard, 'abort').then(() => {
        throw new Error('operation_timeout: not acknowledged within 3 seconds')
      }),
    ])
  }

  #greet(link: WebSocket): void {
    this.opened++
    this.#links.add(link)
    link.on('close', () => {
      this.#links.delete(link)
      this.changed()
    })
    link.on('error', () => {})
    link.on('message', raw => {
      const { envelope_id: id, payload } = JSON.parse(String(raw)) as { envelope_id: string; payload: Args }
      this.#acks.get(id)?.(payload)
      this.#acks.delete(id)
    })
    if (this.greets)
      link.send(
        JSON.stringify({
          type: 'hello',
          num_connections: this.#links.size,
          connection_info: { app_id: 'A1' },
        }),
      )
    this.changed()
  }

  // HTTP

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await textOf(request)
    const path = request.url ?? ''
    const isApi = path.startsWith('/api/')
    if (path.startsWith('/upload/')) {
      const taken = this.files.take(path.slice('/upload/'.length), body)
      response.writeHead(taken ? 200 : 400).end()
      return this.changed()
    }
    const method = isApi ? path.slice('/api/'.length) : 'respond'
    const args = isApi ? readForm(body) : (JSON.parse(body) as Args)
    const token = request.headers.authorization?.replace('Bearer ', '')
    const call = { method, args, token }
    this.calls.push(call)
    const fault = this.#faults.get(method)?.shift() ?? this.chance?.(call)
    if (fault === 'cut before') return void request.socket.destroy()
    if (fault === 'hang') return this.changed()
    const scripted = typeof fault === 'object' ? fault : undefined
    const act = () => (isApi ? this.#api(method, args, token) : this.#answer(path, args))
    const done = scripted && !scripted.accepted ? { ok: false } : act()
    if (scripted && 'status' in scripted) {
      const headers = scripted.retryAfter === undefined ? {} : { 'retry-after': String(scripted.retryAfter) }
      response.writeHead(scripted.status, headers).end('trouble')
      return this.changed()
    }
    const answer: Args = scripted ? { ok: false, error: scripted.error } : done
    await this.done?.(call)
    if (fault === 'hang after') return this.changed()
    if (fault === 'cut after') request.socket.destroy()
    else if (!isApi && answer.ok !== true) response.writeHead(404).end(String(answer.error))
    else response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(answer))
    this.changed()
  }

  #api(method: string, args: Args, token: string | undefined): Args {
    const expected = method === 'apps.connections.open' ? this.appToken : this.botToken
    if (token !== expected) return { ok: false, error: 'invalid_auth' }
    if (method === 'apps.connections.open')
      return { ok: true, url: `${this.url.replace('http', 'ws')}/link/?ticket=secret-ticket` }
    return answerCall(this, method, args)
  }

  /** Somebody's answer through the address that came with a command or a press. */
  #answer(path: string, body: Args): Args {
    const address = this.addresses.get(path.slice('/answers/'.length))
    if (!address || address.uses >= 5) return { ok: false, error: address ? 'used_url' : 'expired_url' }
    address.uses++
    const { original } = address
    if (body.delete_original === true) {
      if (original) original.deleted = true
      return { ok: true }
    }
    const faults = [
      ...faultsOfText(body.text),
      ...(body.blocks === undefined ? [] : faultsOfBlocks(body.blocks)),
    ]
    if (faults.length > 0) return { ok: false, error: `invalid_blocks: ${faults.join('; ')}` }
    const content = { text: String(body.text), blocks: (body.blocks ?? []) as unknown[] }
    const replaces = body.replace_original === true && original !== undefined && !original.deleted
    // Slack's rule: what was private stays so.
    const isPrivate = body.response_type !== 'in_channel'
    const message = replaces
      ? Object.assign(original, content, { edits: original.edits + 1 })
      : this.workspace.post({
          ...content,
          channel: address.channel,
          ...(isPrivate && { ephemeralFor: address.account }),
        })
    if (address.kind === 'command' && isPrivate) address.original = message
    this.saw({
      kind: 'message',
      message,
      by: address.id,
      final: !String(body.text).startsWith('Working on it'),
    })
    return { ok: true }
  }

  /** A trigger for an act of somebody, used once within 3 seconds. */
  trigger(account: string): string {
    const id = this.workspace.id('trigger.')
    this.triggers.set(id, { account, used: false, expired: false })
    return id
  }

  /** An address for the answers to an act of somebody. */
  address(kind: AnswerAddress['kind'], account: string, channel: string, original?: Message): AnswerAddress {
    const address = { id: this.workspace.id('R'), kind, account, channel, uses: 0, original }
    this.addresses.set(address.id, address)
    return address
  }

  urlOf(address: AnswerAddress): string {
    return `${this.url}/answers/${address.id}`
  }

  get us() {
    return BOT
  }
}

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks).toString()
}

/** Slack's form fields; those that hold JSON are read. */
function readForm(body: string): Args {
  const args: Args = {}
  for (const [name, value] of new URLSearchParams(body))
    args[name] = ['blocks', 'view', 'metadata', 'files'].includes(name) ? JSON.parse(value) : value
  return args
}
