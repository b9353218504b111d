/** A platform in another process: it takes a message, and says so a little later. */
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Bot } from '../src/bots/bot.ts'

/** Until a message is taken, and from then until its sender is told, in ms. */
const TAKES = 10

export interface RemotePlatform {
  url: string
  /** How often each key has come. */
  came: Map<string, number>
  /** Which instance sent a message last. */
  lastFrom(): string | undefined
  /** Resolves when so many keys have come. */
  until(count: number): Promise<void>
  stop(): Promise<void>
}

export async function openPlatform(): Promise<RemotePlatform> {
  const came: RemotePlatform['came'] = new Map()
  let from: string | undefined
  let told = () => {}
  const server = createServer((request, response) => {
    const [, act, instance, key] = request.url!.split('/') as [string, string, string, string]
    if (act === 'find') return void response.end(came.has(key) ? 'there' : '')
    void sleep(TAKES).then(async () => {
      if (request.socket.destroyed) return
      came.set(key, (came.get(key) ?? 0) + 1)
      from = instance
      told()
      await sleep(TAKES)
      response.end()
    })
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    came,
    lastFrom: () => from,
    async until(count) {
      while (came.size < count) await new Promise<void>(resolve => (told = resolve))
    },
    async stop() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}

/** The same, from the side of who sends. */
export function remotePlatform(
  url: string,
  instance: string,
): { bot: Bot; send(key: string): Promise<void> } {
  const send = async (key: string) => {
    await (await fetch(`${url}/send/${instance}/${key}`, { method: 'POST' })).text()
  }
  const bot: Bot = {
    platform: 'slack',
    ordering: 'address',
    connects: 'everywhere',
    start: async () => {},
    stop: async () => {},
    async send(_address, _message, key) {
      await send(key)
      return key
    },
    update: async () => {},
    find: async (_address, key) =>
      (await (await fetch(`${url}/find/${instance}/${key}`)).text()) === '' ? undefined : key,
  }
  return { bot, send }
}
