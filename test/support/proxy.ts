/** The way to a database server, which can be closed, cut, or lose an answer: what a network or a restart does. */
import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'

export interface DatabaseProxy {
  url: string
  /** Refuses new connections and cuts the present ones: as when the server is stopped. */
  shut(): void
  /** The server is there again. */
  open(): Promise<void>
  /** Cuts the present connections; clients may connect again at once. */
  cut(): void
  /**
   * Passes nothing on any more, in either direction, on the connections made so far: a network that is gone without a
   * word.
   */
  fallSilent(): void
  /**
   * The next connection on which these words are sent breaks: before the server has them, or when it has answered.
   * `stays`: no connection gets through after that.
   */
  breakAt(words: string, when: 'before' | 'after', stays?: 'stays'): void
  close(): Promise<void>
}

export async function createDatabaseProxy(to: string): Promise<DatabaseProxy> {
  const target = new URL(to)
  const open = new Set<Socket>()
  let silences = 0
  let breaking: { words: string; when: 'before' | 'after'; stays: boolean } | undefined

  const server = createServer(client => {
    const behind = connect(Number(target.port), target.hostname)
    const prepared = createPrepared()
    let unheard = false
    const heard = silences
    let isLast = false
    const end = () => {
      if (isLast && server.listening) shut()
      open.delete(client)
      client.destroy()
      behind.destroy()
    }
    open.add(client)
    for (const socket of [client, behind]) socket.on('error', end).on('close', end)
    client.on('data', chunk => {
      if (heard < silences) return
      const sent = prepared.textOf(Buffer.from(chunk))
      if (breaking && sent.includes(breaking.words)) {
        const { when, stays } = breaking
        breaking = undefined
        isLast = stays
        if (when === 'before') return end()
        unheard = true
      }
      behind.write(chunk)
    })
    behind.on('data', chunk => {
      if (heard < silences) return
      if (unheard) end()
      else client.write(chunk)
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')

  const cut = () => {
    for (const socket of open) socket.destroy()
  }
  function shut() {
    server.close()
    cut()
  }
  const url = new URL(to)
  const { port } = server.address() as AddressInfo
  url.host = `127.0.0.1:${port}`
  return {
    url: url.href,
    shut,
    async open() {
      server.listen(port, '127.0.0.1')
      await once(server, 'listening')
    },
    cut,
    fallSilent() {
      silences += 1
    },
    breakAt(words, when, stays) {
      breaking = { words, when, stays: stays === 'stays' }
    },
    async close() {
      cut()
      if (server.listening) server.close()
    },
  }
}

/** The words that a client sends, with the statements that it prepared before and now only names. */
function createPrepared(): { textOf(chunk: Buffer): string } {
  const statements = new Map<string, string>()
  return {
    textOf(chunk) {
      const sent = chunk.toString('latin1')
      for (const [, name, text] of sent.matchAll(/P.{4}(s\d+)\0([^\0]*)\0/gs)) statements.set(name!, text!)
      const named = [...sent.matchAll(/B.{4}\0(s\d+)\0/gs)].map(([, name]) => statements.get(name!) ?? '')
      return [sent, ...named].join('\n')
    },
  }
}
