/** The fake's gateway: sessions, sequence numbers, resume with replay, and what can go wrong with them. */
import { EventEmitter, once } from 'node:events'
import type { Server } from 'node:http'
import { type WebSocket, WebSocketServer } from 'ws'

interface Session {
  id: string
  sequence: number
  log: { s: number; t: string; d: unknown }[]
  socket: WebSocket | undefined
}

interface GatewayOptions {
  token(): string
  ready(sessionId: string): object
}

export class FakeGateway {
  readonly events = new EventEmitter<{ identify: []; resume: []; heartbeat: []; closed: [number] }>()
  /** The data with which the bot identified. */
  identified: { token: string; intents: number }[] = []
  heartbeatInterval = 41_250
  /** Heartbeats stay without an answer. */
  deaf = false
  /** The code with which the next to identify is turned away. */
  refuseWith: number | undefined
  readonly #wss: WebSocketServer
  readonly #options: GatewayOptions
  #session: Session | undefined

  constructor(server: Server, options: GatewayOptions) {
    this.#options = options
    this.#wss = new WebSocketServer({ server })
    this.#wss.on('connection', socket => this.#greet(socket))
  }

  get connections(): number {
    return this.#wss.clients.size
  }

  #greet(socket: WebSocket): void {
    const send = (payload: object) => socket.send(JSON.stringify(payload))
    socket.on('close', code => this.events.emit('closed', code))
    socket.on('message', data => {
      const { op, d } = JSON.parse(String(data)) as {
        op: number
        d: { token: string; intents: number; session_id: string; seq: number }
      }
      if (op === 1) {
        this.events.emit('heartbeat')
        if (!this.deaf) send({ op: 11 })
      } else if (op === 2) this.#identify(socket, d)
      else if (op === 6) this.#resume(socket, d)
    })
    send({ op: 10, d: { heartbeat_interval: this.heartbeatInterval } })
  }

  #identify(socket: WebSocket, d: { token: string; intents: number }): void {
    this.identified.push({ token: d.token, intents: d.intents })
    const refused = this.refuseWith ?? (d.token === this.#options.token() ? undefined : 4004)
    this.refuseWith = undefined
    if (refused !== undefined) {
      socket.close(refused)
      return
    }
    this.#session = { id: `session-${this.identified.length}`, sequence: 0, log: [], socket }
    this.dispatch('READY', this.#options.ready(this.#session.id))
    this.events.emit('identify')
  }

  #resume(socket: WebSocket, d: { session_id: string; seq: number }): void {
    const session = this.#session
    if (session === undefined || session.id !== d.session_id) {
      socket.send(JSON.stringify({ op: 9, d: false }))
      return
    }
    session.socket = socket
    for (const event of session.log.filter(e => e.s > d.seq)) socket.send(JSON.stringify({ op: 0, ...event }))
    this.dispatch('RESUMED', {})
    this.events.emit('resume')
  }

  /** Sends an event; without a connection it is kept until the session resumes. */
  dispatch(t: string, d: unknown): void {
    const session = this.#session
    if (session === undefined) throw new Error('Nobody has identified on the fake Discord.')
    const event = { s: ++session.sequence, t, d }
    session.log.push(event)
    if (session.socket?.readyState === session.socket?.OPEN)
      session.socket?.send(JSON.stringify({ op: 0, ...event }))
  }

  /** Asks the bot to reconnect (op 7). Resolves when it has resumed. */
  async askToReconnect(): Promise<void> {
    const resumed = once(this.events, 'resume')
    this.#session?.socket?.send(JSON.stringify({ op: 7, d: null }))
    await resumed
  }

  /** Declares the session lost (op 9). Resolves when the bot has identified again. */
  async invalidate(): Promise<void> {
    const identified = once(this.events, 'identify')
    this.#session?.socket?.send(JSON.stringify({ op: 9, d: false }))
    await identified
  }

  /** Cuts the connection without a word. */
  drop(): void {
    this.#session?.socket?.terminate()
  }

  /** Closes the connection with a code. */
  close(code: number): void {
    this.#session?.socket?.close(code)
  }

  stop(): void {
    for (const socket of this.#wss.clients) socket.terminate()
    this.#wss.close()
  }
}
