/** A platform in this process that answers at once, without a pace. */
import type { Bot } from '../src/bots/bot.ts'
import type { Platform } from '../src/core/platforms/platform.ts'

/** `arrived` is called with the key of each message, when it is sent. */
export const instantBot = (platform: Platform, arrived: (key: string) => void): Bot => ({
  platform,
  ordering: 'address',
  connects: 'everywhere',
  start: async () => {},
  stop: async () => {},
  async send(_address, _message, key) {
    arrived(key)
    return key
  },
  update: async () => {},
  find: async () => undefined,
})
