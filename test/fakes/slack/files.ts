/** Files on the fake Slack: an address, the bytes, and then they are shown in a conversation. */
import type { ServerResponse } from 'node:http'
import manifest from '../../../slack-manifest.json' with { type: 'json' }
import type { Args } from './http.ts'
import type { FakeSlack } from './server.ts'

interface Upload {
  name: string
  length: number
  content?: string
}

export interface SharedFile {
  channel: string
  name: string
  content: string
}

/** A file that somebody put into a form. */
interface Held {
  id: string
  name: string
  bytes: Buffer
}

export class Files {
  readonly shared: SharedFile[] = []
  readonly #held = new Map<string, Held>()
  /** How many bytes of files were sent to the bot. */
  sent = 0
  readonly #uploads = new Map<string, Upload>()

  /** A file on somebody's own machine. Returns the value for it in a form. */
  hold(name: string, content: string | Uint8Array): string {
    const id = `F0HELD${this.#held.size + 1}`
    this.#held.set(id, { id, name, bytes: Buffer.from(content) })
    return id
  }

  /** As Slack names it in a form that was sent. */
  describe(id: string, url: string): Args {
    const { name, bytes } = this.#held.get(id)!
    return { id, name, size: bytes.length, mode: 'hosted', url_private: `${url}/files-pri/T1-${id}/${name}` }
  }

  /** The bytes of a file; without the right token a page to sign in, as Slack shows it. */
  serve(path: string, token: string | undefined, botToken: string, response: ServerResponse): void {
    const held = this.#held.get(/T1-(\w+)\//.exec(path)?.[1] ?? '')
    const mayRead = token === botToken && manifest.oauth_config.scopes.bot.includes('files:read')
    if (!held || !mayRead) {
      response.writeHead(held ? 200 : 404, { 'content-type': 'text/html' }).end('<!doctype html>Sign in')
      return
    }
    this.sent += held.bytes.length
    response.writeHead(200, { 'content-type': 'application/octet-stream' }).end(held.bytes)
  }

  begin(name: string, length: number, url: string): Args {
    if (name === '' || !(length > 0)) return { ok: false, error: 'invalid_arguments' }
    const id = `F${this.#uploads.size + 1}`
    this.#uploads.set(id, { name, length })
    return { ok: true, file_id: id, upload_url: `${url}/upload/${id}` }
  }

  /** False: not the file that was announced. */
  take(id: string, bytes: Buffer): boolean {
    const upload = this.#uploads.get(id)
    if (!upload || bytes.length !== upload.length) return false
    upload.content = bytes.toString()
    return true
  }

  complete(slack: FakeSlack, args: Args): Args {
    const channel = String(args.channel_id)
    const known =
      slack.workspace.channels.has(channel) || [...slack.workspace.direct.values()].includes(channel)
    if (!known) return { ok: false, error: 'channel_not_found' }
    for (const { id } of args.files as { id: string }[]) {
      const upload = this.#uploads.get(id)
      if (upload?.content === undefined) return { ok: false, error: 'file_not_found' }
      this.shared.push({ channel, name: upload.name, content: upload.content })
      this.#uploads.delete(id)
    }
    return { ok: true, files: [] }
  }
}
