/** A platform that only keeps what it is given: the messages as they stand, before any platform's markup. */
import type { Bot } from '../../src/bots/bot.ts'
import type { Message } from '../../src/core/messages/message.ts'

export interface Recorder {
  bot: Bot
  /** The messages that stand at an address, oldest first, threads left out. */
  at(address: string): Message[]
}

export function createRecorder(): Recorder {
  const standing = new Map<string, { address: string; message: Message; inThread: boolean }>()
  const bot: Bot = {
    platform: 'slack',
    ordering: 'address',
    connects: 'everywhere',
    start: async () => {},
    stop: async () => {},
    async send(address, message, _key, thread) {
      const reference = `${address}:${standing.size + 1}`
      standing.set(reference, { address, message, inThread: thread !== undefined })
      return reference
    },
    async update(address, reference, message) {
      standing.set(reference, { address, message, inThread: false })
    },
    find: async () => undefined,
    linkTo: async reference => `https://itu.slack.com/archives/${reference.replace(':', '/p')}`,
  }
  const at = (address: string) =>
    [...standing.values()].filter(s => s.address === address && !s.inThread).map(s => s.message)
  return { bot, at }
}
