/**
 * Slack on loopback: Web API, Socket Mode and the addresses of answers, spoken to by the real SDK. It refuses what Slack
 * refuses, records every call, and fails on demand. Each concern has a file of its own; this one puts them together.
 */
import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import manifest from '../../../slack-manifest.json' with { type: 'json' }
import { type AnswerAddress, AnswerAddresses } from './answers.ts'
import { Changes } from './changes.ts'
import { type Fault, FaultScript } from './faults.ts'
import { Files } from './files.ts'
import { type Args, parseForm, readBytes } from './http.ts'
import { answerCall } from './methods/methods.ts'
import { FakeSockets } from './sockets.ts'
import { BOT, type Message, type Modal, Workspace } from './workspace.ts'

/** The permissions of the token, which each answer tells. */
const SCOPES = manifest.oauth_config.scopes.bot.join(',')

export type { Fault } from './faults.ts'

export interface Call {
  method: string
  args: Args
  token: string | undefined
}

/** Something that people came to see. `by`: the trigger or the answer's address that it belongs to. */
export type Sight =
  | { kind: 'message'; message: Message; by: string | undefined; final: boolean }
  | { kind: 'modal'; modal: Modal; by: string }

export class FakeSlack {
  readonly files = new Files()
  readonly workspace: Workspace
  readonly sockets: FakeSockets
  readonly answers: AnswerAddresses
  readonly calls: Call[] = []
  readonly sights: Sight[] = []
  readonly triggers = new Map<string, { account: string; used: boolean; expired: boolean }>()
  /** Set to another one, as if the app was installed again: the old token is refused. */
  botToken = 'xoxb-000000-fake-secret'
  readonly appToken = 'xapp-1-A1-fake-secret'
  /** Whether the app's Home tab is switched on. */
  homeEnabled = true
  /** The fault of a call for which none is scripted. */
  chance: ((call: Call) => Fault | undefined) | undefined
  /** Sees each call that took effect, before its answer leaves. */
  done: ((call: Call) => Promise<void>) | undefined
  readonly #changes = new Changes()
  readonly #faults = new FaultScript()
  readonly #connections = new Set<Socket>()
  readonly #server = createServer((request, response) => void this.#serve(request, response))

  constructor(now?: () => Temporal.Instant) {
    this.workspace = new Workspace(now)
    this.sockets = new FakeSockets({ newId: () => this.workspace.id('E'), onChange: () => this.changed() })
    this.answers = new AnswerAddresses(this.workspace, (message, { id }) =>
      this.saw({ kind: 'message', message, by: id, final: !message.text.startsWith('Working on it') }),
    )
  }

  async start(): Promise<void> {
    this.#server.on('connection', (socket: Socket) => {
      this.#connections.add(socket)
      socket.on('close', () => this.#connections.delete(socket))
    })
    this.sockets.listen(this.#server)
    this.#server.listen(0, '127.0.0.1')
    await once(this.#server, 'listening')
  }

  async stop(): Promise<void> {
    this.sockets.drop()
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

  get us() {
    return BOT
  }

  /** The next calls of a method go wrong, each in its way. "respond" is the method of answers' addresses. */
  fail(method: string, ...faults: Fault[]): void {
    this.#faults.add(method, faults)
  }

  callsOf(method: string): Call[] {
    return this.calls.filter(call => call.method === method)
  }

  /** Resolves when `look` finds something, looking again after each change. */
  until<T>(look: () => T | undefined | false, what = 'something'): Promise<T> {
    const describe = () => `${what} did not happen. Calls: ${this.calls.map(call => call.method).join(', ')}`
    return this.#changes.until(look, describe)
  }

  changed(): void {
    this.#changes.announce()
  }

  saw(sight: Sight): void {
    this.sights.push(sight)
    this.changed()
  }

  get links(): number {
    return this.sockets.count
  }

  get opened(): number {
    return this.sockets.opened
  }

  set greets(greets: boolean) {
    this.sockets.greets = greets
  }

  refresh(all = false): void {
    this.sockets.refresh(all)
  }

  dropLinks(): void {
    this.sockets.drop()
  }

  deliver(...given: Parameters<FakeSockets['deliver']>): Promise<Args> {
    return this.sockets.deliver(...given)
  }

  /** A trigger for an act of somebody, used once within 3 seconds. */
  trigger(account: string): string {
    const id = this.workspace.id('trigger.')
    this.triggers.set(id, { account, used: false, expired: false })
    return id
  }

  get addresses(): Map<string, AnswerAddress> {
    return this.answers.all
  }

  /** An address for the answers to an act of somebody. */
  address(...given: Parameters<AnswerAddresses['create']>): AnswerAddress {
    return this.answers.create(...given)
  }

  urlOf(address: AnswerAddress): string {
    return `${this.url}/answers/${address.id}`
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const bytes = await readBytes(request)
    const path = request.url ?? ''
    if (path.startsWith('/upload/')) {
      const taken = this.files.take(path.slice('/upload/'.length), bytes)
      response.writeHead(taken ? 200 : 400).end()
      return this.changed()
    }
    if (path.startsWith('/files-pri/')) {
      const fault = this.#faults.take('file')
      const token = request.headers.authorization?.replace('Bearer ', '')
      if (fault === 'cut before') request.socket.destroy()
      else if (typeof fault === 'object' && 'status' in fault) response.writeHead(fault.status).end('trouble')
      else if (fault !== 'hang') this.files.serve(path, token, this.botToken, response)
      return this.changed()
    }
    const body = bytes.toString()
    const isApi = path.startsWith('/api/')
    const method = isApi ? path.slice('/api/'.length) : 'respond'
    const args = isApi ? parseForm(body) : (JSON.parse(body) as Args)
    const call = { method, args, token: request.headers.authorization?.replace('Bearer ', '') }
    this.calls.push(call)
    const fault = this.#faults.take(method) ?? this.chance?.(call)
    if (fault === 'cut before') return void request.socket.destroy()
    if (fault === 'hang') return this.changed()
    const scripted = typeof fault === 'object' ? fault : undefined
    const act = () => (isApi ? this.#api(call) : this.answers.use(path.slice('/answers/'.length), args))
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
    else
      response
        .writeHead(200, { 'content-type': 'application/json', 'x-oauth-scopes': SCOPES })
        .end(JSON.stringify(answer))
    this.changed()
  }

  #api({ method, args, token }: Call): Args {
    const expected = method === 'apps.connections.open' ? this.appToken : this.botToken
    if (token !== expected) return { ok: false, error: 'invalid_auth' }
    if (method === 'apps.connections.open')
      return { ok: true, url: `${this.url.replace('http', 'ws')}/link/?ticket=secret-ticket` }
    return answerCall(this, method, args)
  }
}
