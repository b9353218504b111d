/** Socket Mode on the fake Slack: connections, their renewal, and envelopes with their acknowledgements. */
import { once } from 'node:events'
import type { Server } from 'node:http'
import { type WebSocket, WebSocketServer } from 'ws'
import type { Args } from './http.ts'

/** Slack's own limit for an acknowledgement. */
const ACK_MS = 3_000

export interface SocketOptions {
  /** A new id for an envelope. */
  newId(): string
  onChange(): void
}

export class FakeSockets {
  /** Connections opened so far. */
  opened = 0
  /** Whether new connections get a hello. */
  greets = true
  readonly #options: SocketOptions
  readonly #links = new Set<WebSocket>()
  /** Connections that were asked to close: Slack sends nothing to them any more. */
  readonly #retired = new WeakSet<WebSocket>()
  readonly #acks = new Map<string, (payload: Args) => void>()
  readonly #server = new WebSocketServer({ noServer: true })
  #next = 0

  constructor(options: SocketOptions) {
    this.#options = options
  }

  listen(server: Server): void {
    server.on('upgrade', (request, socket, head) =>
      this.#server.handleUpgrade(request, socket, head, link => this.#greet(link)),
    )
  }

  get count(): number {
    return this.#links.size
  }

  /** Asks for the renewal of the first connection, or of all at once. */
  refresh(all: boolean): void {
    const links = [...this.#links].slice(0, all ? undefined : 1)
    for (const link of links) this.#retired.add(link)
    for (const link of links) link.send(JSON.stringify({ type: 'disconnect', reason: 'refresh_requested' }))
  }

  /** Breaks every connection, without a word. */
  drop(): void {
    for (const link of this.#links) link.terminate()
  }

  /** Sends a payload down one of the connections, in turn. Resolves with its acknowledgement. */
  async deliver(type: 'slash_commands' | 'interactive' | 'events_api', payload: Args): Promise<Args> {
    const links = [...this.#links].filter(link => !this.#retired.has(link))
    const link = links[this.#next++ % Math.max(1, links.length)]
    if (!link) throw new Error('dispatch_failed: the app is not connected')
    const id = this.#options.newId()
    const acked = new Promise<Args>(resolve => this.#acks.set(id, resolve))
    link.send(JSON.stringify({ envelope_id: id, type, payload, accepts_response_payload: true }))
    const guard = AbortSignal.timeout(ACK_MS)
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
      this.#options.onChange()
    })
    link.on('error', () => {})
    link.on('message', raw => {
      const { envelope_id: id, payload } = JSON.parse(String(raw)) as { envelope_id: string; payload: Args }
      this.#acks.get(id)?.(payload)
      this.#acks.delete(id)
    })
    const hello = { type: 'hello', num_connections: this.#links.size, connection_info: { app_id: 'A1' } }
    if (this.greets) link.send(JSON.stringify(hello))
    this.#options.onChange()
  }
}
