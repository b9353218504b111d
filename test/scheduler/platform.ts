/** A platform in memory that keeps what it is sent and fails when it is told to. */

import type { Bot } from '../../src/bots/bot.ts'
import { plainMessage } from '../../src/core/messages/plain.ts'
import type { DeliveryFault } from '../../src/core/notices/fault.ts'
import type { Platform } from '../../src/core/platforms/platform.ts'
import { summaryOf } from '../support/summary.ts'

export interface Sent {
  address: string
  text: string
  summary: string
  key: string
  thread: string | undefined
  reference: string
}

export interface FakePlatform extends Bot {
  /** The messages there, oldest first. */
  readonly sent: Sent[]
  /** The requests, in order: "send C1", "find C1", "update C1". */
  readonly asked: string[]
  /** The faults of the next requests; without one they succeed. `arrives`: the message is delivered all the same. */
  readonly faults: { fault: DeliveryFault | Error; arrives?: boolean }[]
}

export function fakePlatform(platform: Platform, ordering: Bot['ordering'] = 'address'): FakePlatform {
  const sent: Sent[] = []
  const asked: string[] = []
  const faults: FakePlatform['faults'] = []
  const attempt = (act: () => void) => {
    const failing = faults.shift()
    if (!failing || failing.arrives) act()
    if (failing) throw failing.fault
  }
  return {
    platform,
    ordering,
    connects: 'everywhere',
    sent,
    asked,
    faults,
    start: async () => {},
    stop: async () => {},
    async send(address, message, key, thread) {
      asked.push(`send ${address}`)
      const reference = `${platform}-${sent.length + 1}`
      attempt(() =>
        sent.push({
          address,
          text: plainMessage(message),
          summary: summaryOf(message),
          key,
          thread,
          reference,
        }),
      )
      return reference
    },
    async update(address, reference, message, key) {
      asked.push(`update ${address}`)
      const found = sent.find(s => s.reference === reference && s.address === address)
      if (!found) throw new Error(`${reference} is not in ${address}`)
      attempt(() => Object.assign(found, { text: plainMessage(message), summary: summaryOf(message), key }))
    },
    async find(address, key) {
      asked.push(`find ${address}`)
      return sent.find(s => s.address === address && s.key === key)?.reference
    },
  }
}
