/** Files on the fake Slack: an address, the bytes, and then they are shown in a conversation. */
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

export class Files {
  readonly shared: SharedFile[] = []
  readonly #uploads = new Map<string, Upload>()

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
