/** Files that people attach on the fake Discord, and the address at which it keeps them. */
import type { ServerResponse } from 'node:http'
import type { Json } from './validate.ts'

interface Held {
  name: string
  bytes: Buffer
}

export class FakeAttachments {
  readonly #held = new Map<string, Held>()
  /** How many bytes of files were sent to the bot. */
  sent = 0

  /** A file on somebody's own machine. Returns the value for it in a field that asks for a file. */
  hold(id: string, name: string, content: string | Uint8Array): string {
    this.#held.set(id, { name, bytes: Buffer.from(content) })
    return id
  }

  /** As Discord names it among what an interaction resolves. */
  describe(id: string, url: string): Json {
    const { name, bytes } = this.#held.get(id)!
    const address = `${url.replace(/\/api$/, '')}/ephemeral-attachments/${id}/${name}`
    return { id, filename: name, size: bytes.length, url: address, proxy_url: address, ephemeral: true }
  }

  serve(path: string, response: ServerResponse): void {
    const held = this.#held.get(path.split('/')[2] ?? '')
    if (!held) return void response.writeHead(404).end()
    this.sent += held.bytes.length
    response.writeHead(200, { 'content-type': 'application/octet-stream' }).end(held.bytes)
  }
}
